"""Jira Cloud on loopback, with state, limits and faults. `tests.jira` starts it.

`state` is what a site holds, `routes` its REST v3 over that, `limits` refuses too much of it, `faults` goes wrong on
purpose, `contract` knows what a request may look like, `server` puts all of it on a port.
"""

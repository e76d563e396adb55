"""Zephyr Scale on a port."""

import threading
from collections import deque
from dataclasses import replace

from tests.jira_fake.contract import Check, Seen
from tests.jira_fake.faults import Fault
from tests.jira_fake.routes import Answer
from tests.loopback import LoopbackServer
from tests.zephyr_fake.contract import breach
from tests.zephyr_fake.state import ROUTES, State, error, route_of


class ZephyrServer(LoopbackServer):
    """A tenant on loopback; its API stands below `/v2`."""

    def __init__(self, *, check: Check | None = None) -> None:
        super().__init__()
        self.prefix = "/v2"
        self.state = State()
        self.faults: deque[Fault] = deque()
        self.seen: list[Seen] = []
        self.breaches: list[str] = []
        self._check = check
        self._guard = threading.Lock()

    def reply(self, seen: Seen) -> Answer | Fault:
        """What a request gets."""
        with self._guard:
            self.seen.append(seen)
            found = route_of(seen)
            broken = found and (breach(found[0], seen) or (self._check(seen) if self._check else None))
            if broken or found is None or not seen.prefix:
                self.breaches.append(broken or f"unknown: {seen.method} {seen.path}")
                return error(400, "breach")
            seen = replace(seen, values=found[1])
            if self.faults and self.faults[0].on in {None, " ".join(found[0])}:
                fault = self.faults.popleft()
                if fault.carried_out:
                    ROUTES[found[0]](self.state, seen)
                return fault
            if seen.headers.get("authorization", "").removeprefix("Bearer ") not in self.state.tokens:
                return error(401, "Unauthorized.")
            return ROUTES[found[0]](self.state, seen)

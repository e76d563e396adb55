"""Jira on a port: looks at each request, refuses, fails or answers it, and keeps what it saw."""

import threading
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.jira_fake.contract import Check, Seen, breach, operation_of
from tests.jira_fake.faults import Fault
from tests.jira_fake.limits import Limits
from tests.jira_fake.routes import ROUTES, Answer, error
from tests.jira_fake.state import State
from tests.loopback import LoopbackServer


class JiraServer(LoopbackServer):
    """A site on loopback."""

    def __init__(self, *, check: Check | None = None) -> None:
        super().__init__()
        self.state = State(self.address)
        self.limits = Limits(now=lambda: datetime.now(UTC))
        self.faults: deque[Fault] = deque()
        self.seen: list[Seen] = []
        self.breaches: list[str] = []
        self.prefix = f"/ex/jira/{self.state.cloud_id}"
        self._check = check
        self._guard = threading.Lock()

    @property
    def gateway(self) -> str:
        """Where it is by its cloud id."""
        return f"{self.address}/ex/jira/{self.state.cloud_id}"

    def reply(self, seen: Seen) -> Answer | Fault:
        """What a request gets."""
        with self._guard:
            self.seen.append(seen)
            found = operation_of(seen)
            broken = breach(seen) or (self._check(seen) if self._check else None)
            if broken or found is None:
                self.breaches.append(broken or "unknown")
                return error(400, "breach")
            seen = replace(seen, values=found[1])
            if self.faults and self.faults[0].on in {None, found[0]}:
                fault = self.faults.popleft()
                if fault.carried_out:
                    ROUTES[found[0]](self.state, seen)
                return fault
            if seen.headers.get("authorization") not in self.state.accounts:
                return error(401, "Client must be authenticated to access this resource.")
            return self.limits.refuse(found[0], seen) or ROUTES[found[0]](self.state, seen)


class MediaServer(ThreadingHTTPServer):
    """Another host that Jira sends those who fetch an attachment to; keeps the headers that came."""

    daemon_threads = True

    def __init__(self, state: State) -> None:
        super().__init__(("127.0.0.1", 0), _Media)
        self.state = state
        self.headers: list[dict[str, str]] = []
        self.onward: str | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Media(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # as in tests/loopback.py
    server: MediaServer

    def do_GET(self) -> None:
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        data = self.server.state.files[self.path.partition("?")[0].rpartition("/")[2]].data
        self.send_response(303 if self.server.onward else 200)
        if self.server.onward:
            self.send_header("Location", self.server.onward)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""

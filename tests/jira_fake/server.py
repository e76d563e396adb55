"""Jira on a port: looks at each request, refuses, fails or answers it, and keeps what it saw."""

import socket
import struct
import threading
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.jira_fake.contract import Check, Seen, breach, operation_of
from tests.jira_fake.faults import Fault
from tests.jira_fake.limits import Limits
from tests.jira_fake.routes import ROUTES, Answer, error
from tests.jira_fake.state import State

_BEAT_S = 0.005  # between two bytes that drip
_MOST_ENDLESS = 4_000


class JiraServer(ThreadingHTTPServer):
    """A site on loopback."""

    daemon_threads = True

    def __init__(self, *, check: Check | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = State(self.address)
        self.limits = Limits(now=lambda: datetime.now(UTC))
        self.faults: deque[Fault] = deque()
        self.seen: list[Seen] = []
        self.breaches: list[str] = []
        self.over = threading.Event()
        self._check = check
        self._guard = threading.Lock()

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

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

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has had enough hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the client to acknowledge its head
    server: JiraServer

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        prefix = f"/ex/jira/{self.server.state.cloud_id}"
        below = path.removeprefix(prefix)
        reply = self.server.reply(
            Seen(
                method=self.command,
                path=below,
                query=query,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
                prefix=prefix if below != path else "",
            )
        )
        if isinstance(reply, Fault) and reply.ending != "whole":
            self._break(reply)
        else:
            self._head(reply, len(reply.body))
            self.wfile.write(reply.body)

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def _head(self, reply: Answer | Fault, length: int | None) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _break(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.ending == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif fault.ending == "cut":
            self._head(fault, len(fault.body))
            self.wfile.write(fault.body[: len(fault.body) // 2])
        elif fault.ending == "endless":
            self._head(fault, len(fault.body) * _MOST_ENDLESS)
            for _ in range(_MOST_ENDLESS):
                self.wfile.write(fault.body)
        else:
            self._drip(fault)

    def _drip(self, fault: Fault) -> None:
        if fault.ending == "dripping":
            self._head(fault, 10**6)
        while not self.server.over.wait(_BEAT_S):
            self.connection.sendall(b" " if fault.ending == "dripping" else b"H")

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""


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

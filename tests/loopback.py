"""A service on a port: hands each request to who plays it, and answers, or breaks off, as that one says."""

import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.jira_fake.contract import Seen
from tests.jira_fake.faults import Fault
from tests.jira_fake.routes import Answer

_BEAT_S = 0.005  # between two bytes that drip
_MOST_ENDLESS = 4_000


class LoopbackServer(ThreadingHTTPServer):
    """Somebody on loopback who answers requests.

    Attributes:
        prefix: before the paths of those who come by another way; a request's `prefix` says whether it was there.
        over: set at the end, so that what drips stops.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.prefix = ""
        self.over = threading.Event()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reply(self, seen: Seen) -> Answer | Fault:
        """What a request gets."""
        raise NotImplementedError

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has had enough hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a body behind its head would wait 40 ms for an acknowledgement
    server: LoopbackServer

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        prefix = self.server.prefix
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

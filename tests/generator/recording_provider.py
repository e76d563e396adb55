"""A provider on loopback that speaks both languages, keeps every byte it gets, and fails as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FEATURE = "Feature: F\n  @AC-1\n  Scenario: S\n    Given a\n    When b\n    Then c\n"
STATUSES = (400, 401, 404, 413, 422, 429, 500, 503, 529)
FAILURES = (*(str(status) for status in STATUSES), "garbled", "html", "wrong_model", "cut")
"""The first part of the path says how the provider fails: `http://127.0.0.1:1/429/v1`."""


class RecordingProvider(ThreadingHTTPServer):
    """Answers with a feature, or fails and says in the answer all that it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[bytes] = []

    def address(self, way: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{way}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was cut off has hung up."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # as in tests/loopback.py
    server: RecordingProvider

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(b"\n".join([self.path.encode(), str(self.headers).encode(), content]))
        asked = json.loads(content)
        way = self.path.split("/")[1]
        if way in {str(status) for status in STATUSES}:
            told = {"type": "error", "error": {"message": content.decode(), "type": "t", "code": "c"}}
            return self._answer(int(way), json.dumps(told).encode())
        if way == "cut":
            return self._answer(200, content, length=len(content) + 100)
        if way == "html":
            return self._answer(200, b"<html>" + content, kind="text/html")
        if way == "garbled":
            return self._answer(200, b'{"choices": ' + content)
        model = content.decode() if way == "wrong_model" else asked["model"]
        return self._answer(200, json.dumps(_said(self.path, model)).encode())

    def _answer(self, status: int, body: bytes, *, kind: str = "application/json", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def _said(path: str, model: str) -> dict[str, Any]:
    if path.endswith("/messages"):
        content = [{"type": "text", "text": FEATURE}]
        usage = {"input_tokens": 100, "output_tokens": 50}
        said = {"id": "1", "type": "message", "role": "assistant", "model": model, "content": content, "usage": usage}
        return {**said, "stop_reason": "end_turn", "stop_sequence": None}
    message = {"role": "assistant", "content": FEATURE}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": model, "choices": choices, "usage": usage}


@contextmanager
def recording() -> Iterator[RecordingProvider]:
    """A provider that listens while the block runs."""
    server = RecordingProvider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

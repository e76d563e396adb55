"""A slow provider on loopback that speaks chat completions, and counts what it is asked by content."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from tests.builders import FEATURE

KEYS = ["RMB-140", "CHK-418", "BNK-207", "HSP-355", "PAY-88", "CRM-88", "NRG-91", "WFL-205"]
_LONGEST_S = 60.0


class Provider(ThreadingHTTPServer):
    """Answers the first `quick` requests at once and holds the others until it is told to let go."""

    daemon_threads = True

    def __init__(self, quick: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()
        self.held: list[str] = []
        self.changed = threading.Condition()
        self.let_go = threading.Event()
        self._quick = quick

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def arrive(self, content: str) -> None:
        """Count a request, and wait where it is to be held."""
        with self.changed:
            self.asked[content] += 1
            hold = self.asked.total() > self._quick and not self.let_go.is_set()
            if hold:
                self.held.append(content)
            self.changed.notify_all()
        if hold:
            self.let_go.wait(_LONGEST_S)

    def wait_for_held(self, count: int) -> None:
        """Wait until so many requests are in flight."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.held) >= count, timeout=30), "the run asks for nothing"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed client has hung up."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # as in tests/loopback.py
    server: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.arrive(body["messages"][-1]["content"])
        answer = {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [
                {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": FEATURE}},
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150},
        }
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""


@contextmanager
def serving(project: Path, *, quick: int, primary: str = "gherkin_valid") -> Iterator[Provider]:
    """Start a provider and write the suite `slow` over it into a small project: eight fixtures, two calls at once.

    Scores that take the sentence encoder take seconds, so who needs one names it.
    """
    with Provider(quick) as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        _write_suite(project, provider.address, primary)
        try:
            yield provider
        finally:
            provider.let_go.set()
            provider.shutdown()
            thread.join()


def _write_suite(project: Path, address: str, primary: str) -> None:
    models = project / "evals" / "models.yaml"
    known = yaml.safe_load(models.read_text(encoding="utf-8"))["models"]
    price = {"input": "1", "output": "2", "as_of": "2026-11-01"}
    slow = {"name": "loopback/slow", "adapter": "openai", "model": "slow", "base_url": address, "parallel": 2}
    rules = next(each for each in known if each["name"] == "rules")
    models.write_text(yaml.safe_dump({"models": [rules, {**slow, "price": price}]}), encoding="utf-8")
    suite = {
        "dataset": "tiny",
        "candidates": [
            {"name": "slow", "prompt": "few-shot/v1", "model": "loopback/slow"},
            {"name": "floor", "prompt": "floor/v1", "model": "rules"},
        ],
        "scorers": list(dict.fromkeys(["gherkin_valid", primary, "tokens", "cost_usd"])),
        "primary": primary,
    }
    (project / "evals" / "slow.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")

"""A provider on loopback with two models: `writer` writes tests, `judge` judges as it is told to."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

import yaml

from tests.builders import FEATURE
from workbench.generator.records import Completion, Message, Params, Request

JUDGE_TOKENS = (400, 60)
WRITER_TOKENS = (100, 50)
_FINISH = {"stop": "stop", "length": "length", "refused": "content_filter", "filtered": "content_filter"}
_LONGEST_S = 60.0


class Judges(Protocol):
    """Whatever answers a request as a judge."""

    def complete(self, request: Request) -> Completion: ...


class JudgeProvider(ThreadingHTTPServer):
    """Counts what each model is asked; fails or holds the judge's calls where it is told to."""

    daemon_threads = True

    def __init__(self, judge: Judges) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.judge = judge
        self.asked: Counter[str] = Counter()
        self.judged: Counter[str] = Counter()
        self.status = 200
        self.hold_after: int | None = None
        self.let_go = threading.Event()
        self.changed = threading.Condition()
        self.held = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def verdict(self, body: dict[str, Any]) -> Completion:
        """Return what the judge says; equal questions are told apart by how often they were asked."""
        messages = tuple(Message(role=each["role"], content=each["content"]) for each in body["messages"])
        with self.changed:
            repeat = self.judged[messages[-1].content]
            self.judged[messages[-1].content] += 1
            hold = self.hold_after is not None and self.judged.total() > self.hold_after and not self.let_go.is_set()
            self.held += hold
            self.changed.notify_all()
        if hold:
            self.let_go.wait(_LONGEST_S)
        return self.judge.complete(Request(messages=messages, params=Params(), repeat=repeat))

    def wait_for_held(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.held >= count, timeout=60), "the judge is asked nothing"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed client has hung up."""


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # as in tests/loopback.py
    server: JudgeProvider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked[body["model"]] += 1
        if body["model"] == "writer":
            self._reply(200, _answer(body, FEATURE, "stop", WRITER_TOKENS))
        elif self.server.status != 200:
            self._reply(self.server.status, {"error": {"message": "no", "type": "x", "code": "x"}})
        else:
            said = self.server.verdict(body)
            self._reply(200, _answer(body, said.text, _FINISH[said.finish], JUDGE_TOKENS))

    def _reply(self, status: int, content: dict[str, Any]) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged."""


def _answer(body: dict[str, Any], text: str, finish: str, tokens: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": "1", "object": "chat.completion", "created": 1, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip


@contextmanager
def judging(project: Path, scripted: Judges, /, **suite: Any) -> Iterator[JudgeProvider]:
    """Start a provider and write the suite `judged` over it into a small project; `suite` changes it."""
    with JudgeProvider(scripted) as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        write_suite(project, provider.address, **suite)
        try:
            yield provider
        finally:
            provider.let_go.set()
            provider.shutdown()
            thread.join()


def write_suite(project: Path, address: str, **more: Any) -> None:
    """Write the models and the suite `judged`: one candidate, no repeats, judged coverage beside the cost."""
    wire = {"adapter": "openai", "base_url": address, "parallel": 2, "takes": ["schema"]}
    models = [
        {"name": "loopback/writer", "model": "writer", "price": _price("1", "2"), **wire},
        {"name": "loopback/judge", "model": "judge", "price": _price("3", "6"), **wire},
        {"name": "loopback/unpriced", "model": "judge", **wire},
        {"name": "openai/gpt-5-mini", "adapter": "openai", "model": "gpt-5-mini", "key_env": "NO_SUCH_KEY_IS_SET"},
    ]
    suite = {
        "dataset": "tiny",
        "candidates": [{"name": "writer", "prompt": "few-shot/v1", "model": "loopback/writer"}],
        "scorers": ["gherkin_valid", "coverage", "cost_usd"],
        "primary": "coverage",
        "judge": {"model": "loopback/judge", "retest": 0},
        **more,
    }
    (project / "evals" / "models.yaml").write_text(yaml.safe_dump({"models": models}), encoding="utf-8")
    (project / "evals" / "judged.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")


def _price(given: str, answered: str) -> dict[str, str]:
    return {"input": given, "output": answered, "as_of": "2026-11-01"}

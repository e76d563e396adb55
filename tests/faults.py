"""A provider on loopback that speaks both wire formats and fails as it is told to.

    with FaultServer([good(), limited({"retry-after": "2"}), ending("cut", 100)]) as server:
        model = OpenAiModel(server.spec("openai"), key="k")

It counts what it was asked and what it billed, as a real provider would: also for an answer that got lost on the wire.
"""

import contextlib
import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from tests.faulty.catalogue import (
    blank,
    body,
    bomb,
    counting,
    ending,
    endless,
    failing,
    fitting,
    good,
    limited,
    packed,
    spent,
    stained,
    typed,
)
from tests.faulty.line import requests, send
from tests.faulty.replies import SAID, TEXT, Asked, Fault, Format, Reply
from workbench.generator.records import ModelSpec

__all__ = [
    "SAID", "TEXT", "Asked", "Call", "Fault", "FaultServer", "Reply", "Tokens", "blank", "body", "bomb", "counting",
    "ending", "endless", "failing", "fitting", "good", "limited", "packed", "spent", "stained", "typed",
]  # fmt: skip

Script = Sequence[Fault] | Callable[[Asked], Fault]
_PATHS: dict[str, Format] = {"/v1/chat/completions": "openai", "/v1/messages": "anthropic"}
_LONGEST_S = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """What a provider bills."""

    input: int
    output: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A request and what was replied to it."""

    asked: Asked
    reply: Reply

    @property
    def billed(self) -> Tokens:
        """What of it is billed; nothing where the reply bills nothing."""
        if self.reply.output_tokens is None:
            return Tokens(input=0, output=0)
        return Tokens(input=self.asked.input_tokens, output=self.reply.output_tokens)


class FaultServer:
    """Plays a script; a call beyond its end gets a good answer."""

    def __init__(self, script: Script = ()) -> None:
        """Listen on a port of loopback; nobody is answered before the server is entered.

        Args:
            script: the fault of the n-th call, in the order of arrival, or a function of what is asked.
        """
        self.calls: list[Call] = []
        self._script = script
        self._changed = threading.Condition()
        self._let_go, self._over = threading.Event(), threading.Event()
        self._held = self._done = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    # What a test looks at

    @property
    def address(self) -> str:
        """The address of the server, without a path; Anthropic's base address."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def spec(self, format_: Format, *, model: str = "m-1", **more: Any) -> ModelSpec:
        """A model that is reached here."""
        path = "/v1" if format_ == "openai" else ""
        given = {"name": f"{format_}/m", "adapter": format_, "model": model, "base_url": self.address + path, **more}
        return ModelSpec(**given)

    @property
    def asked(self) -> Counter[str]:
        """How often each content of a last turn was asked."""
        with self._changed:
            return Counter(call.asked.content for call in self.calls)

    @property
    def billed(self) -> Tokens:
        """The tokens of all calls that are billed."""
        with self._changed:
            each = [call.billed for call in self.calls]
        return Tokens(input=sum(one.input for one in each), output=sum(one.output for one in each))

    def let_go(self) -> None:
        """Answer all that are held, and hold none from now on."""
        self._let_go.set()

    def wait_for_held(self, count: int) -> None:
        """Wait until so many calls are held."""
        self._wait(lambda: self._held >= count, "fewer calls than expected are held")

    def settle(self) -> None:
        """Wait until every call that arrived was replied to, its connection closed where the fault closes it."""
        self._wait(lambda: self._done == len(self.calls), "a call is still being replied to")

    def _wait(self, come: Callable[[], bool], complaint: str) -> None:
        with self._changed:
            assert self._changed.wait_for(come, timeout=_LONGEST_S), complaint

    # How it works

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *reason: object) -> None:
        self._over.set()
        self._let_go.set()
        with self._changed:
            for each in (self._listener, *self._open):
                _hang_up(each)
        for thread in self._threads:
            thread.join(_LONGEST_S)
        self._listener.close()

    def _start(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._changed:
                self._open.add(line)
                if self._over.is_set():
                    _hang_up(line)
            self._start(self._serve, line)

    def _serve(self, line: socket.socket) -> None:
        try:
            with line:
                for path, content in requests(line):
                    if not self._reply(line, _PATHS[urlsplit(path).path], json.loads(content)):
                        return
        except OSError:
            pass  # a client that hung up; that is its business
        finally:
            with self._changed:
                self._open.discard(line)

    def _reply(self, line: socket.socket, format_: Format, body_: dict[str, Any]) -> bool:
        """Play the fault of one call; False where the connection is over."""
        reply = self._arrive(format_, body_)
        try:
            if reply.ending == "held":
                self._hold()
            return send(line, reply, over=self._over)
        finally:
            with self._changed:
                self._done += 1
                self._changed.notify_all()

    def _arrive(self, format_: Format, body_: dict[str, Any]) -> Reply:
        with self._changed:
            asked = Asked(number=len(self.calls), format=format_, body=body_)
            if callable(self._script):
                fault = self._script(asked)
            else:
                fault = self._script[asked.number] if asked.number < len(self._script) else good()
            self.calls.append(Call(asked=asked, reply=fault(asked)))
            self._changed.notify_all()
            return self.calls[-1].reply

    def _hold(self) -> None:
        with self._changed:
            self._held += 1
            self._changed.notify_all()
        self._let_go.wait(_LONGEST_S)


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)

"""What a provider is asked and what it replies, in both wire formats."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.builders import FEATURE

Format = Literal["openai", "anthropic"]
Ending = Literal["whole", "held", "dropped", "reset", "cut", "unterminated", "endless", "dripping", "dripping_head"]
Finish = Literal["stop", "length", "refusal", "filter"]

SAID = "Words-of-the-provider-4711"
TEXT = f"{FEATURE}    # {SAID}\n"
ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_FINISHES: Mapping[Format, Mapping[Finish, str]] = {
    "openai": {"stop": "stop", "length": "length", "refusal": "stop", "filter": "content_filter"},
    "anthropic": {"stop": "end_turn", "length": "max_tokens", "refusal": "refusal", "filter": "refusal"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request as it arrived.

    Attributes:
        number: how many arrived before it, from 0.
        format: which of the two languages it speaks.
        body: the JSON of it.
    """

    number: int
    format: Format
    body: dict[str, Any]

    @property
    def contents(self) -> list[str]:
        """The texts of the system and of all turns."""
        given = [self.body.get("system", ""), *(turn["content"] for turn in self.body["messages"])]
        return [each if isinstance(each, str) else "".join(block["text"] for block in each) for each in given]

    @property
    def content(self) -> str:
        """The text of the last turn, by which requests are told apart."""
        return self.contents[-1]

    @property
    def input_tokens(self) -> int:
        """What a provider would count of it: four bytes a token."""
        return sum(len(text.encode()) for text in self.contents) // 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What goes over the wire.

    Attributes:
        status: of HTTP.
        headers: beside those of the body's length.
        body: all of it, whatever of it is sent.
        ending: `whole`; `held` until the server is told to let go; `dropped` is a reset before anything is sent,
            `reset` one behind `at` bytes of the body; `cut` is a body that ends behind `at` bytes of the length that
            was promised, `unterminated` one of chunks; `endless` repeats the body `at` times; `dripping` sends a byte
            at a time and never ends, `dripping_head` does so in the head.
        at: bytes of the body, or how often it is repeated.
        output_tokens: what the provider bills for it; None bills nothing, neither for the input.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    ending: Ending = "whole"
    at: int = 0
    output_tokens: int | None = None


Fault = Callable[[Asked], Reply]
"""What is replied to a request; `good()` is one too."""


def answer(
    asked: Asked, text: str = TEXT, *, tokens: int = 50, finish: Finish = "stop", model: str | None = None, **more: Any
) -> dict[str, Any]:
    """A completion as the vendor sends it; `more` are further fields of the body."""
    named = model or asked.body["model"]
    why = _FINISHES[asked.format][finish]
    if asked.format == "anthropic":
        content = [] if finish in {"refusal", "filter"} else [{"type": "text", "text": text}]
        usage = {"input_tokens": asked.input_tokens, "output_tokens": tokens}
        body = {"id": "msg_1", "type": "message", "role": "assistant", "model": named, "content": content}
        return {**body, "stop_reason": why, "stop_sequence": None, "usage": usage, **more}
    message = {"role": "assistant", "content": text, "refusal": None}
    if finish == "refusal":
        message |= {"content": None, "refusal": SAID}
    counted = {"prompt_tokens": asked.input_tokens, "completion_tokens": tokens}
    body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": named}
    choices = [{"index": 0, "message": message, "finish_reason": why}]
    return {**body, "choices": choices, "usage": {**counted, "total_tokens": sum(counted.values())}, **more}


def error(asked: Asked, type_: str, *, code: str | None = None) -> dict[str, Any]:
    """An error as the vendor sends it."""
    if asked.format == "anthropic":
        details = {"error_code": code} if code else None
        return {"type": "error", "error": {"type": type_, "message": SAID, "details": details}, "request_id": "req_1"}
    return {"error": {"message": SAID, "type": type_, "param": None, "code": code}}


def as_json(value: Any) -> bytes:
    """The bytes of a body."""
    return json.dumps(value).encode()

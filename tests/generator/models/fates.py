"""What each fault of a provider or of the wire is to become, over both SDKs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.faults import (
    SAID,
    Fault,
    FaultServer,
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
from tests.faulty.replies import Format
from tests.generator.models.wires import ASKED, KEY, NOT_JSON_OF_OURS, PROMPT
from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.bounded import Bounds
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import Completion, Finish, Request

SECRETS = (SAID, PROMPT, KEY)
FORMATS: tuple[Format, ...] = ("openai", "anthropic")
SMALL = Bounds(connect_s=30, silent_s=30, total_s=60, body_bytes=2**20)
SHORT = Bounds(connect_s=30, silent_s=0.25, total_s=0.5, body_bytes=2**20)
_MODELS: dict[Format, Callable[..., OpenAiModel | AnthropicModel]] = {
    "openai": OpenAiModel,
    "anthropic": AnthropicModel,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """A fault and what has to become of it.

    Attributes:
        fault: what the server does.
        kind: of the failure, or None where it stays an answer.
        billable: what the failure says.
        finish: of the answer, where it stays one.
        bounds: of the client.
    """

    fault: Fault
    kind: ProviderKind | None = None
    billable: bool = False
    finish: Finish = "stop"
    bounds: Bounds = SMALL


def _fails(kind: ProviderKind, fault: Fault, *, bounds: Bounds = SMALL) -> Fate:
    return Fate(fault=fault, kind=kind, bounds=bounds)


def _loses(kind: ProviderKind, fault: Fault, *, bounds: Bounds = SMALL) -> Fate:
    return Fate(fault=fault, kind=kind, billable=True, bounds=bounds)


FAILURES: dict[str, Fate] = {
    "429": _fails("rate_limit", limited()),
    "429, seconds": _fails("rate_limit", limited({"retry-after": "2"})),
    "429, milliseconds": _fails("rate_limit", limited({"retry-after-ms": "1500"})),
    "429, a date": _fails("rate_limit", limited({"retry-after": "Wed, 21 Oct 2065 07:28:00 GMT"})),
    "429, nothing in it": _fails("rate_limit", limited({"retry-after": "soon", "x-ratelimit-remaining-tokens": "few"})),
    "429, 1 GB": _fails("rate_limit", endless(3, status=429)),
    "no credit": _fails("spend_limit", spent()),
    "400": _fails("bad_request", failing(400)),
    "401": _fails("auth", failing(401)),
    "403": _fails("auth", failing(403)),
    "404": _fails("not_found", failing(404)),
    "408": _loses("timeout", failing(408)),
    "500": _fails("server", failing(500)),
    "500, too long": _fails("server", endless(3, status=500)),
    "500, a bomb": _fails("server", bomb(3, status=500)),
    "500, cut": _fails("server", ending("cut", 20, of=failing(500))),
    "500, reset": _fails("server", ending("reset", 20, of=failing(500))),
    "500, held": _fails("server", ending("dripping", of=failing(500)), bounds=SHORT),
    "500, odd charset": _fails(
        "server", body(b'{"error": 1}', status=500, headers={"content-type": "application/json; charset=zlib"})
    ),
    "502": _loses("server", failing(502)),
    "503": _fails("overloaded", failing(503)),
    "504": _loses("timeout", failing(504)),
    "529": _fails("overloaded", failing(529)),
    "held": _loses("timeout", ending("held"), bounds=SHORT),
    "dripping body": _loses("timeout", ending("dripping"), bounds=SHORT),
    "dripping head": _loses("timeout", ending("dripping_head"), bounds=SHORT),
    "reset at once": _loses("connection", ending("dropped")),
    "reset behind the head": _loses("connection", ending("reset", 0)),
    "reset in the body": _loses("connection", ending("reset", 100)),
    "reset before the last byte": _loses("connection", ending("reset", -1)),
    "cut behind the head": _loses("connection", ending("cut", 0)),
    "cut in the body": _loses("connection", ending("cut", 100)),
    "no chunk": _loses("connection", ending("unterminated", 0)),
    "chunks without an end": _loses("connection", ending("unterminated", 10**6)),
    "half a body": _loses("malformed", fitting(100)),
    "no body": _loses("malformed", fitting(0)),
    "HTML": _loses("malformed", body(f"<html>{SAID}</html>".encode(), headers={"content-type": "text/html"})),
    "HTML by name": _loses("malformed", typed("text/html; charset=utf-8")),
    "an event stream by name": _loses("malformed", typed("text/event-stream")),
    "no UTF-8": _loses("malformed", stained(b"\xff\xfe")),
    "half a sign of UTF-8": _loses("malformed", stained(b"\xc3")),
    "a surrogate in UTF-8": _loses("malformed", stained(b"\xed\xa0\x80")),
    "too long": _loses("malformed", endless(3)),
    "a bomb": _loses("malformed", bomb(3)),
    "badly packed": _loses("malformed", packed(broken=True)),
    "another model": _loses("wrong_model", good(model="m-2")),
    "a smaller model": _loses("wrong_model", good(model="m-1-mini")),
    "another model refuses": _loses("wrong_model", good(model="m-2", finish="refusal")),
    **{f"JSON: {name}": _loses("malformed", body(content)) for name, content in NOT_JSON_OF_OURS.items()},
}
_ODD = {"negative": -1, "no number": "many", "absurd": 10**30, "a fraction": 1.5, "true": True, "a list": [1]}
ANSWERS: dict[str, Fate] = {
    "good": Fate(fault=good()),
    "4 kB": Fate(fault=good(size=4_096)),
    "packed": Fate(fault=packed()),
    "reset behind the body": Fate(fault=ending("reset", 10**6)),
    "no content type": Fate(fault=typed("")),
    "an odd charset": Fate(fault=typed("application/json; charset=zlib")),
    "odd headers": Fate(
        fault=good(headers={"x-note": "\xe9\xff", "set-cookie": "\xe9", "date": "\xe9", "retry-after": "\xb2"})
    ),
    "refused": Fate(fault=good(finish="refusal"), finish="refused"),
    "cut at the limit": Fate(fault=good(finish="length"), finish="length"),
    "usage missing": Fate(fault=counting()),
    **{
        f"usage: {name}": Fate(
            fault=counting(prompt_tokens=odd, completion_tokens=odd, input_tokens=odd, output_tokens=odd)
        )
        for name, odd in _ODD.items()
    },
}


def connected(server: FaultServer, format_: Format, bounds: Bounds = SMALL) -> OpenAiModel | AnthropicModel:
    """A model of the server's, over a real socket."""
    plain = httpx2.HTTPTransport(verify=False)  # reading certificates takes longer than all else
    return _MODELS[format_](server.spec(format_), key=KEY, transport=plain, bounds=bounds)


def asking(model: Any, request: Request = ASKED) -> Completion | ProviderError:
    """What becomes of a call: an answer or a failure; any other exception passes."""
    try:
        found: Completion = model.complete(request)
    except ProviderError as failure:
        return failure
    return found

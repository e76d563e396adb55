"""Every way in which a provider or the wire to it goes wrong, by name."""

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tests.faulty.replies import ERROR_TYPES, SAID, TEXT, Asked, Ending, Fault, Finish, Reply, answer, as_json, error

JSON = {"content-type": "application/json"}
MEGABYTE = 2**20
_NOTHING: Mapping[str, str] = {}


def good(
    text: str = TEXT,
    *,
    tokens: int = 50,
    size: int | None = None,
    finish: Finish = "stop",
    model: str | None = None,
    headers: Mapping[str, str] = _NOTHING,
) -> Fault:
    """No fault: an answer.

    Args:
        text: what the model says.
        tokens: the output that is billed and counted.
        size: of the body in bytes, to which the text is padded.
        finish: why it ends; a refusal and a filter have no text.
        model: the name it bears, else the one that was asked.
        headers: of rate limits, for example.
    """

    def reply(asked: Asked) -> Reply:
        content = as_json(answer(asked, text, tokens=tokens, finish=finish, model=model))
        if size is not None:
            padded = text + "#" * (size - len(content))
            content = as_json(answer(asked, padded, tokens=tokens, finish=finish, model=model))
        return Reply(headers={**JSON, **headers}, body=content, output_tokens=tokens)

    return reply


def limited(headers: Mapping[str, str] = _NOTHING) -> Fault:
    """Too many requests, with these headers."""
    return failing(429, headers=headers)


def failing(
    status: int, *, headers: Mapping[str, str] = _NOTHING, type_: str | None = None, code: str | None = None
) -> Fault:
    """An error of the vendor's shape; a gateway's 408, 502 and 504 are billed, because the model may have answered."""
    named = type_ or ERROR_TYPES.get(status, "server_error")
    billed = 50 if status in {408, 502, 504} else None

    def reply(asked: Asked) -> Reply:
        body = as_json(error(asked, named, code=code))
        return Reply(status=status, headers={**JSON, **headers}, body=body, output_tokens=billed)

    return reply


def spent() -> Fault:
    """The account is empty."""

    def reply(asked: Asked) -> Reply:
        if asked.format == "anthropic":
            return failing(403, type_="billing_error")(asked)
        return failing(429, type_="insufficient_quota", code="insufficient_quota")(asked)

    return reply


def ending(how: Ending, at: int = 0, *, of: Fault | None = None) -> Fault:
    """An answer that is held, reset, cut or never ends; `at` counts from the end where it is negative."""

    def reply(asked: Asked) -> Reply:
        whole = (of or good())(asked)
        return replace(whole, ending=how, at=at if at >= 0 else len(whole.body) + at)

    return reply


def blank(of: Fault) -> Fault:
    """A reply with white space behind its body."""
    return lambda asked: replace(of(asked), body=of(asked).body + b"\n")


def fitting(at: int, *, of: Fault | None = None) -> Fault:
    """A body that ends behind `at` bytes, and so says its length."""

    def reply(asked: Asked) -> Reply:
        whole = (of or good())(asked)
        return replace(whole, body=whole.body[:at])

    return reply


def body(content: bytes, *, headers: Mapping[str, str] = JSON, status: int = 200) -> Fault:
    """These very bytes."""
    return lambda asked: Reply(
        status=status, headers=headers, body=content, output_tokens=50 if status == 200 else None
    )


def typed(content_type: str) -> Fault:
    """A good answer under another content type."""
    return lambda asked: replace(good()(asked), headers={"content-type": content_type})


def stained(signs: bytes) -> Fault:
    """A good answer with other bytes within its text."""
    return lambda asked: replace(
        good()(asked), body=good()(asked).body.replace(SAID.encode(), SAID[:5].encode() + signs)
    )


def counting(**usage: Any) -> Fault:
    """A good answer whose usage holds these fields instead; none of them leaves the usage out."""
    return lambda asked: replace(good()(asked), body=as_json(answer(asked, usage=usage or None)))


def endless(megabytes: int, *, status: int = 200) -> Fault:
    """A body of so many megabytes."""

    def reply(asked: Asked) -> Reply:
        billed = 50 if status == 200 else None
        return Reply(
            status=status, headers=JSON, body=b" " * MEGABYTE, ending="endless", at=megabytes, output_tokens=billed
        )

    return reply


def bomb(megabytes: int, *, status: int = 200) -> Fault:
    """A short body that is so many megabytes when it is unpacked."""
    headers = {**JSON, "content-encoding": "gzip"}
    return lambda asked: body(_packed(megabytes), headers=headers, status=status)(asked)  # packed once it is asked for


def packed(broken: bool = False) -> Fault:
    """A compressed answer, whole or with a byte of it changed."""

    def reply(asked: Asked) -> Reply:
        whole = good()(asked)
        content = bytearray(gzip.compress(whole.body))
        content[len(content) // 2] ^= 0xFF if broken else 0
        return replace(whole, headers={**JSON, "content-encoding": "gzip"}, body=bytes(content))

    return reply


@lru_cache(maxsize=4)
def _packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([packer.compress(b" " * MEGABYTE) for _ in range(megabytes)]) + packer.flush()

"""What Jira, or the way to it, does wrong."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.jira_fake.routes import JSON

LOGIN = b"<!DOCTYPE html><html><body><form action='/login'>Log in to continue</form></body></html>"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A reply in place of the right one.

    Attributes:
        ending: `whole`; `cut` behind half of the body; `reset` with nothing sent; `dripping` a byte at a time without
            end; `dripping_head` the same before the body; `endless` the body over and over.
        on: the operation it waits for, or None for the next request.
        carried_out: the request is carried out all the same.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    ending: Literal["whole", "cut", "reset", "dripping", "dripping_head", "endless"] = "whole"
    on: str | None = None
    carried_out: bool = False


def lost(on: str | None = None) -> Fault:
    """A request that is carried out, and whose answer never comes."""
    return Fault(ending="reset", on=on, carried_out=True)


def failing(status: int, *, on: str | None = None, **headers: str) -> Fault:
    """An error, whose body says something that nobody may see; `Retry_After` is written with a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(status=status, body=b'{"errorMessages":["Body-4711"]}', headers={**JSON, **named}, on=on)


def html() -> Fault:
    """A page to log in, as a success."""
    return Fault(body=LOGIN, headers={"Content-Type": "text/html;charset=UTF-8"})


def bomb(megabytes: int) -> Fault:
    """A short body that is so many megabytes when it is unpacked."""
    packed = gzip.compress(b" " * (megabytes * 2**20))
    return Fault(body=packed, headers={**JSON, "Content-Encoding": "gzip"})

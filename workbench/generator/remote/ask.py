"""One request to a service and its answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from workbench.generator.errors import LimitScope, RemoteError, RemoteKind

LARGEST_JSON: Final = 32 * 2**20

Value = str | int | Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file that is sent as the part `file` of a form."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One request.

    Attributes:
        service: the error of the service that is asked.
        doing: what it is for, in words of ours; messages show it, so no key and no name.
        method: of HTTP.
        endpoint: the path below the service's root with names in the places of keys; burst limits count by it.
        path: the same with the keys, quoted; None is the endpoint itself.
        query: after the question mark.
        body: sent as JSON, or None.
        file: sent as a form instead, or None.
        headers: further ones.
        issue: the issue that it writes to, or None; some limits count by it.
        repeatable: asking twice does no harm.
        most_bytes: the longest answer that is taken, after decompression.
        refused: reads the ids of the fields that are refused out of the body of a 400, never a value; None reads no
            body of an error.
    """

    service: type[RemoteError]
    doing: str
    method: Literal["GET", "POST", "PUT", "DELETE"]
    endpoint: str
    path: str | None = field(default=None, repr=False)
    query: Mapping[str, Value] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    file: File | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    issue: str | None = field(default=None, repr=False)
    repeatable: bool = True
    most_bytes: int = LARGEST_JSON
    refused: Callable[[bytes], tuple[str, ...]] | None = field(default=None, repr=False)

    def failed(
        self,
        kind: RemoteKind,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        scope: LimitScope | None = None,
        maybe_done: bool = False,
        says: str | None = None,
        fields: tuple[str, ...] = (),
    ) -> RemoteError:
        """Return the failure of this request; the arguments are those of `RemoteError`."""
        return self.service(
            self.doing,
            kind,
            status=status,
            retry_after_s=retry_after_s,
            scope=scope,
            maybe_done=maybe_done,
            says=says,
            fields=fields,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """An answer: its status, what kind of content it says it is, its bytes, and where it sends those who asked."""

    status: int
    content_type: str
    body: bytes = field(repr=False)
    location: str | None = field(default=None, repr=False)


def as_object(ask: Ask, reply: Reply) -> dict[str, Any]:
    """Return the JSON object of an answer.

    Raises:
        RemoteError: `malformed`: it is none, a page to log in for example.
    """
    value = parsed(ask, reply)
    if not isinstance(value, dict):
        raise _malformed(ask, reply)
    return value


def as_objects(ask: Ask, reply: Reply) -> list[dict[str, Any]]:
    """Return the JSON objects of an answer that is a list; what is no object is left out.

    Raises:
        RemoteError: `malformed`: it is no list.
    """
    value = parsed(ask, reply)
    if not isinstance(value, list):
        raise _malformed(ask, reply)
    return objects(value)


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list; nothing where it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def parsed(ask: Ask, reply: Reply) -> object:
    """Return the JSON value of an answer.

    Raises:
        RemoteError: `malformed`: it is none.
    """
    if "json" not in reply.content_type.lower():
        raise _malformed(ask, reply)
    try:
        return json.loads(reply.body.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # its `doc` holds the whole body, so it goes no further
        pass
    raise _malformed(ask, reply)


def _malformed(ask: Ask, reply: Reply) -> RemoteError:
    return ask.failed("malformed", status=reply.status, maybe_done=True)

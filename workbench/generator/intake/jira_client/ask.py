"""One request to Jira and its answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from workbench.generator.errors import JiraError

LARGEST_JSON: Final = 32 * 2**20

Value = str | int | Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One request.

    Attributes:
        doing: what it is for, in words of ours; messages show it, so no key and no name.
        method: of HTTP.
        endpoint: the path below `/rest/api/3` with names in the places of keys; burst limits count by it.
        path: the same with the keys, quoted; None is the endpoint itself.
        query: after the question mark.
        body: sent as JSON, or None.
        issue: the issue that it writes to, or None; some limits count by it.
        repeatable: asking twice does no harm.
        most_bytes: the longest answer that is taken, after decompression.
    """

    doing: str
    method: Literal["GET", "POST", "PUT", "DELETE"]
    endpoint: str
    path: str | None = field(default=None, repr=False)
    query: Mapping[str, Value] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    issue: str | None = field(default=None, repr=False)
    repeatable: bool = True
    most_bytes: int = LARGEST_JSON


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
        JiraError: `malformed`: it is none, a page to log in for example.
    """
    value = _parsed(ask, reply)
    if not isinstance(value, dict):
        raise _malformed(ask, reply)
    return value


def as_objects(ask: Ask, reply: Reply) -> list[dict[str, Any]]:
    """Return the JSON objects of an answer that is a list; what is no object is left out.

    Raises:
        JiraError: `malformed`: it is no list.
    """
    value = _parsed(ask, reply)
    if not isinstance(value, list):
        raise _malformed(ask, reply)
    return objects(value)


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list; nothing where it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _parsed(ask: Ask, reply: Reply) -> object:
    if "json" not in reply.content_type.lower():
        raise _malformed(ask, reply)
    try:
        return json.loads(reply.body.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # its `doc` holds the whole body, so it goes no further
        pass
    raise _malformed(ask, reply)


def _malformed(ask: Ask, reply: Reply) -> JiraError:
    return JiraError(ask.doing, "malformed", status=reply.status, maybe_done=True)

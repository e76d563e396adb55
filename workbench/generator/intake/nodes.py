"""Reading one node of a document: its words, its marks, and what Jira shows of its attributes."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

_SAFE_URL: Final = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_NO_PICTURE: Final = re.compile(r"\.(?!png|jpe?g|gif|webp|svg|bmp|tiff?|heic|avif)[a-z0-9]{1,5}$", re.IGNORECASE)


def words(value: object) -> str:
    """A string, or a number as one; "" for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15:
        return str(value)
    return ""


def attributes(node: dict[str, Any]) -> dict[str, Any]:
    """The node's `attrs`, {} where there are none."""
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def content(node: dict[str, Any]) -> Iterator[object]:
    """The node's children; a content that is no list is one child."""
    children = node.get("content")
    return iter(children) if isinstance(children, list) else iter((children,))


def marks(node: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The attributes of the node's marks, by the marks' types."""
    listed = (node or {}).get("marks")
    found = [mark for mark in listed if isinstance(mark, dict)] if isinstance(listed, list) else []
    return {mark["type"]: attributes(mark) for mark in found if isinstance(mark.get("type"), str)}


def href(marks_by_type: dict[str, dict[str, Any]]) -> str | None:
    """Where the link mark leads, None without one or where it is no web or mail address."""
    return _url(marks_by_type.get("link", {}).get("href")) or None


def _url(value: object) -> str:
    """An address that a person could follow, or ""."""
    return value[:4_000] if isinstance(value, str) and _SAFE_URL.match(value) else ""


def shown(attrs: dict[str, Any]) -> list[str]:
    """What Jira shows of a node's attributes; never an id, a key or a parameter."""
    text = words(attrs.get("text")) or words(attrs.get("shortName"))
    pieces = (words(attrs.get("title")), text, words(attrs.get("alt")), _url(attrs.get("url")))
    return [piece for piece in pieces if piece]


def is_mention(kind: str, attrs: dict[str, Any]) -> bool:
    """Whether the node names a person or a team, under whatever type."""
    return "mention" in kind.lower() or "accountId" in attrs or "userType" in attrs


def _emoji(attrs: dict[str, Any]) -> str:
    return words(attrs.get("text")) or words(attrs.get("shortName"))


def _date(attrs: dict[str, Any]) -> str:
    stamp = words(attrs.get("timestamp"))
    try:
        return (date(1970, 1, 1) + timedelta(milliseconds=float(stamp))).isoformat()
    except (ValueError, OverflowError):
        return stamp


def _card(attrs: dict[str, Any]) -> str:
    data = attrs.get("data")
    data = data if isinstance(data, dict) else {}
    name, address = words(data.get("name")), _url(attrs.get("url")) or _url(data.get("url"))
    return f"{name} ({address})" if name and address else name or address


def _media(attrs: dict[str, Any]) -> str:
    named = (words(attrs.get(key)).strip() for key in ("alt", "__fileName", "fileName"))
    name = next(filter(None, named), "") or _url(attrs.get("url"))
    return f"[{'file' if _NO_PICTURE.search(name[-10:]) else 'image'}: {name}]" if name else "[image]"


ATOMS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "emoji": _emoji,
    "date": _date,
    "hardBreak": lambda _: "\n",
    "status": lambda attrs: words(attrs.get("text")),
    "placeholder": lambda attrs: words(attrs.get("text")),
    **dict.fromkeys(("inlineCard", "blockCard", "embedCard"), _card),
    **dict.fromkeys(("media", "mediaInline"), _media),
}

"""Long texts of an issue: Jira's documents cut down to what an allow list names; wiki markup is made into documents."""

import re
from collections.abc import Mapping
from typing import Any, Final

from workbench.core.anonymising.records import MOST_CHARS
from workbench.core.errors import CatalogError
from workbench.core.importing.wiki import read_wiki
from workbench.generator.intake.nodes import attributes, is_mention

_DEEPEST: Final = 100
_MOST_NODES: Final = 50_000
_TOO_LONG: Final = f"a text has over {MOST_CHARS:,} characters; shorten it in Jira or leave its field out"
_LARGE: Final = 100_000  # a width, a level, a span; nobody's number
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
_TYPE: Final = re.compile(r"[A-Za-z]{1,40}")
_MENTION: Final = ("id", "text", "accessLevel", "userType")
_CARD: Final = ("url",)
_MEDIA: Final = ("id", "type", "alt", "url", "width", "height", "__fileName", "fileName")
_OF_NODES: Final[Mapping[str, tuple[str, ...]]] = {
    "mention": _MENTION,
    "emoji": ("id", "shortName", "text"),
    "date": ("timestamp",),
    "status": ("text", "color"),
    "placeholder": ("text",),
    **dict.fromkeys(("inlineCard", "blockCard", "embedCard"), _CARD),
    **dict.fromkeys(("media", "mediaInline"), _MEDIA),
    "heading": ("level",),
    "orderedList": ("order",),
    "codeBlock": ("language",),
    "panel": ("panelType",),
    **dict.fromkeys(("expand", "nestedExpand"), ("title",)),
    **dict.fromkeys(("taskItem", "decisionItem"), ("state",)),
    **dict.fromkeys(("tableCell", "tableHeader"), ("colspan", "rowspan")),
}
_OF_MARKS: Final[Mapping[str, tuple[str, ...]]] = {"link": ("href",), "subsup": ("type",)}
# Nobody searches these, so they may hold nothing but a short word.
_WORDS: Final = frozenset({"accessLevel", "userType", "type", "color", "language", "panelType", "state", "timestamp"})
_WORD: Final = re.compile(r"[A-Za-z0-9+#._-]{0,30}")
_STANDARD_EMOJI: Final = re.compile(r"[0-9a-f]{4,6}(?:-[0-9a-f]{4,6}){0,9}|atlassian-[a-z_]{1,30}")


def body_of(value: object, people: Mapping[str, str]) -> dict[str, Any] | None:
    """Return a long text as a document, None where it is empty or no text.

    Args:
        value: Jira's document, wiki markup or plain text.
        people: display names by account id or user name, for mentions in wiki markup.

    Raises:
        CatalogError: it is nested too deeply, has over 400,000 characters or over 50,000 parts.
    """
    if isinstance(value, str):
        if len(value) > MOST_CHARS:
            raise CatalogError(_TOO_LONG)
        return _measured(read_wiki(plain(value), people)) if value.strip() else None
    if isinstance(value, dict) and isinstance(value.get("content"), list) and value["content"]:
        return _measured(_node(value, 0))
    return None


def _measured(body: dict[str, Any]) -> dict[str, Any]:
    """Return a document of a size that the anonymiser looks through to its end."""
    stack, nodes, chars = [body], 0, 0
    while stack:
        node = stack.pop()
        nodes, chars = nodes + 1, chars + len(node.get("text", ""))
        stack += node.get("content", [])
    if chars > MOST_CHARS:
        raise CatalogError(_TOO_LONG)
    if nodes > _MOST_NODES:
        raise CatalogError(f"a text has over {_MOST_NODES:,} parts; shorten it in Jira or leave its field out")
    return body


def plain(text: str) -> str:
    """Return a text that can be written as UTF-8."""
    return _UNWRITABLE.sub("\ufffd", text)


def _node(node: dict[str, Any], depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise CatalogError("a text is nested too deeply to be looked through")
    kind = _type(node)
    kept: dict[str, Any] = {"type": kind}
    if isinstance(node.get("version"), int):
        kept["version"] = node["version"]
    if isinstance(node.get("text"), str):
        kept["text"] = plain(node["text"])
    if attrs := _attributes(kind, attributes(node)):
        kept["attrs"] = attrs
    if isinstance(node.get("marks"), list) and (marks := [_mark(each) for each in node["marks"] if _is_node(each)]):
        kept["marks"] = marks
    if isinstance(node.get("content"), list):
        kept["content"] = [_node(each, depth + 1) for each in node["content"] if _is_node(each)]
    return kept


def _is_node(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str)


def _type(node: Mapping[str, Any]) -> str:
    kind = node.get("type")
    return kind if isinstance(kind, str) and _TYPE.fullmatch(kind) else "unknown"


def _mark(mark: dict[str, Any]) -> dict[str, Any]:
    kind = _type(mark)
    attrs = _chosen(attributes(mark), _OF_MARKS.get(kind, ()))
    return {"type": kind, "attrs": attrs} if attrs else {"type": kind}


def _attributes(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    if kind == "emoji" and not _STANDARD_EMOJI.fullmatch(str(given.get("id", ""))):
        return {"shortName": ":emoji:"} if given else {}  # a site's own pictures are called what people like
    return _chosen(given, _MENTION if is_mention(kind, given) else _OF_NODES.get(kind, ()))


def _chosen(given: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in names:
        value = given.get(name)
        if isinstance(value, str) and (name not in _WORDS or _WORD.fullmatch(value)):
            kept[name] = plain(value)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGE:
            kept[name] = value
    return kept

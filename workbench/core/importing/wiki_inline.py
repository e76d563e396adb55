"""One paragraph of wiki markup as nodes of a document: mentions, links and pictures stand apart from the words.

The anonymiser replaces these by field, so none of them may stay a pattern in a text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Node = dict[str, Any]

_DEEPEST: Final = 4
_URL: Final = r"(?:https?|ftp)://[^\s\[\]|{}<>\"!]{1,2000}"
# Every repetition is bounded and begins at a sign of its own, so that no text takes long.
_TOKEN: Final = re.compile(
    r"\[~(?P<mention>[^\]\n|]{1,200})\]"
    r"|\[\^(?P<file>[^\]\n|]{1,250})\]"
    rf"|\[(?P<only>(?:{_URL}|mailto:[^\s\[\]|]{{1,300}}))(?:\|[^\[\]\n]{{0,200}})?\]"
    rf"|\[(?P<shown>[^\[\]|\n]{{1,500}})\|(?P<href>[^\[\]|\n\s]{{1,2000}})(?:\|[^\[\]\n]{{0,200}})?\]"
    rf"|!(?P<outside>{_URL})(?:\|[^!\n]{{0,200}})?!"
    r"|!(?P<picture>[^\s!|\[\]](?:[^!|\n\[\]]{0,250}[^\s!|\[\]])?\.\w{2,5})(?:\|[^!\n]{0,200})?!"
    r"|\{\{(?P<mono>[^{}\n]{1,500})\}\}"
    r"|\{(?:color|anchor)(?::[^{}\n]{0,60})?\}"
    rf"|(?P<url>{_URL})"
    r"|(?<![\w*])\*(?P<strong>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<em>[^\s_](?:[^_\n]{0,500}[^\s_])?)_(?![\w_])"
    r"|(?<![\w-])-(?P<strike>[^\s-](?:[^-\n]{0,500}[^\s-])?)-(?![\w-])"
    r"|\\\\(?=\s|$)|\\(?P<escaped>[\[\]{}*_!|^~#+-])"
    r"|(?P<line>\n)"
)
_MARKS: Final = {"strong": "strong", "em": "em", "strike": "strike"}
_TRAILING: Final = ".,;:?)'"


def read_inline(text: str, people: Mapping[str, str]) -> list[Node]:
    """Return the nodes of a paragraph.

    Args:
        text: its lines.
        people: display names by account id or user name.
    """
    return _joined(_nodes(text, people, (), 0))


def _nodes(text: str, people: Mapping[str, str], marks: tuple[str, ...], depth: int) -> Iterator[Node]:
    at = 0
    for match in _TOKEN.finditer(text):
        yield from _text(text[at : match.start()], marks)
        at = match.end()
        kind = match.lastgroup
        if kind in _MARKS and depth < _DEEPEST:
            yield from _nodes(match[kind], people, (*marks, _MARKS[kind]), depth + 1)
        else:
            yield from _node(match, people, marks)
    yield from _text(text[at:], marks)


def _node(match: re.Match[str], people: Mapping[str, str], marks: tuple[str, ...]) -> Iterator[Node]:
    kind, value = _which(match)
    if kind == "mention":
        yield _mention(value, people)
    elif kind in ("file", "picture"):
        yield {"type": "mediaInline", "attrs": {"type": "file", "alt": value.rpartition("/")[2]}}
    elif kind == "outside":
        yield {"type": "inlineCard", "attrs": {"url": value}}
    elif kind == "url":
        link = value.rstrip(_TRAILING)
        yield from _text(link, marks, href=link)
        yield from _text(value[len(link) :], marks)
    elif kind == "href":
        yield from _text(match["shown"].strip(), marks, href=value)
    elif kind == "only":
        yield from _text(value.removeprefix("mailto:"), marks, href=value)
    elif kind == "mono":
        yield from _text(value, (*marks, "code"))
    elif kind == "line" or match[0].startswith("\\\\"):
        yield {"type": "hardBreak"}
    else:
        yield from _text(value if kind == "escaped" else match[0] * (kind is not None), marks)


def _which(match: re.Match[str]) -> tuple[str | None, str]:
    kind = match.lastgroup
    return kind, match[kind] if kind is not None else ""


def _mention(who: str, people: Mapping[str, str]) -> Node:
    account = who.strip().removeprefix("accountid:")
    return {"type": "mention", "attrs": {"id": account, "text": f"@{people.get(account, account)}"}}


def _text(text: str, marks: tuple[str, ...], *, href: str | None = None) -> Iterator[Node]:
    if not text:
        return
    listed: list[Node] = [{"type": mark} for mark in dict.fromkeys(marks)]
    listed += [{"type": "link", "attrs": {"href": href}}] if href else []
    yield {"type": "text", "text": text, "marks": listed} if listed else {"type": "text", "text": text}


def _joined(nodes: Iterator[Node]) -> list[Node]:
    """Return the nodes with texts of the same marks in one."""
    joined: list[Node] = []
    for node in nodes:
        before = joined[-1] if joined else {}
        same = node["type"] == before.get("type") == "text" and node.get("marks") == before.get("marks")
        if same and not any(mark["type"] == "link" for mark in node.get("marks", ())):
            before["text"] += node["text"]
        else:
            joined.append(node)
    return joined

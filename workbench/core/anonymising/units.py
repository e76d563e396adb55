"""An issue's texts, each at its place, and how they are put back.

A paragraph of a document is one text, whatever it is made of: a name that is half bold is found. What stands in it and
is no text, as a mention or a picture, is one sign that no span runs over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.anonymising.records import Replacement

ATOM: Final = "\ufffc"
"""Stands for what is no text (U+FFFC, object replacement)."""

_INLINE: Final = frozenset(
    {
        "text",
        "hardBreak",
        "mention",
        "emoji",
        "inlineCard",
        "date",
        "status",
        "mediaInline",
        "placeholder",
        "inlineExtension",
    }
)


@dataclass(slots=True)
class Segment:
    """A string of the document.

    Attributes:
        holder: the object or list that holds it.
        name: under which name or number.
        start: in the unit's text.
        end: in the unit's text.
    """

    holder: Any
    name: str | int
    start: int
    end: int


@dataclass(slots=True)
class Unit:
    """One text.

    Attributes:
        place: its JSON pointer.
        text: its words.
        segments: the strings that it is made of, in order.
        owner: the node whose text nodes these are, or None where it is one string.
    """

    place: str
    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    owner: dict[str, Any] | None = None

    def add(self, holder: Any, name: str | int, value: str) -> None:  # noqa: ANN401 - any JSON
        """Take a string in."""
        start = len(self.text)
        self.text += value
        self.segments.append(Segment(holder, name, start, start + len(value)))


def is_paragraph(node: Mapping[str, Any]) -> bool:
    """Tell whether a node's content is words and what stands among them."""
    children = node.get("content")
    return isinstance(children, list) and any(
        isinstance(each, dict) and each.get("type") in _INLINE for each in children
    )


def paragraph(node: dict[str, Any], place: str) -> Unit:
    """Return the text of a paragraph, a heading or a block of code."""
    unit = Unit(place=place, owner=node)
    for child in node["content"]:
        kind = child.get("type") if isinstance(child, dict) else None
        if kind == "text" and isinstance(child.get("text"), str):
            unit.add(child, "text", child["text"])
        else:
            unit.text += "\n" if kind == "hardBreak" else ATOM
    return unit


def put(unit: Unit, replacements: Sequence[Replacement]) -> None:
    """Write a unit's new text into its strings; a surrogate stands where its value began.

    Args:
        unit: as it was read.
        replacements: of this unit, by start; they do not overlap.
    """
    for segment in unit.segments:
        segment.holder[segment.name] = "".join(_pieces(unit.text, segment, replacements))
    if unit.owner is not None:
        unit.owner["content"] = [
            child
            for child in unit.owner["content"]
            if not (isinstance(child, dict) and child.get("type") == "text" and child.get("text") == "")
        ]


def _pieces(text: str, segment: Segment, replacements: Sequence[Replacement]) -> Iterator[str]:
    read = segment.start
    for each in replacements:
        if each.end <= segment.start or each.start >= segment.end:
            continue
        yield text[read : max(read, each.start)]
        if each.start >= segment.start:
            yield each.surrogate
        read = min(each.end, segment.end)
    yield text[read : segment.end]

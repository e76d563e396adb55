"""The parts of a file as the official parser sees them, and the lines that it takes as mere description."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

HeadingKind = Literal["feature", "rule", "background", "scenario", "examples"]
Node = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A line that opens a part of the file; `first` is the line of its first tag, or its own; `name` may be ""."""

    kind: HeadingKind
    line: int
    first: int
    children: int = 0
    steps: int = 0
    name: str = ""
    column: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """A line that the parser takes as free text, and the part that it belongs to."""

    line: int
    text: str
    owner: HeadingKind


def headings(feature: Node) -> tuple[Heading, ...]:
    """Every heading of a feature in the order of the lines."""
    return tuple(sorted(_headings(feature), key=lambda heading: heading.line))


def first_line(node: Node) -> int:
    """The line of a part's first tag, or of its keyword."""
    line: int = node["location"]["line"]
    return min((tag["location"]["line"] for tag in node.get("tags", ())), default=line)


def rows(examples: Node) -> list[Node]:
    """The rows of an Examples table, its header first; none where it has no header."""
    header = examples.get("tableHeader")
    return [header, *examples["tableBody"]] if header else []


def quoted(lines: Sequence[str], feature: Node) -> frozenset[int]:
    """The numbers of the lines in doc strings, delimiters included."""
    return frozenset(_quoted(lines, feature))


def descriptions(
    lines: Sequence[str], feature: Node, heads: Sequence[Heading], taken: frozenset[int]
) -> tuple[Description, ...]:
    """Every line that is no heading, tag, step or table row, and not among those `taken` otherwise."""
    starts = [heading.line for heading in heads]
    known = taken | {number for heading in heads for number in range(heading.first, heading.line + 1)}
    known |= set(_tables_and_steps(feature))
    owned = ((number, text, bisect_right(starts, number) - 1) for number, text in enumerate(lines, start=1))
    return tuple(
        Description(line=number, text=text, owner=heads[owner].kind)
        for number, text, owner in owned
        if owner >= 0 and text.strip() and number not in known
    )


def _parts(node: Node) -> Iterator[tuple[HeadingKind, Node]]:
    for child in node["children"]:
        for kind, part in child.items():
            yield kind, part
            if kind == "rule":
                yield from _parts(part)


def _steps(feature: Node) -> Iterator[Node]:
    for kind, part in _parts(feature):
        if kind != "rule":
            yield from part["steps"]


def _headings(feature: Node) -> Iterator[Heading]:
    yield _heading("feature", feature)
    for kind, part in _parts(feature):
        yield _heading(kind, part)
        for examples in part.get("examples", ()):
            yield _heading("examples", examples)


def _heading(kind: HeadingKind, node: Node) -> Heading:
    children = [child for child in node.get("children", ()) if "background" not in child]
    return Heading(
        kind=kind,
        line=node["location"]["line"],
        first=first_line(node),
        children=len(children),
        steps=len(node.get("steps", ())),
        name=node["name"],
        column=node["location"]["column"],
    )


def _quoted(lines: Sequence[str], feature: Node) -> Iterator[int]:
    for step in _steps(feature):
        if "docString" in step:
            start = step["docString"]["location"]["line"]
            yield from range(start, _closing(lines, start, step["docString"]["delimiter"]) + 1)


def _closing(lines: Sequence[str], start: int, delimiter: str) -> int:
    number = start + 1
    while number <= len(lines) and not lines[number - 1].lstrip().startswith(delimiter):
        number += 1
    return number


def _tables_and_steps(feature: Node) -> Iterator[int]:
    for step in _steps(feature):
        yield step["location"]["line"]
        yield from (row["location"]["line"] for row in step.get("dataTable", {}).get("rows", ()))
    for kind, part in _parts(feature):
        for table in part.get("examples", ()) if kind == "scenario" else ():
            yield from (row["location"]["line"] for row in rows(table))

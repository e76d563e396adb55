"""An issue's text as the places that evidence can be picked from: sentences, items, rows; each stands in it exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.text.quotes import QUOTED
from workbench.generator.intake.phrases import ASIDE, RULES
from workbench.generator.records import Issue

PlaceKind = Literal["sentence", "item", "row", "quote", "code", "heading"]
MAX_PLACES: Final = 2_000
"""Places of one issue that are told; what is beyond is left out."""

_ITEM: Final = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)]|\[[ xX]?\])\s+(?:\[[ xX]?\]\s+)?")
_HEADING: Final = re.compile(r"\s*#{1,6}\s+(?P<title>\S.*)")
_LABEL: Final = re.compile(r"\s*\**(?P<title>[^\W\d][^:.!?|\"]{1,60})\**:\**\s*")
_LONGEST_TITLE: Final = 60
_FENCE: Final = re.compile(r"`{3,}|~{3,}|\"{3}")
_END: Final = re.compile(r"(?<=[.!?…])[\"'”)]*\s+(?=[\"'“„«(\[<]?[^\W\d_a-zß-ÿ]|[\"“„«(\d])|(?<=;)\s+")
_SHORT: Final = re.compile(r"(?:\b(?:e\.g|i\.e|z\.B|bzw|max|min|approx|ca|nr|vs|etc|St|Dr|Mr|Mrs|p\.ex|ej)\.|\b\w\.)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A stretch of an issue.

    Attributes:
        where: the part of the issue, as a reader calls it; a criterion's is its id.
        heading: the title or label that it stands under; "" without one.
        kind: what it is; `quote` is text that somebody else wrote and the issue shows.
        text: as it stands there.
        header: of a table's row: the cells of the table's first row.
    """

    where: str
    heading: str
    kind: PlaceKind
    text: str
    header: tuple[str, ...] = ()

    @property
    def criterion(self) -> bool:
        """Whether it is part of an acceptance criterion."""
        return self.where.startswith("AC-")


def places(issue: Issue) -> tuple[Place, ...]:
    """Return the places of an issue in the order of reading, criteria first."""
    found: list[Place] = []
    for where, text in _parts(issue):
        for place in _of(where, text):
            if len(found) == MAX_PLACES:
                return tuple(found)
            found.append(place)
    return tuple(found)


def sentences(line: str) -> list[str]:
    """Return the sentences of a line, and what semicolons part; what is quoted is never cut."""
    quoted = [match.span() for match in QUOTED.finditer(line)]
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(line):
        inside = any(first < match.start() < last - 1 for first, last in quoted)
        if not inside and not _SHORT.search(line[start : match.start()]):
            pieces.append(line[start : match.end()])
            start = match.end()
    return [bare for piece in (*pieces, line[start:]) if (bare := piece.strip())]


def _parts(issue: Issue) -> Iterator[tuple[str, str]]:
    for criterion in issue.criteria:
        yield criterion.id, criterion.text
    yield "Summary", issue.summary
    yield "Description", issue.description
    yield "Extra context", issue.context or ""
    for number, attachment in enumerate(issue.attachments, start=1):
        yield f"Attachment {number}", attachment.text or ""


def _of(where: str, text: str) -> Iterator[Place]:
    heading, fence = "", ""
    header: tuple[str, ...] = ()
    for line in text.split("\n"):
        bare = line.strip()
        mark = _FENCE.match(bare)
        if mark and (not fence or bare == fence):
            fence = "" if fence else mark[0]
        elif not bare:
            continue
        elif fence:
            yield Place(where=where, heading=heading, kind="code", text=bare)
        elif title := _title(where, line):
            heading, header = title, ()
            yield Place(where=where, heading="", kind="heading", text=title)
        elif cells := _cells(line):
            yield Place(where=where, heading=heading, kind="row", text=bare, header=header)
            header = header or cells
        else:
            header = ()
            yield from _plain(where, heading, line)


def _title(where: str, line: str) -> str | None:
    """Return the title that a line is, or None."""
    found = _HEADING.fullmatch(line)
    if found is None and where == "Description" and not _cells(line):
        found = _LABEL.fullmatch(line)
        if found is None and len(line) <= _LONGEST_TITLE and (RULES.fullmatch(line) or ASIDE.fullmatch(line)):
            return line.strip(" *:")
    return found["title"].strip(" *:") or None if found else None


def _cells(line: str) -> tuple[str, ...]:
    """Return a table row's cells; none where the line is no row."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|")) if " | " in line else ()


def _plain(where: str, heading: str, line: str) -> Iterator[Place]:
    kind: PlaceKind = "sentence"
    bare = line.strip()
    if bare.startswith(">"):
        kind, bare = "quote", bare.lstrip("> ")
    elif item := _ITEM.match(line):
        kind, bare = "item", line[item.end() :]
    for sentence in sentences(bare):
        yield Place(where=where, heading=heading, kind=kind, text=sentence)

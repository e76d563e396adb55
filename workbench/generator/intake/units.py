"""A section of blocks to the criteria it states: one for each top-level item, row, paragraph or scenario."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal, NamedTuple

from workbench.generator.intake.blocks import MAX_BLOCKS, Block
from workbench.generator.intake.phrases import Keyword, dialect, keyword
from workbench.generator.intake.plain import read_blocks

_SENTENCE_END: Final = (".", "!", "?", ";")
_LONGEST_TITLE: Final = 100
_LONGEST_WRAPPED: Final = 5_000  # more than is kept of any criterion


class Line(NamedTuple):
    """One line of a body as criteria are read from it.

    Attributes:
        kind: `sub` belongs to what is before it: a paragraph of a list item, code that is no Gherkin.
        level: of a heading 1 to 6, of an item its depth in lists.
        block: where it comes from.
        joined: stands in the same paragraph as the line before.
    """

    text: str
    kind: Literal["heading", "line", "item", "sub", "row"]
    level: int
    block: Block
    joined: bool = False


@dataclass(slots=True)
class _Unit:
    lines: list[str]
    item: bool = False
    joined: bool = False
    row: bool = False
    lead: str = ""
    words: list[Keyword | None] = field(default_factory=list)

    def text(self) -> str:
        body = "\n".join(self.lines)
        return f"{self.lead} {body}" if self.lead else body


def read_lines(blocks: Iterable[Block]) -> list[Line]:
    """The blocks as lines: loose paragraphs and code apart at their line breaks, rules gone."""
    lines = (line for block in blocks for part in _parts(block) for line in _split(part))
    return list(islice(lines, MAX_BLOCKS))


def _parts(block: Block) -> Iterable[Block]:
    """A loose paragraph of several lines may hold lists in plain text or wiki markup."""
    if block.kind == "paragraph" and not block.depth and "\n" in block.text:
        return read_blocks(block.text)
    return () if block.kind == "rule" else (block,)


def _split(block: Block) -> Iterable[Line]:
    if block.kind == "heading":
        return (Line(block.text, "heading", block.level, block),)
    if block.kind == "row":
        return (Line(block.text, "row", block.depth, block),)
    if block.depth:
        return (Line(block.text, "item" if block.marker else "sub", block.depth, block),)
    return _split_loose(block)


def _split_loose(block: Block) -> Iterable[Line]:
    pieces = [piece.strip() for piece in block.text.split("\n") if piece.strip()]
    if block.kind == "code" and dialect(pieces) is None:
        return (Line(block.text, "sub", 0, block),)
    return (Line(piece, "line", 0, block, joined=number > 0) for number, piece in enumerate(pieces))


def read_units(lines: list[Line]) -> list[str]:
    """The text of each criterion in its order, sub-items and steps on lines of their own."""
    units = _gather(lines)
    pattern = dialect([unit.lines[0] for unit in units])
    return [unit.text() for unit in (_join_steps(units, pattern) if pattern else units)]


class _Gathering:
    """The units so far, and what stands over the next ones."""

    def __init__(self, lines: list[Line]) -> None:
        self.units: list[_Unit] = []
        self.top = min((line.level for line in lines if line.kind == "item"), default=1)
        self.heading = self.lead = ""
        self.header: tuple[str, ...] = ()

    def take(self, line: Line) -> None:
        if line.kind != "row":
            self.header = ()
        {
            "heading": self._take_heading,
            "item": self._take_item,
            "sub": self._take_sub,
            "row": self._take_row,
            "line": self._take_line,
        }[line.kind](line)

    def close(self) -> list[_Unit]:
        self._spend_lead()
        return self.units

    def _spend_lead(self) -> None:
        """A line that announced something, and nothing followed: it stands for itself."""
        if self.lead and not (self.units and self.units[-1].lead.endswith(self.lead)):
            self.units.append(_Unit([self.lead]))
        self.lead = ""

    def _add(self, text: str, *, item: bool = False, row: bool = False, joined: bool = False) -> None:
        lead = " ".join(filter(None, (self.heading, self.lead)))
        self.units.append(_Unit([text], lead=lead, item=item, row=row, joined=joined))

    def _take_heading(self, line: Line) -> None:
        self._spend_lead()
        self.heading = f"{line.text.rstrip(' :')}:"

    def _take_item(self, line: Line) -> None:
        if line.level <= self.top or not self.units:
            self._add(line.text, item=True)
        else:
            indent = "  " * min(line.level - self.top - 1, 5)
            self.units[-1].lines.append(f"{indent}- {line.text}")

    def _take_sub(self, line: Line) -> None:
        self._spend_lead()
        if self.units:
            self.units[-1].lines.append(line.text)
        else:
            self._add(line.text)

    def _take_row(self, line: Line) -> None:
        cells = line.block.cells
        if line.block.header:
            self.header = cells
        elif self.header:
            named = [
                f"{name}: {cell}" if name else cell for name, cell in zip(self.header, cells, strict=False) if cell
            ]
            self._add("; ".join((*named, *filter(None, cells[len(self.header) :]))), row=True)
        else:
            self._add(" | ".join(filter(None, cells)), row=True)

    def _take_line(self, line: Line) -> None:
        wraps = line.joined and line.text[:1].islower() and self.units and not self.units[-1].item
        if wraps and not self.lead:
            before = self.units[-1].lines
            before[-1] += f" {line.text}" if len(before[-1]) <= _LONGEST_WRAPPED else ""
            return
        self._spend_lead()
        if line.text.endswith(":") and line.block.kind != "code":
            self.lead = line.text
        else:
            self._add(line.text, joined=line.joined)


def _gather(lines: list[Line]) -> list[_Unit]:
    gathering = _Gathering(lines)
    for line in lines:
        gathering.take(line)
    return [unit for unit in gathering.close() if any(re.search(r"\w", line) for line in unit.lines)]


def _join_steps(units: list[_Unit], pattern: re.Pattern[str]) -> list[_Unit]:
    """Given, when, then and what belongs to them as one unit each; the others as they were."""
    joined: list[_Unit] = []
    words = [keyword(unit.lines[0], pattern) for unit in units]
    for number, unit in enumerate(units):
        following = words[number + 1] if number + 1 < len(words) else None
        unit.words = [words[number]] if words[number] or not _is_title(unit, following) else ["scenario"]
        if joined and _belongs(unit, joined[-1]):
            joined[-1].lines += unit.lines
            joined[-1].words += unit.words
        else:
            joined.append(unit)
    return joined


def _is_title(unit: _Unit, following: Keyword | None) -> bool:
    line = unit.lines[-1]
    short = len(line) <= _LONGEST_TITLE and not line.endswith(_SENTENCE_END)
    return following in ("given", "when") and len(unit.lines) == 1 and short and not unit.row and not unit.joined


def _belongs(unit: _Unit, group: _Unit) -> bool:
    """Whether this step, or what hangs on it, goes on with the scenario that is open."""
    word = unit.words[0]
    if not any(group.words) or word == "scenario":
        return False
    if word == "given":
        return not {"given", "when", "then"} & set(group.words)
    if word == "when":
        return not {"when", "then"} & set(group.words)
    if word is None:
        return unit.joined or (unit.row and "examples" in group.words)
    return True

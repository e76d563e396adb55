"""The parts of an issue's text that a gold quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.core.records import Behaviour
from workbench.generator.records import Issue


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a text, and the ids of the behaviours whose evidence it is part of; none for the rest."""

    text: str
    behaviours: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of an issue under its title; its pieces put together are its text."""

    title: str
    pieces: tuple[Piece, ...]


def mark_evidence(issue: Issue, behaviours: Sequence[Behaviour]) -> tuple[Section, ...]:
    """Return the parts of an issue that hold text, cut where a behaviour's evidence begins and ends.

    Evidence is found as the loader looks for it, with any white space between its words; one that runs over two parts
    of the issue is not marked.
    """
    parts = [("Summary", issue.summary), ("Description", issue.description)]
    parts.append(("Acceptance criteria", "\n".join(f"{each.id}  {each.text}" for each in issue.criteria)))
    parts.append(("Extra context", issue.context or ""))
    parts += [(f"Attachment {number}", each.text or "") for number, each in enumerate(issue.attachments, start=1)]
    return tuple(Section(title=title, pieces=tuple(_pieces(text, behaviours))) for title, text in parts if text.strip())


def _pieces(text: str, behaviours: Sequence[Behaviour]) -> Iterable[Piece]:
    spans = [(start, end, each.id) for each in behaviours for start, end in _spans(text, each.evidence)]
    borders = sorted({0, len(text), *(border for start, end, _ in spans for border in (start, end))})
    for start, end in pairwise(borders):
        inside = dict.fromkeys(name for first, last, name in spans if first <= start and end <= last)
        yield Piece(text=text[start:end], behaviours=tuple(inside))


def _spans(text: str, evidence: str | None) -> list[tuple[int, int]]:
    words = (evidence or "").split()
    if not words:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]

"""How much of the planted data detectors find, and how much else they touch, whatever they call it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.anonymising.records import Person, Span

NO_DIRECT: Final = frozenset({"ORG", "CITY", "ORGANISATION", "ORGANIZATION", "COMPANY", "LOCATION", "TOWN"})
"""Types that point at nobody by themselves; they are told apart and not in the share of direct identifiers."""

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """A text with what is known to stand in it.

    Attributes:
        text: the text.
        spans: (start, end, type) of each value.
        language: ISO 639-1, or None.
        people: whom the issue's own fields would name.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...]
    language: str | None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """How many values of a type were found whole.

    Attributes:
        values: how many there are.
        sure: how many have every letter and digit under sure spans.
        flagged: how many have them under sure or suspected ones.
    """

    values: int
    sure: int
    flagged: int

    def share(self) -> float | None:
        """Return the share found whole by what is sure, 0 to 1; None where there is nothing to find."""
        return self.sure / self.values if self.values else None

    def share_with_flags(self) -> float | None:
        """Return the share found whole by what is sure or suspected, 0 to 1."""
        return self.flagged / self.values if self.values else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SpanScores:
    """A bench's figures.

    Attributes:
        direct: over all direct identifiers.
        by_type: by the types that the file names.
        by_language: direct identifiers by language; `?` where none is said.
        words: how many words stand outside of every value.
        touched: how many of them a sure span touches.
        flagged: how many of them a sure or suspected span touches.
        touched_by_language: (words, touched) by language.
        missed: row, start, end and type of each direct identifier that sure spans do not cover.
    """

    direct: Covered
    by_type: Mapping[str, Covered]
    by_language: Mapping[str, Covered]
    words: int
    touched: int
    flagged: int
    touched_by_language: Mapping[str, tuple[int, int]]
    missed: tuple[tuple[int, int, int, str], ...]


def score(rows: Sequence[Planted], found: Sequence[Sequence[Span]]) -> SpanScores:
    """Return the figures.

    Args:
        rows: what is planted.
        found: for each row, what was found; kinds are not looked at, spans may overlap.
    """
    types: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    languages: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    words: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    missed: list[tuple[int, int, int, str]] = []
    for number, (row, spans) in enumerate(zip(rows, found, strict=True)):
        sure = _under(row.text, [span for span in spans if span.tier == "sure"])
        both = _under(row.text, spans)
        language = row.language or "?"
        for start, end, kind in row.spans:
            hit = _whole(row.text, start, end, sure), _whole(row.text, start, end, both)
            types[kind].append(hit)
            if kind not in NO_DIRECT:
                languages[language].append(hit)
                missed += [] if hit[0] else [(number, start, end, kind)]
        words[language] += _words(row, sure, both)
    every = [hit for hits in languages.values() for hit in hits]
    return SpanScores(
        direct=_covered(every),
        by_type={kind: _covered(types[kind]) for kind in sorted(types)},
        by_language={language: _covered(languages[language]) for language in sorted(languages)},
        words=sum(map(len, words.values())),
        touched=sum(sure for each in words.values() for sure, _ in each),
        flagged=sum(both for each in words.values() for _, both in each),
        touched_by_language={name: (len(each), sum(sure for sure, _ in each)) for name, each in sorted(words.items())},
        missed=tuple(missed),
    )


def _under(text: str, spans: Sequence[Span]) -> bytearray:
    under = bytearray(len(text))
    for span in spans:
        under[span.start : span.end] = b"\x01" * (min(span.end, len(text)) - span.start)
    return under


def _whole(text: str, start: int, end: int, under: bytearray) -> bool:
    return all(under[place] for place in range(start, end) if text[place].isalnum())


def _words(row: Planted, sure: bytearray, both: bytearray) -> list[tuple[bool, bool]]:
    planted = bytearray(len(row.text))
    for start, end, _ in row.spans:
        planted[start:end] = b"\x01" * (end - start)
    outside = [match for match in _WORD.finditer(row.text) if not any(planted[match.start() : match.end()])]
    return [(any(sure[m.start() : m.end()]), any(both[m.start() : m.end()])) for m in outside]


def _covered(hits: Sequence[tuple[bool, bool]]) -> Covered:
    return Covered(values=len(hits), sure=sum(sure for sure, _ in hits), flagged=sum(both for _, both in hits))

"""Spans of several detectors as spans that do not overlap."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.core.anonymising.records import Found, Kind, Span

_STRONGEST: Final[tuple[Kind, ...]] = (
    "token", "iban", "card", "email", "account_id", "site", "url", "national_id", "uuid", "birth_date", "phone", "ip",
    "mac", "host", "customer_no", "issue_key", "username", "person", "address", "date", "org", "city", "path",
    "file_name",
)  # fmt: skip
_BY_PEOPLE: Final = frozenset({"dictionary", "reviewer"})
_LEGAL_FORM: Final = re.compile(
    r"(?:AG|GmbH(?: & Co\.? KG)?|KG|SE|UG|e\.V|Ltd|Limited|LLC|LLP|PLC|Inc|Corp|SA|SAS|SARL|BV|NV|Oy|AB|AS)"
)
_RANK: Final = {kind: rank for rank, kind in enumerate(_STRONGEST)}


def settle(texts: Mapping[str, str], found: Iterable[Found]) -> tuple[Found, ...]:
    """Return spans that do not overlap, by place in the texts' order and then by start.

    A sure span goes before a suspected one, of which only the rest outside stays. Spans that overlap become one, so
    that no part of any of them stays: the kind is that of the longest, or where none holds the other of the strongest.
    What people named, the tenant or a reviewer, stays as they named it, so that a term has one surrogate everywhere.
    """
    by_place: dict[str, list[Span]] = defaultdict(list)
    for each in found:
        by_place[each.place].append(each.span)
    return tuple(
        Found(place=place, span=span)
        for place in texts
        if place in by_place
        for span in _settled(by_place[place], texts[place])
    )


def _settled(spans: Sequence[Span], text: str) -> list[Span]:
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    named = list(_joined(span for span in inside if span.detector in _BY_PEOPLE))
    others = (
        rest for span in inside if span.tier == "sure" and span.detector not in _BY_PEOPLE
        for rest in _beside(span, named, text)
    )  # fmt: skip
    sure = sorted([*named, *_joined(others)])
    suspected = _joined(
        rest
        for span in inside
        if span.tier == "suspected"
        for rest in _outside(span, sure, text)
        if _LEGAL_FORM.fullmatch(text[rest.start : rest.end].strip(" .,")) is None
    )
    return sorted([*sure, *suspected])


def _beside(span: Span, named: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield a span as it is, or where it runs over a term that people named what of it is something else."""
    over = [each for each in named if each.start < span.end and span.start < each.end]
    if not over:
        yield span
        return
    for rest in _outside(span, over, text):
        if _LEGAL_FORM.fullmatch(text[rest.start : rest.end].strip(" .,")) is None:
            yield rest


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    kept: Span | None = None
    for span in sorted(spans, key=lambda each: (each.start, -each.end, _RANK[each.kind])):
        if kept is None:
            kept = span
        elif span.start >= kept.end:
            yield kept
            kept = span
        elif span.end > kept.end:
            strongest = min(kept, span, key=lambda each: _RANK[each.kind])
            kept = replace(strongest, start=kept.start, end=span.end)
    if kept is not None:
        yield kept


def _outside(span: Span, others: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield what of a span stands outside of the others and holds a letter or a digit."""
    start = span.start
    for other in others:
        if other.end <= start:
            continue
        if other.start >= span.end:
            break
        yield from _piece(span, start, other.start, text)
        start = other.end
    yield from _piece(span, start, span.end, text)


def _piece(span: Span, start: int, end: int, text: str) -> Iterator[Span]:
    piece = text[start:end] if start < end else ""
    if any(sign.isalnum() for sign in piece):
        left = len(piece) - len(piece.lstrip())
        yield replace(span, start=start + left, end=start + len(piece.rstrip()))

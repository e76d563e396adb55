"""Spans that overlap, and texts written anew."""

import random

import pytest

from workbench.core.anonymising.records import Found, Kind, Span, Tier
from workbench.core.anonymising.replacing import replace
from workbench.core.anonymising.settling import settle


def found(start: int, end: int, kind: Kind = "person", tier: Tier = "sure", place: str = "a") -> Found:
    return Found(place=place, span=Span(start=start, end=end, kind=kind, detector="d", tier=tier))


def settled(text: str, *spans: Found) -> list[tuple[int, int, Kind, Tier]]:
    return [(s.span.start, s.span.end, s.span.kind, s.span.tier) for s in settle({"a": text}, spans)]


def test_what_lies_inside_is_part_of_what_holds_it() -> None:
    text = "anna.kowal@kestrel.io"
    assert settled(text, found(0, 4), found(0, 21, "email"), found(11, 21, "host")) == [(0, 21, "email", "sure")]


def test_spans_that_run_into_each_other_leave_nothing_of_either() -> None:
    assert settled("Anna Kowal AG", found(0, 10), found(5, 13, "org")) == [(0, 13, "person", "sure")]


def test_of_a_suspected_span_only_what_is_not_sure_stays() -> None:
    spans = found(0, 10, tier="suspected"), found(5, 10)
    assert settled("Anna Kowal", *spans) == [(0, 4, "person", "suspected"), (5, 10, "person", "sure")]


def test_a_span_outside_of_its_text_is_no_span() -> None:
    assert settled("Anna", found(0, 9), found(3, 3), found(-2, 2)) == []


def test_each_replacement_says_where_it_stands_before_and_after() -> None:
    spans = [found(0, 4), found(9, 11), found(5, 8, "org", "suspected")]
    done = replace({"a": "Anna met Bo", "b": "x"}, spans, surrogate=lambda _, value: value * 2)
    assert done.texts == {"a": "AnnaAnna met BoBo", "b": "x"}
    for each in done.replacements:
        assert done.texts["a"][each.new_start : each.new_end] == each.surrogate
    (flag,) = done.flags
    assert done.texts["a"][flag.new_start : flag.new_end] == "met"


def test_a_value_that_stays_is_no_replacement() -> None:
    assert replace({"a": "Anna"}, [found(0, 4)], surrogate=lambda _, value: value).replacements == ()


@pytest.mark.parametrize("seed", range(25))
def test_whatever_overlaps_nothing_sure_is_left(seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choice("abc ") for _ in range(60))
    spans = []
    for _ in range(rng.randint(1, 12)):
        start = rng.randrange(60)
        tier: Tier = rng.choice(["sure", "suspected"])
        spans.append(found(start, min(60, start + rng.randint(1, 20)), rng.choice(["person", "org", "email"]), tier))
    done = replace({"a": text}, spans, surrogate=lambda *_: "\x00")
    sure = {place for each in spans if each.span.tier == "sure" for place in range(each.span.start, each.span.end)}
    assert done.texts["a"].replace("\x00", "") == "".join(sign for place, sign in enumerate(text) if place not in sure)

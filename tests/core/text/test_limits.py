"""Numbers that something turns on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.limits import Limit, limits, place, places
from workbench.core.text.quantities import Quantity, quantities


def sides(text: str, language: str) -> list[tuple[str, str]]:
    return [(f"{each.quantity.written:f}", each.side) for each in limits(text, language)]


def one(text: str) -> Quantity:
    (found,) = quantities(text, "en")
    return found


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("at least 8 characters", "en", [("8", "at_or_above")]),
        ("up to and including 500", "en", [("500", "at_or_below")]),
        ("larger than 10 MB", "en", [("10", "above")]),
        ("exactly 24 hours", "en", [("24", "at")]),
        ("10 characters or more", "en", [("10", "at_or_above")]),
        ("not under 18", "en", [("18", "at_or_above")]),
        ("between 0 and 25,000", "en", [("0", "at_or_above"), ("25000", "at_or_below")]),
        ("by 10:00", "en", [("600", "at_or_below")]),
        ("by 3 guests, over a day", "en", []),
        ("bis einschließlich 24 Stunden", "de", [("24", "at_or_below")]),
        ("mindestens 3, höchstens 5, mehr als 7", "de", [("3", "at_or_above"), ("5", "at_or_below"), ("7", "above")]),
        ("vor 14 Tagen", "de", []),
        ("moins de 7 jours", "fr", [("7", "below")]),
        ("à partir de 10 voyageurs", "fr", [("10", "at_or_above")]),
        ("al menos 2, más de 5", "es", [("2", "at_or_above"), ("5", "above")]),
        ("minstens 2, meer dan 5", "nl", [("2", "at_or_above"), ("5", "above")]),
        ("pelo menos 2, mais de 5", "pt-BR", [("2", "at_or_above"), ("5", "above")]),
        ("<= 30 s", "en", [("30", "at_or_below")]),
    ],
)
def test_limits_are_read_with_their_side(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert sides(text, language) == expected


@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [
        ("30 minutes", "29 minutes", "below"),
        ("30 minutes", "1800 s", "at"),
        ("30 minutes", "30 minutes 1 s", "above"),
        ("30 minutes", "31", "above"),
        ("30 minutes", "33 minutes", None),
        ("500 EUR", "500.01 EUR", "above"),
        ("500 EUR", "500 kg", None),
        ("500 EUR", "505 EUR", None),
        ("10:00", "09:59", "below"),
        ("1 July", "2025-06-30", "below"),
    ],
)
def test_a_value_lies_at_a_limit_or_one_step_beside_it(limit: str, value: str, expected: str | None) -> None:
    assert place(one(limit), one(value)) == expected


def test_less_than_the_limit_in_words_is_a_value_below_it() -> None:
    stated = [Limit(quantity=one("24 hours"), side="below")]
    assert places(one("24 hours"), [one("24 hours")], stated) == {"at", "below"}


@given(st.text(), st.sampled_from(["en", "de", "fr", "es", "nl", "pt-BR", "xx"]))
def test_any_text_is_read(text: str, language: str) -> None:
    numbers = {each.start for each in quantities(text, language)}
    assert {each.quantity.start for each in limits(text, language)} <= numbers


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_a_place_tells_which_side_a_value_is_on(limit: int, value: int) -> None:
    found = place(one(f"x {limit}"), one(f"x {value}"))
    assert found in {None, "at" if value == limit else "above" if value > limit else "below"}

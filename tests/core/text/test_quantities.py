"""Numbers with units, as strangers write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.quantities import quantities

PIECES = st.sampled_from(
    [*"0123456789.,:/-%€$ '’\u202f", "12", "000", " and ", "one", " min", " h", "EUR", "May ", "à "]
)


def read(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(f"{each.value.normalize():f}", each.unit) for each in quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,234.50 EUR", "en", [("1234.5", "EUR")]),
        ("1.234,50 €", "de", [("1234.5", "EUR")]),
        ("25,000 and 2.001 kg", "en", [("25000", None), ("2001", "g")]),
        ("25.000 und 2,001 kg", "de", [("25000", None), ("2001", "g")]),
        ("25 000 €", "fr", [("25000", "EUR")]),
        ("€25 or EUR 30", "en", [("25", "EUR"), ("30", "EUR")]),
        ("30 minutes, 30s, 8 Wochen", "de", [("1800", "s"), ("30", "s"), ("4838400", "s")]),
        ("2 h 40 min", "en", [("9600", "s")]),
        ("24 hours and 1 minute", "en", [("86460", "s")]),
        (
            "at 09:59, 5 pm, 10:00-12:00",
            "en",
            [("599", "clock"), ("1020", "clock"), ("600", "clock"), ("720", "clock")],
        ),
        ("um 20 Uhr", "de", [("1200", "clock")]),
        ("09.06.2025 = 2025-06-09", "de", [("739411", "date"), ("739411", "date")]),
        ("1-64 characters", "en", [("1", "character"), ("64", "character")]),
        ("five wrong passwords in one hour", "en", [("5", None), ("3600", "s")]),
        ("drei Versuche in einer Stunde", "de", [("3", None), ("3600", "s")]),
        ("três tentativas", "pt", [("3", None)]),
        ("-5 °C", "en", [("-5", "K")]),
        ("cut after the 60th", "en", [("60", None)]),
        ("| 24 |", "en", [("24", None)]),
    ],
)
def test_quantities_are_read_with_their_units(text: str, language: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    "text",
    ["L-2291", "A-01-3", "v2.1", "2.1.3", "555-0143", "48-1107", "4xx", "R01", "UTF-8", "#1234", "Api-Version 2025-10"],
)
def test_identifiers_are_no_quantities(text: str) -> None:
    assert read(text) == []


def test_an_article_is_no_number() -> None:
    assert read("one of them, a parcel") == read("ein Paket", "de") == []


def test_a_quantity_knows_the_smallest_step_of_its_spelling() -> None:
    assert [str(each.step) for each in quantities("30 minutes, 9.50 EUR, 2 kg", "en")] == ["60", "0.01", "1000"]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(["en", "de", "fr", "pt-BR", "xx", ""]))
def test_any_text_is_read_and_every_quantity_stands_where_it_says(text: str, language: str) -> None:
    found = quantities(text, language)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.value.is_finite() and each.step > 0 for each in found)

"""Numbers in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.figures import figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25,000 EUR", {"25000"}),
        ("1,234,567", {"1234567"}),
        ("1234,50", {"1234.50"}),
        ("80.00 and 80", {"80"}),
        ("from 09:59 on 2025-06-09", {"09:59", "2025-06-09"}),
        ("5 of 5", {"5"}),
        ("v1.2 and AC3", set()),
        ("no number", set()),
        ("30 minutes.", {"30"}),
        ("1,23 and 12,345.67", {"1.23", "12345.67"}),
    ],
)
def test_numbers_have_one_spelling(text: str, found: set[str]) -> None:
    assert figures(text) == found


@given(st.integers(0, 10**9))
def test_thousands_commas_and_empty_decimals_change_nothing(number: int) -> None:
    assert figures(f"{number:,}") == figures(str(number)) == figures(f"{number}.00") == {str(number)}


@given(st.text())
def test_any_text_has_figures_that_begin_with_a_digit(text: str) -> None:
    assert all(each[0].isdigit() for each in figures(text))

"""Estimates in words."""

from decimal import Decimal

import pytest

from workbench.core.estimate_words import duration, most_usd, remarks, summary, usd
from workbench.core.estimating import GUESS
from workbench.core.spending import Estimate, ModelEstimate, Range


def span(low: str, likely: str, high: str) -> Range:
    return Range(low=Decimal(low), likely=Decimal(likely), high=Decimal(high))


PART = ModelEstimate(
    candidate="new",
    model="vendor/large",
    cells=8,
    calls=8,
    input_tokens=span("50000", "61234", "70000"),
    output_tokens=span("1000", "2345", "5000"),
    usd=span("0.5", "0.8", "1.7"),
    seconds=None,
    source=GUESS,
)
EXPECTED = Estimate(
    planned=10,
    known=2,
    parts=(PART,),
    calls=8,
    input_tokens=PART.input_tokens,
    output_tokens=PART.output_tokens,
    usd=PART.usd,
    seconds=span("61", "90", "150"),
)


def test_an_estimate_is_one_sentence() -> None:
    assert summary(EXPECTED) == (
        "10 cells: 2 known, 8 to do, 8 calls, about 61,000 tokens in and 2,300 out; 0.50 to 1.70 USD; 1 to 3 minutes."
    )


def test_nothing_to_ask_is_said() -> None:
    known = EXPECTED.model_copy(update={"known": 10, "calls": 0})
    assert summary(known) == "Nothing to ask: all 10 cells are known."


def test_what_makes_it_a_poor_guess_is_said() -> None:
    unpriced = EXPECTED.model_copy(update={"unpriced": ("vendor/large",)})
    never, price = remarks(unpriced)
    assert never.startswith("Never asked before: vendor/large.")
    assert price.startswith("No price is known for vendor/large;")


def test_the_most_that_it_may_cost_is_the_upper_bound_or_the_budget() -> None:
    assert most_usd(EXPECTED, None) == Decimal("1.7")
    assert most_usd(EXPECTED, Decimal("1.20")) == Decimal("1.20")


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 second"), (119, "119 seconds"), (121, "2 minutes")])
def test_times_are_told_in_one_unit(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_small_money_shows_two_digits() -> None:
    assert [usd(Decimal(each)) for each in ("0", "0.0000123", "12.3456")] == ["0 USD", "0.000012 USD", "12.35 USD"]

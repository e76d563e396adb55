"""Scorers that count: cost, tokens, seconds, cases."""

from decimal import Decimal

import pytest

from tests.builders import completion, counted, evidence, fixture, result, scenarios
from workbench.core.records import Measure, Price
from workbench.generator.records import Completion, Usage
from workbench.scorers.cases import Cases
from workbench.scorers.cost_usd import CostUsd
from workbench.scorers.latency_s import LatencyS
from workbench.scorers.tokens import Tokens

PRICE = Price(input=Decimal(2), output=Decimal(10), cache_read=Decimal("0.2"), source="a list")
UNKNOWN = "the provider did not count the tokens, or no price holds for them"


def cost(*completions: Completion, price: Price | None = PRICE) -> Measure:
    return CostUsd().measure(result(completions=completions), fixture(), evidence(price=price))


def test_the_cost_is_of_every_class_of_tokens_and_every_call() -> None:
    """By hand: 1000 * 2 + 500 * 0.2 + (300 + 200) * 10 = 7100 millionths; a second call of 100 and 50 costs 700."""
    first = completion(usage=counted(1000, 300, cache_read_tokens=500, reasoning_tokens=200))
    assert cost(first, completion()) == Measure(0.0078, "a list")


def test_a_model_without_a_price_has_an_unknown_cost_and_not_0() -> None:
    assert cost(completion(), price=None) == Measure(None, "the model has no price")


def test_one_call_without_a_count_makes_the_sum_unknown() -> None:
    assert cost(completion(), completion(usage=Usage())) == Measure(None, UNKNOWN)


def test_tokens_of_a_class_without_a_price_make_the_cost_unknown() -> None:
    assert cost(completion(usage=counted(cache_write_tokens=1))) == Measure(None, UNKNOWN)


def test_no_tokens_of_a_class_without_a_price_cost_nothing() -> None:
    assert cost(completion(usage=counted(1_000_000, 0, cache_write_tokens=0))).value == 2.0


def test_a_free_model_costs_0_which_is_known() -> None:
    assert cost(completion(), price=Price(input=Decimal(0), output=Decimal(0), source="local")).value == 0


def test_tokens_are_all_input_and_output_of_every_call() -> None:
    given = completion(usage=counted(10, 4, cache_read_tokens=3, cache_write_tokens=2, reasoning_tokens=1))
    assert Tokens().measure(result(completions=[given, given]), fixture(), evidence()).value == 40


@pytest.mark.parametrize("missing", [{"given": None}, {"answered": None}, {"reasoning_tokens": None}])
def test_tokens_that_were_not_counted_are_unknown(missing: dict[str, None]) -> None:
    calls = [completion(), completion(usage=counted(**missing))]
    measured = Tokens().measure(result(completions=calls), fixture(), evidence())
    assert measured == Measure(None, "the provider did not count the tokens")


def test_seconds_add_up_over_stages_also_of_an_unusable_answer() -> None:
    given = result(outcome="unusable", completions=[completion(latency_s=1.5), completion(latency_s=2.25)])
    assert LatencyS().measure(given, fixture(), evidence()) == Measure(3.75)


def test_cases_are_counted() -> None:
    assert Cases().measure(result(scenarios("Then a", "Then b")), fixture(), evidence()) == Measure(2.0)

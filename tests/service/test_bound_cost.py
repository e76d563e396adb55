"""The most that a try can cost."""

from decimal import Decimal

from tests.builders import FREE, candidate, config, fixture, prepared
from workbench.core.pricing import worst_case
from workbench.core.records import Price
from workbench.generator.generate import ask
from workbench.generator.records import Stage
from workbench.service.bound_cost import bound_cost

PRICE = Price(input=Decimal(1), output=Decimal(2), source="a test")
TWO = (
    Stage(name="plan", system="", user="{{ issue.key }}"),
    Stage(name="write", system="", user="{{ draft }}{{ draft }}"),
)


def test_one_stage_costs_its_worst_call() -> None:
    given = config()
    expected = worst_case(ask(prepared(fixture()), given), PRICE)
    assert bound_cost(candidate(given=given, price=PRICE), fixture()) == expected


def test_a_later_stage_pays_for_each_place_of_the_longest_draft() -> None:
    given = config(stages=TWO)
    issue = prepared(fixture())
    first = worst_case(ask(issue, given), PRICE)
    later = worst_case(ask(issue, given, stage=1, draft="\ue000"), PRICE)
    assert first is not None
    assert later is not None
    drafts = 2 * given.params.max_output_tokens * Decimal(1) / 1_000_000
    assert bound_cost(candidate(given=given, price=PRICE), fixture()) == first + later + drafts


def test_without_a_price_or_beyond_its_size_the_cost_is_unknown() -> None:
    small = PRICE.model_copy(update={"up_to_tokens": 1_000})
    assert bound_cost(candidate(price=None), fixture()) is None
    assert bound_cost(candidate(given=config(stages=TWO), price=small), fixture()) is None
    assert bound_cost(candidate(price=small), fixture()) is not None
    assert bound_cost(candidate(price=FREE), fixture()) == 0

"""What a call costs after it, and at most before it."""

from decimal import Decimal

import pytest

from tests.builders import counted
from workbench.core.pricing import asked_bytes, cost, most_input_tokens, worst_case
from workbench.core.records import Price
from workbench.generator.records import Message, Params, Request, Usage

PRICE = Price(
    input=Decimal(3), output=Decimal(15), cache_read=Decimal("0.3"), cache_write=Decimal("3.75"), source="a test"
)


def asked(text: str = "x" * 1_000, **more: object) -> Request:
    given = {"params": Params(max_output_tokens=1_000), **more}
    return Request(messages=(Message(role="user", content=text),), **given)  # type: ignore[arg-type]


def test_each_class_of_tokens_has_its_own_price() -> None:
    usage = counted(
        1_000_000, 1_000_000, cache_read_tokens=1_000_000, cache_write_tokens=1_000_000, reasoning_tokens=1_000_000
    )
    assert cost(usage, PRICE) == Decimal("3") + Decimal("0.3") + Decimal("3.75") + 2 * Decimal("15")


@pytest.mark.parametrize(
    "usage", [Usage(), counted(None), counted(answered=None), counted(reasoning_tokens=None)], ids=str
)
def test_an_unknown_count_makes_the_cost_unknown(usage: Usage) -> None:
    assert cost(usage, PRICE) is None


def test_a_class_without_a_price_matters_only_where_it_was_used() -> None:
    plain = Price(input=Decimal(1), output=Decimal(1), source="a test")
    assert cost(counted(10, 10), plain) == Decimal("0.00002")
    assert cost(counted(10, 10, cache_read_tokens=1), plain) is None


def test_a_price_says_nothing_of_a_larger_request_than_it_holds_for() -> None:
    short = PRICE.model_copy(update={"up_to_tokens": 1_200})
    assert cost(counted(1_200, 1), short) is not None
    assert cost(counted(1_100, 1, cache_read_tokens=101), short) is None
    assert worst_case(asked(), short) is not None
    assert worst_case(asked("x" * 1_200), short) is None


def test_the_worst_case_is_every_byte_a_token_at_the_dearest_input_and_the_whole_answer() -> None:
    request = asked("ü" * 500)
    tokens = most_input_tokens(request)
    assert (asked_bytes(request), tokens) == (1_000, 1_080)
    assert worst_case(request, PRICE) == (1_080 * Decimal("3.75") + 1_000 * Decimal(15)) / 1_000_000


def test_a_schema_is_input_too() -> None:
    bare, bound = asked(), asked(schema={"type": "object"})
    assert most_input_tokens(bound) > most_input_tokens(bare) + len('{"type": "object"}')


def test_a_text_that_no_encoding_takes_still_has_a_length() -> None:
    assert asked_bytes(asked("\ud800")) == 1

"""Prices from the list."""

import pytest

from tests.builders import rules_spec, spec
from workbench.adapters.prices import list_price
from workbench.generator.records import ModelSpec


@pytest.mark.parametrize("name", ["openai/gpt-5-mini", "openai/gpt-4.1-mini"])
def test_a_hosted_model_has_a_price_and_its_source(name: str) -> None:
    price = list_price(spec(name))
    assert price is not None
    assert 0 < price.input < price.output
    assert price.source.startswith("genai-prices ")


def test_a_model_of_the_other_provider_has_its_own_price() -> None:
    price = list_price(spec("anthropic/claude-sonnet-4-5", adapter="anthropic"))
    assert price is not None
    assert (str(price.input), str(price.output)) == ("3", "15")


@pytest.mark.parametrize(
    "unlisted", [spec("openai/gpt-99-huge"), spec("openai/gpt-5-mini", base_url="http://127.0.0.1/v1"), rules_spec()]
)
def test_an_unknown_model_and_an_endpoint_of_ones_own_have_no_price(unlisted: ModelSpec) -> None:
    assert list_price(unlisted) is None

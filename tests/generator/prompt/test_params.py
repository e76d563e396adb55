from typing import get_args

import pytest

from workbench.generator.errors import ConfigError
from workbench.generator.prompt.params import TAKES, sendable
from workbench.generator.records import Adapter, Params

SAMPLING = frozenset({"temperature", "top_p", "seed"})


@pytest.mark.parametrize("adapter", get_args(Adapter))
def test_every_adapter_takes_the_limit_of_output_tokens(adapter: Adapter) -> None:
    assert sendable(Params(max_output_tokens=7), adapter=adapter, where="x") == Params(max_output_tokens=7)


@pytest.mark.parametrize(
    ("adapter", "params", "name"),
    [
        ("anthropic", Params(temperature=0), "temperature"),
        ("anthropic", Params(top_p=1), "top_p"),
        ("anthropic", Params(seed=0), "seed"),
        ("anthropic", Params(reasoning_effort="low"), "reasoning_effort"),
        ("local", Params(reasoning_effort="low"), "reasoning_effort"),
        ("rules", Params(temperature=0), "temperature"),
    ],
)
def test_a_parameter_that_the_model_does_not_take_is_refused_by_name(
    adapter: Adapter, params: Params, name: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        sendable(params, adapter=adapter, where="prompt 'a/v1' on 'm'")
    assert str(caught.value).startswith(f"prompt 'a/v1' on 'm': parameter {name!r} is not taken by {adapter} models")


@pytest.mark.parametrize("adapter", ["openai", "local"])
def test_sampling_parameters_are_sent_where_they_are_taken_zero_included(adapter: Adapter) -> None:
    asked = Params(temperature=0, top_p=0.5, seed=0)
    assert sendable(asked, adapter=adapter, where="x") == asked


@pytest.mark.parametrize("adapter", ["openai", "anthropic"])
def test_a_parameter_that_the_entry_ignores_is_neither_refused_nor_sent(adapter: Adapter) -> None:
    asked = Params(temperature=0, seed=3, max_output_tokens=9)
    assert sendable(asked, adapter=adapter, ignores=SAMPLING, where="x") == Params(max_output_tokens=9)


def test_what_is_not_among_the_ignored_is_still_refused() -> None:
    with pytest.raises(ConfigError, match="'seed'"):
        sendable(Params(temperature=0, seed=3), adapter="anthropic", ignores=frozenset({"temperature"}), where="x")


def test_the_limit_of_output_tokens_cannot_be_ignored() -> None:
    found = sendable(Params(max_output_tokens=9), adapter="openai", ignores=frozenset({"max_output_tokens"}), where="x")
    assert found.max_output_tokens == 9


def test_the_table_names_every_adapter_and_only_parameters_that_exist() -> None:
    assert set(TAKES) == set(get_args(Adapter))
    assert frozenset().union(*TAKES.values()) == set(Params.model_fields)

from typing import Any

import pytest

from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models import connect, missing, paced
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.local import LocalModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.models.pacing import Paced
from workbench.generator.models.rules import RulesModel
from workbench.generator.records import Adapter, ModelSpec

KEY = "sk-key-4711"


def spec(adapter: Adapter, **fields: Any) -> ModelSpec:
    return ModelSpec(name=f"{adapter}/m", adapter=adapter, model="m", **fields)


@pytest.mark.parametrize("adapter", ["openai", "anthropic"])
@pytest.mark.parametrize("value", [None, "", " \n"])
def test_a_model_without_its_key_names_the_variable(
    adapter: Adapter, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("A_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("A_KEY", value)
    with pytest.raises(ModelUnavailableError) as caught:
        connect(spec(adapter, key_env="A_KEY"))
    assert str(caught.value) == f"{adapter}/m: no key; set the environment variable A_KEY"


@pytest.mark.parametrize("value", [f"{KEY}\nx", f"“{KEY}”", f"{KEY}\x7f"])
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", value)
    with pytest.raises(ModelUnavailableError) as caught:
        connect(spec("openai", key_env="A_KEY"))
    assert "A_KEY holds no key" in str(caught.value)
    assert KEY not in str(caught.value)


def test_with_a_key_nothing_is_missing_and_the_line_end_of_its_file_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("A_KEY", f"{KEY}\n")
    assert missing(spec("openai", key_env="A_KEY")) is None
    assert isinstance(connect(spec("openai", key_env="A_KEY")), OpenAiModel)
    assert isinstance(connect(spec("anthropic", key_env="A_KEY")), AnthropicModel)


def test_the_floor_and_an_endpoint_without_a_key_need_nothing() -> None:
    assert isinstance(connect(spec("rules")), RulesModel)
    assert isinstance(connect(spec("openai", base_url="http://127.0.0.1:11434/v1")), OpenAiModel)


def test_the_embedded_model_is_connected_with_the_spec_it_was_asked_by(local_model: LocalModel) -> None:
    assert missing(local_model.spec) is None
    connected = connect(local_model.spec)
    assert isinstance(connected, LocalModel)
    assert connected.spec == local_model.spec


@pytest.mark.parametrize("adapter", ["openai", "anthropic"])
def test_production_asks_a_provider_at_its_pace(adapter: Adapter) -> None:
    assert isinstance(paced(spec(adapter)), Paced)


def test_what_is_on_this_machine_has_no_pace() -> None:
    assert isinstance(paced(spec("rules")), RulesModel)

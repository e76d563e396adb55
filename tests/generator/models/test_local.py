"""The adapters with their official SDKs against the local llama.cpp server over loopback: nothing here may skip."""

import json
import traceback
from dataclasses import replace

import pytest

from workbench.generator.errors import ProviderError
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.local import LocalModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.output.contract import gherkin_grammar, json_schema
from workbench.generator.output.read import read
from workbench.generator.records import Adapter, Message, ModelSpec, Params, Request

EXAMPLE = {
    "cases": [
        {
            "title": "Lamp",
            "technique": "functional",
            "preconditions": [],
            "steps": [{"action": "switch on", "expected": "light"}],
            "criteria": ["AC-1"],
        }
    ],
    "open_questions": [],
}


def asked(*turns: str, tokens: int = 40, temperature: float | None = 0) -> Request:
    messages = tuple(Message(role="assistant" if n % 2 else "user", content=text) for n, text in enumerate(turns))
    return Request(messages=messages, params=Params(temperature=temperature, max_output_tokens=tokens))


DOORS = asked("Tell me about doors.")
WITH_EXAMPLE = asked(
    "Write a test as JSON: AC-1: The lamp shines when it is on.",
    json.dumps(EXAMPLE, separators=(",", ":")),
    "Write a test as JSON: AC-1: The door rings when it opens.",
    tokens=120,
)


def reached(local_model: LocalModel, adapter: Adapter, path: str) -> tuple[ModelSpec, str]:
    address = local_model.address()
    assert address is not None
    return local_model.spec.model_copy(update={"adapter": adapter, "base_url": address[0] + path}), address[1]


@pytest.fixture(scope="module")
def openai_model(local_model: LocalModel) -> OpenAiModel:
    spec, key = reached(local_model, "openai", "/v1")
    return OpenAiModel(spec, key=key)


@pytest.fixture(scope="module")
def anthropic_model(local_model: LocalModel) -> AnthropicModel:
    spec, key = reached(local_model, "anthropic", "")
    return AnthropicModel(spec, key=key)


def test_chat_completions_answer_with_text_and_known_usage(openai_model: OpenAiModel) -> None:
    found = openai_model.complete(asked("What is 2 + 2? Answer with one word."))
    assert found.text.strip()
    assert (found.usage.total_input or 0) > 10
    assert 0 < (found.usage.total_output or 0) <= 40
    assert found.latency_s > 0


def test_messages_answer_with_text_and_known_usage(anthropic_model: AnthropicModel) -> None:
    found = anthropic_model.complete(asked("Say yes.", tokens=20, temperature=None))
    assert found.text.strip()
    assert (found.usage.total_input or 0) > 10
    assert 0 < (found.usage.total_output or 0) <= 20


def test_no_answer_carries_a_path_of_this_machine(openai_model: OpenAiModel, anthropic_model: AnthropicModel) -> None:
    served = {model.complete(asked("Hi", tokens=1)).served_by for model in (openai_model, anthropic_model)}
    assert served == {openai_model.spec.model}


def test_the_limit_of_output_tokens_ends_an_answer_as_length(
    openai_model: OpenAiModel, anthropic_model: AnthropicModel
) -> None:
    for model in (openai_model, anthropic_model):
        found = model.complete(replace(DOORS, params=Params(max_output_tokens=5)))
        assert (found.finish, found.usage.total_output) == ("length", 5)


def test_a_schema_over_chat_completions_gives_a_readable_test_suite(openai_model: OpenAiModel) -> None:
    found = openai_model.complete(replace(WITH_EXAMPLE, schema=json_schema(["AC-1"])))
    reading = read(found.text, output="test_suite_json", criteria=["AC-1"])
    assert (found.finish, reading.reason) == ("stop", None)
    assert [case.criteria for case in reading.suite.cases] == [("AC-1",)]


def test_the_schema_is_what_makes_the_answer_json(openai_model: OpenAiModel) -> None:
    free = openai_model.complete(DOORS)
    bound = openai_model.complete(replace(DOORS, schema=json_schema([])))
    assert not free.text.lstrip().startswith("{")
    assert bound.text.lstrip().startswith("{")


def test_the_embedded_model_keeps_the_schema_without_free_white_space(local_model: LocalModel) -> None:
    found = local_model.complete(replace(WITH_EXAMPLE, schema=json_schema(["AC-1"])))
    reading = read(found.text, output="test_suite_json", criteria=["AC-1"])
    assert (found.finish, reading.reason) == ("stop", None)
    assert found.text == json.dumps(json.loads(found.text), separators=(",", ":"), ensure_ascii=False)


def test_messages_ignore_the_schema_so_reading_judges(anthropic_model: AnthropicModel) -> None:
    found = anthropic_model.complete(replace(DOORS, schema=json_schema(["AC-1"])))
    reading = read(found.text, output="test_suite_json", criteria=["AC-1"])
    assert found.text.strip()
    assert reading.reason == "no JSON with test cases in the answer"
    assert reading.suite.cases == ()


def test_the_gherkin_grammar_gives_readable_gherkin_where_the_answer_is_not_cut(openai_model: OpenAiModel) -> None:
    grammar = gherkin_grammar(["AC-1"], trace_tags=True, max_scenarios=1, max_steps=3)
    short = asked(
        "Door\nAC-1: It rings when it opens.",
        "Feature: The door\n\n  @AC-1\n  Scenario: It rings once\n    Given a shut door\n"
        "    When it is opened\n    Then a bell rings\n",
        "Lamp\nAC-1: It shines when it is on.",
        tokens=120,
    )
    found = openai_model.complete(replace(short, grammar=grammar))
    reading = read(found.text, output="gherkin", criteria=["AC-1"])
    assert (found.finish, reading.reason) == ("stop", None)
    assert [case.criteria for case in reading.suite.cases] == [("AC-1",)]


@pytest.mark.parametrize("adapter", ["openai", "anthropic"])
def test_a_wrong_key_is_an_auth_failure_that_does_not_show_it(local_model: LocalModel, adapter: Adapter) -> None:
    wrong = "sk-wrong-4711"
    spec, _ = reached(local_model, adapter, "/v1" if adapter == "openai" else "")
    model = OpenAiModel(spec, key=wrong) if adapter == "openai" else AnthropicModel(spec, key=wrong)
    with pytest.raises(ProviderError) as caught:
        model.complete(asked("Hi", tokens=1))
    assert (caught.value.kind, caught.value.status) == ("auth", 401)
    assert wrong not in "".join(traceback.format_exception(caught.value))


def test_a_request_beyond_the_context_is_too_long_on_both_apis(
    openai_model: OpenAiModel, anthropic_model: AnthropicModel
) -> None:
    long = asked("word " * 9_000, tokens=1)
    for model in (openai_model, anthropic_model):
        found = model.complete(long)
        assert (found.finish, found.text) == ("too_long", "")
        assert found.usage.total_input is None


def test_a_port_that_nobody_listens_on_is_a_connection_failure(local_model: LocalModel) -> None:
    for adapter in (OpenAiModel, AnthropicModel):
        spec = local_model.spec.model_copy(update={"base_url": "http://127.0.0.1:9/v1"})
        with pytest.raises(ProviderError) as caught:
            adapter(spec, key="x").complete(DOORS)
        assert (caught.value.kind, caught.value.status) == ("connection", None)


def test_the_embedded_model_gives_equal_text_for_equal_requests(local_model: LocalModel) -> None:
    first = local_model.complete(DOORS)
    local_model.complete(asked("Tell me about lamps.", tokens=5))
    again = local_model.complete(DOORS)
    assert again.text.encode() == first.text.encode()
    assert again.usage == first.usage
    assert again.usage.cache_read_tokens == 0


def test_a_second_model_of_the_same_file_shares_the_server(local_model: LocalModel) -> None:
    before = local_model.address()
    LocalModel.started(local_model.spec.model_copy(update={"name": "local/other"}))
    assert local_model.address() == before


def test_a_proxy_of_the_environment_does_not_get_between_us_and_loopback(
    local_model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    found = LocalModel.started(local_model.spec).complete(asked("Hi", tokens=1))
    assert found.usage.total_output == 1

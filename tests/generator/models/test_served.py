import pytest

from tests.generator.models.wires import ANTHROPIC, ASKED, KEY, OPENAI, Wire, says
from workbench.generator.errors import ProviderError
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.models.served import is_served

SPEC = OPENAI


def equal(asked: str, served: str | None, *also: str) -> bool:
    return is_served(SPEC.model_copy(update={"model": asked, "served_as": also}), served)


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("gpt-5-mini", "gpt-5-mini"),
        ("gpt-5-mini", "GPT-5-Mini"),
        ("Llama-3.1-8B", "llama-3.1-8b"),
        ("gemini-2.5-pro", "models/gemini-2.5-pro"),
        ("openai/gpt-5", "gpt-5"),
        ("accounts/fireworks/models/x", "x"),
        ("openai/gpt-5", "gpt-5-2025-08-07"),
        ("gpt-5", "openai/gpt-5-2025-08-07"),
        ("gpt-5-mini", "gpt-5-mini-2026-01-01"),
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929"),
        ("claude-sonnet-4-5", "claude-sonnet-4-5@20250929"),
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929-v1:0"),
        ("nova-pro", "nova-pro-v1:0"),
        ("gemini-2.0-flash", "gemini-2.0-flash-001"),
        ("gpt-4", "gpt-4-0613"),
        ("gemini-2.5-pro-preview", "gemini-2.5-pro-preview-05-06"),
        ("claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"),
        ("x-latest", "x-latest"),
        ("x", None),
        ("x", ""),
    ],
)
def test_the_same_model_has_more_names_than_one(asked: str, served: str | None) -> None:
    assert equal(asked, served)


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("gpt-5", "gpt-5-mini"),
        ("gpt-5", "gpt-5-mini-2025-08-07"),
        ("gpt-5-mini", "gpt-5"),
        ("gpt-5", "gpt-5.1"),
        ("gpt-5", "gpt-50"),
        ("gpt-4", "gpt-4o-2024-08-06"),
        ("gpt-4o-2024-08-06", "gpt-4o-2024-05-13"),
        ("gpt-4o-2024-08-06", "gpt-4o"),
        ("claude-sonnet-4", "claude-sonnet-4-5"),
        ("claude-sonnet-4", "claude-sonnet-4-5-20250929"),
        ("claude-sonnet-4-5", "claude-haiku-4-5-20251001"),
        ("x-latest", "y-20250101"),
        ("x-latest", "x-mini-20250101"),
        ("meta/llama", "other/llama"),
        ("llama", "codellama"),
        ("x", "20250929"),
        ("x", "-20250929"),
        ("x", "x-20250929-mini"),
    ],
)
def test_another_model_is_another_however_like_its_name(asked: str, served: str) -> None:
    assert not equal(asked, served)


def test_the_names_a_gateway_serves_the_model_as_are_equal_and_dated_ones_too() -> None:
    assert equal("gpt-5", "prod-east", "prod-west", "prod-east")
    assert equal("gpt-5", "Prod-East-2025-08-07", "prod-east")
    assert not equal("gpt-5", "prod-north", "prod-east")


@pytest.mark.parametrize("adapter", [OpenAiModel, AnthropicModel])
def test_an_answer_of_another_model_is_no_answer_and_may_be_billed(
    adapter: type[OpenAiModel] | type[AnthropicModel],
) -> None:
    spec, content = (
        (OPENAI, {"choices": [{"message": {"role": "assistant", "content": "Hi."}, "finish_reason": "stop"}]})
        if adapter is OpenAiModel
        else (ANTHROPIC, {"type": "message", "content": [{"type": "text", "text": "Hi."}], "stop_reason": "end_turn"})
    )
    with pytest.raises(ProviderError) as caught:
        adapter(spec, key=KEY, transport=Wire(says({**content, "model": "m-2"}))).complete(ASKED)
    assert (caught.value.kind, caught.value.status, caught.value.billable) == ("wrong_model", 200, True)
    assert "m-2" not in str(caught.value)
    known = spec.model_copy(update={"served_as": ("m-2",)})
    found = adapter(known, key=KEY, transport=Wire(says({**content, "model": "m-2"}))).complete(ASKED)
    assert (found.text, found.served_by) == ("Hi.", "m-2")

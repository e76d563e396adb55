import pytest

from tests.builders import spec
from workbench.core.judging.family import family

FAMILIES = {
    "gpt-5-mini": "openai",
    "o3-mini": "openai",
    "chatgpt-4o-latest": "openai",
    "claude-sonnet-5": "anthropic",
    "anthropic.claude-3-haiku-20240307-v1:0": "anthropic",
    "meta-llama/Llama-3.1-8B-Instruct": "meta",
    "mistralai/Mixtral-8x7B": "mistral",
    "ministral-8b": "mistral",
    "gemma-2-9b": "google",
    "models/gemini-2.5-pro": "google",
    "qwen2.5-72b": "qwen",
    "deepseek-r1-distill-llama-70b": "deepseek",
    "phi-4": "microsoft",
    "smollm2-135m-instruct": "huggingface",
    "command-r-plus": "cohere",
    "ft:gpt-4.1:team::abc": "openai",
    "prod-judge": "prod",
    "rules/1": "1",
}


@pytest.mark.parametrize(("model", "name"), FAMILIES.items())
def test_the_id_says_the_family(model: str, name: str) -> None:
    assert family(spec(model=model)) == name

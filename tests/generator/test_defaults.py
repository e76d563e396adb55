import pytest

from workbench.adapters.catalog import Catalog
from workbench.generator.defaults import default_config
from workbench.generator.errors import ConfigError
from workbench.generator.prompt.params import sendable
from workbench.generator.prompt.render import check_template

MODELS = [None, "rules", "openai/gpt-5-mini", "anthropic/claude-sonnet-4-5"]


@pytest.mark.parametrize("model", [None, "rules", "openai/gpt-5-mini"])
def test_a_default_is_what_its_prompt_file_and_the_model_list_give(model: str | None, catalog: Catalog) -> None:
    shipped = default_config(model)
    listed = catalog.config(shipped.prompt, shipped.model.name).config
    assert shipped.model_copy(update={"model": listed.model}) == listed
    assert model or shipped == listed


def test_the_embedded_model_is_the_default_and_has_a_name() -> None:
    embedded = default_config(None)
    assert embedded.model.adapter == "local"
    assert default_config(embedded.model.name) == embedded


@pytest.mark.parametrize(
    ("model", "adapter", "ident", "key"),
    [
        ("openai/gpt-5-mini", "openai", "gpt-5-mini", "OPENAI_API_KEY"),
        ("anthropic/claude-x", "anthropic", "claude-x", "ANTHROPIC_API_KEY"),
        ("openai/org/model", "openai", "org/model", "OPENAI_API_KEY"),
    ],
)
def test_a_vendors_model_gets_the_prompt_for_large_models_its_own_key_and_no_sampling_parameter(
    model: str, adapter: str, ident: str, key: str
) -> None:
    found = default_config(model)
    assert found.prompt == "criteria-first/v1"
    assert (found.model.adapter, found.model.model, found.model.key_env) == (adapter, ident, key)
    assert found.model.weights_sha256 is None
    assert set(found.params.model_dump(exclude_none=True)) == {"max_output_tokens"}


@pytest.mark.parametrize("model", MODELS)
def test_every_default_can_be_sent_and_filled_in(model: str | None) -> None:
    found = default_config(model)
    assert sendable(found.params, adapter=found.model.adapter, where="default") == found.params
    for index, stage in enumerate(found.stages):
        check_template(stage, with_draft=index > 0, where="default")


@pytest.mark.parametrize("model", ["", "gpt-5", "openai", "openai/", "/x", "mistral/large", "local/other", "Rules"])
def test_an_unknown_model_is_one_sentence_that_names_the_known_ones(model: str) -> None:
    with pytest.raises(ConfigError) as caught:
        default_config(model)
    told = str(caught.value)
    assert told.startswith(f"unknown model {model!r}; use 'rules', ")
    assert "\n" not in told

"""Which model drafts gold, and with what it is asked."""

import pytest

from workbench.adapters.catalog import Catalog
from workbench.core.errors import CatalogError


def test_a_small_context_leaves_half_of_itself_for_the_issue(catalog: Catalog) -> None:
    assert catalog.drafter("local/smollm2-135m-instruct").params.max_output_tokens == 4_096
    assert catalog.drafter("openai/gpt-4.1-mini").params.max_output_tokens == 8_000


def test_a_model_is_sent_only_what_it_takes(catalog: Catalog) -> None:
    assert catalog.drafter("anthropic/claude-sonnet").params.temperature is None
    assert catalog.drafter("openai/gpt-4.1-mini").params.temperature == 0


def test_a_model_that_is_not_listed_is_one_sentence(catalog: Catalog) -> None:
    with pytest.raises(CatalogError, match=r"no model 'nobody' in evals/models\.yaml; known: rules, "):
        catalog.drafter("nobody")

"""Which model drafts gold, and with what it is asked."""

from collections.abc import Mapping
from typing import Final

from workbench.core.errors import CatalogError
from workbench.core.golds.asking import Drafter
from workbench.core.records import ModelEntry
from workbench.generator.errors import ConfigError
from workbench.generator.prompt.params import sendable
from workbench.generator.records import Params

_MOST_TOKENS: Final = 8_000  # sixty behaviours with their evidence; of a small context half is left for the issue


def drafter_of(model: str, models: Mapping[str, ModelEntry]) -> Drafter:
    """Return a model as one that drafts gold.

    Raises:
        CatalogError: there is no such model, or it does not take what is sent.
    """
    if model not in models:
        raise CatalogError(f"no model {model!r} in evals/models.yaml; known: {', '.join(models)}")
    entry = models[model]
    ignores = entry.ignores | {"temperature"} if entry.spec.adapter == "anthropic" else entry.ignores
    room = entry.spec.context_tokens
    wanted = Params(temperature=0, max_output_tokens=min(_MOST_TOKENS, room // 2) if room else _MOST_TOKENS)
    try:
        params = sendable(wanted, adapter=entry.spec.adapter, ignores=ignores, where=f"{model}, which is to draft gold")
    except ConfigError as error:
        raise CatalogError(str(error)) from None
    return Drafter(entry=entry, params=params)

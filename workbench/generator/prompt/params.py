"""Which sampling parameters an adapter can send."""

from typing import Final

from workbench.generator.errors import ConfigError
from workbench.generator.records import Adapter, Params

TAKES: Final[dict[Adapter, frozenset[str]]] = {
    "openai": frozenset({"temperature", "top_p", "seed", "frequency_penalty", "reasoning_effort", "max_output_tokens"}),
    # The Messages API of 2026-10-21 has no sampling parameters.
    "anthropic": frozenset({"max_output_tokens"}),
    "local": frozenset({"temperature", "top_p", "seed", "frequency_penalty", "max_output_tokens"}),
    "rules": frozenset({"max_output_tokens"}),
}


def sendable(params: Params, *, adapter: Adapter, ignores: frozenset[str] = frozenset(), where: str) -> Params:
    """Return the parameters that are really sent to a model of this adapter.

    Args:
        params: as the prompt file or the suite asks.
        adapter: which adapter will send them.
        ignores: parameters that the model's entry says to leave out silently.
        where: names the file and model in an error.

    Raises:
        ConfigError: a parameter is asked for that the adapter cannot send and the entry does not ignore.
    """
    asked = {name for name, value in params.model_dump().items() if value is not None}
    refused = sorted(asked - TAKES[adapter] - ignores)
    if refused:
        raise ConfigError(
            f"{where}: parameter {refused[0]!r} is not taken by {adapter} models; "
            f"drop it from the prompt or list it under 'ignores' of the model in evals/models.yaml"
        )
    dropped = ignores - {"max_output_tokens"}
    return params.model_copy(update=dict.fromkeys(dropped & asked))

"""The models: one port, four adapters. An SDK is imported only when its adapter is connected."""

import os
from typing import Final

from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models.port import Model
from workbench.generator.records import ModelSpec

__all__ = ["HOSTED", "Model", "connect", "missing", "paced"]

HOSTED: Final = frozenset({"openai", "anthropic"})
"""The adapters whose calls go to a provider that has limits."""


def connect(spec: ModelSpec) -> Model:
    """Return the model that a spec names, ready to be asked; a local one is started.

    Raises:
        ModelUnavailableError: a key, the weights or an extra is missing here; says which and what to do.
        ConfigError: the spec's `base_url` is no address.
    """
    lack = missing(spec)
    if lack:
        raise ModelUnavailableError(f"{spec.name}: {lack}")
    key = _key(spec)
    if spec.adapter == "openai":
        from workbench.generator.models.openai import OpenAiModel

        return OpenAiModel(spec, key=key)
    if spec.adapter == "anthropic":
        from workbench.generator.models.anthropic import AnthropicModel

        return AnthropicModel(spec, key=key)
    if spec.adapter == "local":
        from workbench.generator.models.local import LocalModel

        return LocalModel.started(spec)
    from workbench.generator.models.rules import RulesModel

    return RulesModel(spec)


def paced(spec: ModelSpec) -> Model:
    """Return the model, asked at its provider's pace and again where a failure may pass; one on this machine as it is.

    Raises:
        ModelUnavailableError, ConfigError: as `connect`.
    """
    model = connect(spec)
    if spec.adapter not in HOSTED:
        return model
    from workbench.generator.models.pacing import Limiters, Paced

    return Paced(model, Limiters().of(spec))


def missing(spec: ModelSpec) -> str | None:
    """Return what this machine lacks to ask the model, and what to do, or None. Nothing is started or sent."""
    key = _key(spec)
    if spec.key_env and not key:
        return f"no key; set the environment variable {spec.key_env}"
    if not (key.isascii() and key.isprintable()):
        return f"the environment variable {spec.key_env} holds no key: some of its signs cannot stand in one"
    if spec.adapter == "local":
        from workbench.generator.models import weights

        return weights.missing()
    return None


def _key(spec: ModelSpec) -> str:
    return os.environ.get(spec.key_env, "").strip() if spec.key_env else ""

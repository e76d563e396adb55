"""The configs that production uses until something is released.

`floor.json` needs no model; `embedded.json` is the prompt that `evals/demo.yaml` ranks first, written for a model
of 135 million parameters; `hosted.json` is the one for large models. A test holds all of them equal to what the
prompt files and the model list give.
"""

from importlib.resources import files
from typing import Final, Literal

from workbench.generator.errors import ConfigError
from workbench.generator.records import ModelSpec, PromptConfig

Name = Literal["floor", "embedded", "hosted"]
_KEYS: Final = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


def default_config(model: str | None) -> PromptConfig:
    """Return the config for a model: `rules`, the embedded one (None), or `openai/ID` and `anthropic/ID`.

    Raises:
        ConfigError: no such adapter.
    """
    if model == "rules":
        return _read("floor")
    embedded = _read("embedded")
    if model is None or model == embedded.model.name:
        return embedded
    adapter, slash, ident = model.partition("/")
    if not slash or not ident or adapter not in _KEYS:
        raise ConfigError(
            f"unknown model {model!r}; use 'rules', {embedded.model.name!r}, 'openai/ID' or 'anthropic/ID', "
            "or name a config with --config"
        )
    spec = {"name": model, "adapter": adapter, "model": ident, "key_env": _KEYS[adapter], "takes": ["schema"]}
    return config_for(ModelSpec.model_validate(spec))


def config_for(model: ModelSpec) -> PromptConfig:
    """Return the default config of a model's kind, asked of this model."""
    names: dict[str, Name] = {"rules": "floor", "local": "embedded"}
    return _read(names.get(model.adapter, "hosted")).model_copy(update={"model": model})


def _read(name: Name) -> PromptConfig:
    text = files("workbench.generator.defaults").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return PromptConfig.model_validate_json(text)

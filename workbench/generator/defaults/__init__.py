"""The configs that production uses until something is released.

`floor.json` needs no model; `embedded.json` is the prompt that `evals/demo.yaml` ranks first. A test holds
both equal to what the prompt files and the model list give.
"""

from importlib.resources import files
from typing import Final, Literal

from workbench.generator.records import ModelSpec, Params, PromptConfig

Name = Literal["floor", "embedded"]
_KEYS: Final = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


def default_config(model: str | None) -> PromptConfig:
    """Return the config for a model: `rules`, the embedded one (None), or `openai/ID` and `anthropic/ID`.

    Raises:
        ConfigError: no such adapter.
    """
    from workbench.generator.errors import ConfigError

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
    spec = ModelSpec.model_validate(
        {"name": model, "adapter": adapter, "model": ident, "key_env": _KEYS[adapter], "takes": ["schema"]}
    )
    # Large models take no sampling parameters, or do without; the limit leaves room for what they write.
    params = Params(max_output_tokens=4000)
    return embedded.model_copy(update={"model": spec, "params": params})


def _read(name: Name) -> PromptConfig:
    text = files("workbench.generator.defaults").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return PromptConfig.model_validate_json(text)

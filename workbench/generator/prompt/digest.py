"""Content identities: the digest of canonical JSON, with the algorithm's name in front."""

import hashlib
import json
from typing import Any, Final

from workbench.generator.records import PromptConfig

ALGORITHM: Final = "sha256-cj1"
_NOT_SENT: Final = {
    "prompt": True,
    "model": {"name", "key_env", "region", "served_as"},
    "examples": {"__all__": {"name"}},
    "stages": {"__all__": {"name"}},
}


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return `value` as UTF-8 JSON with sorted keys, no white space and no NaN.

    Raises:
        ValueError: a number is NaN or infinite, or a text holds a lone surrogate.
        TypeError: something in it is no JSON value.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def digest(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return `sha256-cj1:<64 hex digits>` of a JSON value (see `canonical_json`)."""
    return f"{ALGORITHM}:{hashlib.sha256(canonical_json(value)).hexdigest()}"


def config_digest(config: PromptConfig) -> str:
    """Return the identity of a config: over what is really sent, not over names for people.

    The names of the prompt, stages, examples and model, the names it is served as, the key's variable, the region and
    a hosted model's context length are left out; two configs with equal digests ask the same of the same model. What is
    None is not sent, so a parameter that we learn to send later leaves the digests of before as they are.
    """
    sent = config.model_dump(mode="json", exclude=_NOT_SENT, exclude_none=True)  # type: ignore[arg-type]
    if config.model.adapter != "local":  # whose server is started with it
        sent["model"].pop("context_tokens", None)
    return digest(sent)


def short(value: str) -> str:
    """Return the first 12 hex digits of a digest, for file names and screens."""
    return value.rpartition(":")[2][:12]

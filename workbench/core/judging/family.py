"""Which family a model is of: a judge is a stranger to what it judges only where the families differ."""

import re
from typing import Final

from workbench.generator.records import ModelSpec

_FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("openai", r"gpt\w*|chatgpt|o\d+|davinci|codex"),
    ("anthropic", r"claude"),
    ("google", r"gemini|gemma\d*|palm"),
    ("meta", r"(?:code)?llama\d*"),
    ("mistral", r"(?:mis|mix|codes|minis|magis|devs|pix)tral"),
    ("qwen", r"qwen\d*|qwq"),
    ("deepseek", r"deepseek"),
    ("microsoft", r"phi\d*"),
    ("huggingface", r"smollm\d*|zephyr"),
    ("cohere", r"command|c4ai|aya"),
    ("xai", r"grok\d*"),
    ("amazon", r"nova|titan"),
    ("ibm", r"granite"),
    ("nvidia", r"nemotron"),
    ("moonshot", r"kimi"),
    ("zhipu", r"glm"),
)
_PATTERNS: Final = tuple((name, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for name, words in _FAMILIES)
_WORD: Final = re.compile(r"[a-z]+|\d+")


def family(spec: ModelSpec) -> str:
    """Return the family of a model by the id that is sent, as `openai`; the id's own first word where none is known.

    Vendors and paths in front (`meta-llama/Llama-3`, `bedrock/anthropic.claude-v2`) do no harm: the last part of a path
    decides, then the whole id. The word that stands first decides: `deepseek-r1-distill-llama` is `deepseek`. A name
    that somebody gave a deployment (`prod-judge`) says nothing of the model; two such names then count as two families
    whatever is behind them, so `models.yaml` has to name the family.
    """
    whole = spec.model.casefold()
    for text in (whole.rpartition("/")[2], whole):
        found = [(match.start(), name) for name, pattern in _PATTERNS if (match := pattern.search(text))]
        if found:
            return min(found)[1]
    first = _WORD.search(whole.rpartition("/")[2])
    return first.group() if first else whole

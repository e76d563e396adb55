"""A small project in a folder: the repository's prompts and suites, and a dataset `tiny` of a few fixtures."""

import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


def small_project(folder: Path, keys: Sequence[str]) -> Path:
    """Copy what is needed, so that a suite over `tiny` loads quickly."""
    for name in ("prompts", "evals"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("evidence"))  # of our own releases
    studio, tiny = ROOT / "datasets" / "studio", folder / "datasets" / "tiny"
    for part, ending in (("issues", "json"), ("expected", "yaml")):
        (tiny / part).mkdir(parents=True)
        for key in keys:
            shutil.copy(studio / part / f"{key}.{ending}", tiny / part)
    card = _card(studio / "dataset.yaml")
    write_yaml(
        tiny / "dataset.yaml", {**card, "name": "tiny", "fixtures": {key: card["fixtures"][key] for key in keys}}
    )
    return folder


@lru_cache(maxsize=1)
def _card(path: Path) -> dict[str, Any]:
    """A dataset's card, read once: it takes longer than to copy all the rest."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def write_yaml(path: Path, content: Any) -> None:
    """Write a YAML file."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def ship_suite(first: str, **prompts: str) -> dict[str, Any]:
    """A suite with a gate that asks no model: what is released, the rules floor under a name, and others by prompt."""
    named = {first: "floor/v1", **prompts}
    return {
        "dataset": "tiny",
        "channel": "embedded",
        "baseline": "released",
        "candidates": [
            "released",
            *({"name": name, "prompt": prompt, "model": "rules"} for name, prompt in named.items()),
        ],
        "scorers": ["gherkin_valid", "cases", "cost_usd"],
        "primary": "gherkin_valid",
        "gate": {
            "floors": [{"score": "gherkin_valid", "at_least": 0.3}],
            "no_worse": [{"score": "cases", "margin": 9}],
            "min_fixtures": 3,
            "max_unusable": 0.1,
            "max_age_days": 30,
        },
    }

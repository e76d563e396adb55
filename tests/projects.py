"""A small project in a folder: the repository's prompts and suites, and a dataset `tiny` of a few fixtures."""

import shutil
from collections.abc import Sequence
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
    card = yaml.safe_load((studio / "dataset.yaml").read_text(encoding="utf-8"))
    write_yaml(
        tiny / "dataset.yaml", {**card, "name": "tiny", "fixtures": {key: card["fixtures"][key] for key in keys}}
    )
    return folder


def write_yaml(path: Path, content: Any) -> None:
    """Write a YAML file."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

"""What one release asks otherwise than another, as a unified diff."""

import json
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

from workbench.generator.records import PromptConfig


def release_diff(old: PromptConfig, new: PromptConfig, *, old_name: str, new_name: str) -> str:
    """Return the unified diff of two configs: model, parameters, contract, templates and examples; "" where none.

    Args:
        old: what was there before.
        new: what came after.
        old_name: stands in the first line.
        new_name: stands in the second line.
    """
    lines = unified_diff(list(_lines(old)), list(_lines(new)), fromfile=old_name, tofile=new_name, lineterm="")
    return "\n".join(lines)


def _lines(config: PromptConfig) -> Iterator[str]:
    """Yield a config for reading: settings a line each, then every template and example as it is written."""
    plain = config.model_dump(mode="json")
    stages, examples = plain.pop("stages"), plain.pop("examples")
    yield from _settings(plain, "")
    for kind, parts in (("stage", stages), ("example", examples)):
        for number, part in enumerate(parts, start=1):
            yield f"== {kind} {number}"
            yield from _settings(part, "")


def _settings(value: dict[str, Any], path: str) -> Iterator[str]:
    for name, each in value.items():
        where = f"{path}{name}"
        if isinstance(each, dict):
            yield from _settings(each, f"{where}.")
        elif isinstance(each, str) and "\n" in each:
            yield f"-- {where}"
            yield from each.splitlines()
        else:
            yield f"{where}: {json.dumps(each, ensure_ascii=False)}"

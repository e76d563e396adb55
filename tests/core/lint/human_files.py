"""The feature files that people wrote, put together again from the reference data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.generator.output import dialects


@dataclass(frozen=True, kw_only=True)
class HumanFile:
    """One file: where it is from, and its text."""

    source: str
    path: str
    language: str
    text: str


def human_files(reference: Path) -> Iterator[HumanFile]:
    """Every file of the pairs of issues and Gherkin, each once."""
    seen = set()
    for line in (reference / "data" / "issue_gherkin_pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        for file in pair["tests"]:
            text = _text(file, pair["language"])
            if text not in seen:
                seen.add(text)
                yield HumanFile(source=pair["source"], path=file["path"], language=pair["language"], text=text)


def conformance_files(reference: Path) -> Iterator[HumanFile]:
    """Cucumber's own good files."""
    for path in sorted((reference / "data" / "gherkin_conformance" / "good").glob("*.feature")):
        text = path.read_bytes().decode("utf-8")
        yield HumanFile(source="cucumber", path=path.name, language=dialects.of(text), text=text)


def _text(file: dict[str, Any], language: str) -> str:
    table = dialects.dialect(language)
    lines = [] if language == "en" else [f"# language: {language}"]
    lines += [" ".join(file["feature_tags"])] if file["feature_tags"] else []
    lines += [f"{table.feature_keywords[0]}: {file['feature_name']}"]
    lines += [f"  {line}" for line in (file["feature_description"] or "").split("\n")]
    lines += ["", *_indented(file["background"])] if file["background"] else []
    rule = None
    for scenario in file["scenarios"]:
        if scenario.get("rule") and scenario["rule"] != rule:
            rule = scenario["rule"]
            lines += ["", f"{table.rule_keywords[0]}: {rule}"]
        lines += ["", *_indented(scenario["text"])]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]

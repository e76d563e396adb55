"""Public issues through production with no model: intake, prompt, rules, reader."""

import json
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.generator.intake.documents import doc, p
from workbench.generator.defaults import default_config
from workbench.generator.generate import generate
from workbench.generator.intake import read_issue
from workbench.generator.models import connect
from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import faults
from workbench.generator.records import Generation


def generations(body: object, summary: str) -> Generation:
    config = default_config("rules")
    document = {"key": "PUB-1", "fields": {"summary": summary, "description": body}}
    return generate(read_issue(document, options=config.intake), config, connect(config.model))


def bodies(row: dict[str, Any], name: str) -> list[object]:
    text = row[name] or ""
    return [text, doc(p(text))]


def rows(reference: Path, name: str) -> list[dict[str, Any]]:
    with (reference / "data" / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_every_public_issue_becomes_tests_or_a_reason(reference: Path) -> None:
    started = perf_counter()
    outcomes: Counter[str] = Counter()
    cases, faulty = 0, 0
    public = rows(reference, "issues_public.jsonl")
    for row in public:
        for body in bodies(row, "description"):
            made = generations(body, row["summary"])
            outcomes[made.outcome] += 1
            cases += len(made.suite.cases)
            faulty += made.outcome == "ok" and bool(faults(to_feature(made.suite, "PUB-1")))
    seconds = perf_counter() - started
    print(
        f"\n{len(public)} issues, {outcomes.total()} generations: {dict(outcomes)}, {cases} scenarios, {seconds:.1f} s"
    )
    assert outcomes.total() == 2 * len(public) > 1000
    assert set(outcomes) <= {"ok", "unusable"}
    assert outcomes["ok"] >= 0.95 * outcomes.total()
    assert faulty == 0


def test_every_hostile_issue_becomes_tests_or_a_reason(reference: Path) -> None:
    hostile = rows(reference, "hostile_issues.jsonl")
    made = [generations(body, row["requirement"]) for row in hostile for body in bodies(row, "text")]
    assert len(made) == 2 * len(hostile) > 0
    assert {each.outcome for each in made} <= {"ok", "unusable"}
    assert all(bool(each.suite.cases) == (each.reason is None) for each in made)

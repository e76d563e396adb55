"""A suite with a gate, and rows of it: what a test does not name is ordinary."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.builders import candidate, config, fixture, gold, rules_spec
from tests.builders import suite as built
from workbench.core.gates import Gate
from workbench.core.records import Fixture, Suite
from workbench.core.runs import Row
from workbench.core.verdicts import ResultRow
from workbench.service.result_rows import result_rows

COUNT = 24
NAMES = ("good", "fair", "old")


def fixtures(count: int = COUNT) -> tuple[Fixture, ...]:
    """Fixtures of a group each."""
    keys = [f"P{at:02}-1" for at in range(count)]
    return tuple(replace(fixture(key, gold=gold(key)), group=key) for key in keys)


def gated(gate: Gate | None, *, names: Sequence[str] = NAMES, baseline: str | None = "old", **more: Any) -> Suite:
    """A suite of 24 fixtures with candidates of these names; `floor` is the rules floor."""
    candidates = tuple(candidate(name, config(model=rules_spec()) if name == "floor" else None) for name in names)
    given: dict[str, Any] = {
        "fixtures": fixtures(),
        "candidates": candidates,
        "scorers": ("gherkin_valid", "coverage_evidence", "cost_usd"),
        **more,
    }
    return replace(built(**given), gate=gate, baseline=baseline)


def rows(suite: Suite, **coverage: float) -> list[ResultRow]:
    """The rows of a suite: each candidate's coverage, a little another on every fixture."""
    return result_rows(
        [
            row(name, fixture.key, coverage_evidence=value + (at % 5 - 2) / 100 * (1 if name == "old" else -1))
            for name, value in coverage.items()
            for at, fixture in enumerate(suite.fixtures)
        ],
        suite.fixtures,
    )


def row(name: str, key: str, **more: Any) -> Row:
    """A row of an answer that is whole and costs a tenth of a cent."""
    fields = {each: more.pop(each) for each in ("outcome", "failure", "failure_kind") if each in more}
    return Row(
        **{
            "candidate": name, "prompt": "p/v1", "model": "m", "reference": False, "fixture": key,
            "stratum": "story_ac", "repeat": 0, "cell_key": f"{name}/{key}", "outcome": "ok", "reason": None,
            "failure": None,
            "scores": {"gherkin_valid": 1.0, "cost_usd": 0.001, **more}, **fields,
        }
    )  # fmt: skip

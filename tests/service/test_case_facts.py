"""What the Case page asks about one generation."""

from decimal import Decimal

import numpy as np
import pytest

from tests.builders import FEATURE, behaviour, config, fixture, gold, prepared
from workbench.adapters.fitted_file import read_fitted
from workbench.core.records import Price, Result
from workbench.generator.output.read import read
from workbench.generator.records import Completion, Stage, TestSuite, Usage
from workbench.service.calls import calls
from workbench.service.coverage_matrix import coverage_matrix, test_ids
from workbench.service.rendered import rendered

GOLD = gold(behaviours=[behaviour(), behaviour("A mail about the lock is sent", id="B2")])


def completion(text: str = FEATURE, **usage: int | None) -> Completion:
    counts = {"input_tokens": 1_000, "cache_read_tokens": 0, "cache_write_tokens": 0, "output_tokens": 100, **usage}
    return Completion(text=text, finish="stop", usage=Usage(**counts, reasoning_tokens=0), latency_s=2.0)


def result(text: str = FEATURE) -> Result:
    reading = read(text, output="gherkin", criteria=["AC-1"])
    outcome = "unusable" if reading.reason else "ok"
    return Result(
        cell_key="c", outcome=outcome, reason=reading.reason, suite=reading.suite, completions=(completion(text),)
    )


def same_for_all(texts: object) -> dict[str, np.ndarray]:
    return {text: np.full(384, 384**-0.5, dtype=np.float32) for text in texts}  # type: ignore[attr-defined]


def test_every_behaviour_is_held_against_every_test_with_the_step_it_rests_on() -> None:
    fitted = read_fitted()
    assert fitted is not None
    found = coverage_matrix(GOLD, result().suite, fitted=fitted, encode=same_for_all)
    assert found.tests == ("T1",) == test_ids(result().suite)
    first = found.rows[0]
    assert first.behaviour.id == "B1"
    assert first.cells[0].outcome == "the account is locked for 30 minutes"
    assert first.verdict == pytest.approx(max(cell.probability for cell in first.cells))
    assert (first.level == "covered") == (first.verdict >= found.threshold)
    assert not found.trained


def test_without_tests_every_behaviour_is_not_covered() -> None:
    fitted = read_fitted()
    assert fitted is not None
    found = coverage_matrix(GOLD, TestSuite(), fitted=fitted, encode=same_for_all)
    assert [(row.level, row.cells) for row in found.rows] == [("not", ()), ("not", ())]


def test_a_call_costs_what_its_tokens_cost_and_unknown_stays_unknown() -> None:
    price = Price(input=Decimal(1), output=Decimal(2), source="a test")
    [call] = calls(result(), stages=["write"], price=price)
    assert (call.stage, call.cost_usd) == ("write", Decimal("0.0012"))
    assert calls(result(), stages=[], price=None)[0].cost_usd is None
    assert calls(result(), stages=[], price=None)[0].stage == "1"


def test_a_later_stage_is_rendered_with_what_the_one_before_answered() -> None:
    stages = [
        Stage(name="plan", system="", user="Plan {{ issue.key }}"),
        Stage(name="write", system="", user="{{ draft }}"),
    ]
    given = config(stages=stages)
    found = rendered(prepared(fixture()), given, [completion("1. lock it"), completion()])
    assert [(each.stage, each.messages[-1].content) for each in found] == [
        ("plan", "Plan SHOP-1"),
        ("write", "1. lock it"),
    ]
    assert [each.stage for each in rendered(prepared(fixture()), given, [])] == ["plan"]

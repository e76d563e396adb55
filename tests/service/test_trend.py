"""A score over the runs of a suite."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.builders import AT, run_record, suite
from workbench.core.runs import RunRecord
from workbench.core.trend import ScoredRun
from workbench.service.trend import trend


def run(name: str, hours: int, **more: Any) -> RunRecord:
    given = {"planned": 4, "done": 4, "scorers": {"coverage_evidence": 2}, **more}
    return replace(run_record(suite()), id=name, started_at=AT + timedelta(hours=hours), **given)


def scored(name: str, *values: float, version: int = 2) -> ScoredRun:
    return ScoredRun(run=name, candidate="new", reference=False, version=version, values=values)


def test_runs_stand_in_their_order_with_mean_and_n() -> None:
    found = trend([scored("b", 0.2, 0.4), scored("a", 0.5, 0.7)], [run("b", 2), run("a", 1)], "coverage_evidence")
    assert [(point.run, round(point.mean.mean, 2), point.mean.n) for point in found] == [("a", 0.6, 2), ("b", 0.3, 2)]
    assert found[0].mean.low is not None


def test_a_run_that_is_not_complete_has_no_point() -> None:
    assert trend([scored("a", 0.5)], [run("a", 1, done=3)], "coverage_evidence") == ()


def test_a_number_of_another_version_than_the_run_s_is_left_out() -> None:
    assert trend([scored("a", 0.5, version=1)], [run("a", 1)], "coverage_evidence") == ()

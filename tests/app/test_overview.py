"""The overview: what is released, what could be, and what that would change."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from tests.builders import AT
from tests.cli.provider import KEYS
from tests.projects import ROOT, small_project, write_yaml
from workbench.app.components.escaped import escaped
from workbench.app.components.score_trend import alternative, figure
from workbench.core.statistics import Interval
from workbench.service.trend import Point

GATE: dict[str, Any] = {"floors": [{"score": "gherkin_valid", "at_least": 0.5}], "min_fixtures": 6}


@pytest.fixture
def gated(monkeypatch: pytest.MonkeyPatch, answered: Path, tmp_path: Path) -> Path:
    """The answered project with a gate, a baseline, and the repository's own releases."""
    project = tmp_path / "gated"
    shutil.copytree(answered, project)
    for name in ("workbench/generator/releases", "evals/evidence"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("demo", "release", "smoke", "embedded"):
        (project / "evals" / f"{name}.yaml").unlink()
    change(project, baseline="floor", gate=GATE)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    return project


def change(project: Path, **more: object) -> None:
    path = project / "evals" / "slow.yaml"
    write_yaml(path, {**yaml.safe_load(path.read_text()), **more})


def shown(app: AppTest) -> str:
    """Everything that stands on the page as text."""
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.text,
        app.caption,
        app.info,
        app.warning,
        app.error,
    )
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def opened(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_the_verdict_stands_in_words_with_cost_and_seconds(app: AppTest, gated: Path) -> None:
    page = opened(app)
    assert "#### slow may ship" in [each.value for each in page.markdown]
    assert "Suite slow, against floor: 8 issues" in shown(page)
    table = page.dataframe[0].value
    assert (list(table["candidate"]), list(table["verdict"])) == (["slow"], ["passed"])
    assert table["USD an issue"][0] == "0.00020 [0.00020, 0.00020] n=8"
    assert [(each.label, each.value) for each in page.metric][1] == ("USD an issue", "0.00020")


def test_a_failed_verdict_says_which_check_asked_for_what(app: AppTest, gated: Path) -> None:
    change(gated, gate={**GATE, "ceilings": [{"score": "cost_usd", "at_most": "0.0001"}]})
    said = shown(opened(app))
    assert "#### slow may not ship" in said
    assert "ceiling cost_usd: asked " in said


def test_what_would_change_stands_in_sentences_of_the_comparison(app: AppTest, gated: Path) -> None:
    said = shown(opened(app))
    assert "If we shipped slow" in said
    assert "Coverage evidence " in said
    assert "The cost of an issue would rise by 0.00020 USD [0.00020, 0.00020], 0 now, 0.00020 then, 8 issues." in said
    assert "A trend takes two complete runs" in said


def test_a_release_is_shown_with_who_when_why_and_its_scores(app: AppTest, gated: Path) -> None:
    page = opened(app)
    said = shown(page)
    assert "floor/v1 @ rules" in said.replace("\\", "")
    assert "On channel embedded since 25 November 2026, promoted by AI Test Studio: No prompt for the embedded" in said
    assert "0.57 to 0.68, 40 issues" in said
    assert ("Coverage evidence", "0.63") in [(each.label, each.value) for each in page.metric]


def test_evidence_that_is_gone_is_one_sentence_and_the_rest_stays(app: AppTest, gated: Path) -> None:
    shutil.rmtree(gated / "evals" / "evidence")
    page = opened(app)
    assert "cannot be read" in page.warning[0].value
    assert "slow may ship" in shown(page)


def test_a_suite_that_cannot_be_loaded_is_one_sentence(app: AppTest, gated: Path) -> None:
    change(gated, gate={})
    change(gated, gate={"floors": [{"score": "beauty", "at_least": 1}]})
    said = shown(opened(app))
    assert "slow: " in said
    assert "beauty" in said


def test_a_damaged_ledger_is_one_sentence(app: AppTest, gated: Path) -> None:
    (gated / "workbench" / "generator" / "releases" / "ledger.jsonl").write_text("{}\n")
    page = opened(app)
    assert escaped("ledger.jsonl") in page.error[0].value


def test_a_new_project_says_what_comes_next(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(small_project(tmp_path / "new", KEYS[:1])))
    page = opened(app)
    said = shown(page)
    assert "Nothing is released yet." in said
    assert "No verdict yet" in said
    assert not page.dataframe


def point(candidate: str, hours: int, mean: float) -> Point:
    return Point(
        run=f"run{hours}",
        at=AT + timedelta(hours=hours),
        candidate=candidate,
        reference=candidate == "floor",
        mean=Interval(mean=mean, low=mean - 0.1, high=mean + 0.2, n=20),
    )


def test_the_trend_is_a_line_a_candidate_with_intervals_and_the_same_in_words() -> None:
    points = [point("<b>new</b>", 1, 0.5), point("floor", 1, 0.3), point("<b>new</b>", 2, 0.6), point("floor", 2, 0.3)]
    first, second = figure(points, "coverage_evidence").data
    assert (first.name, list(first.y), second.line.dash) == ("&lt;b&gt;new&lt;/b&gt;", [0.5, 0.6], "dash")
    assert [round(each, 2) for each in first.error_y.array] == [0.2, 0.2]
    assert "from 0.50 [0.40, 0.70] to 0.60 [0.50, 0.80]" in alternative(points, "slow", "coverage_evidence")


def test_bounds_that_are_not_known_are_no_whiskers() -> None:
    one = replace(point("new", 1, 0.5), mean=Interval(mean=0.5, low=None, high=None, n=1))
    (line,) = figure([one], "coverage_evidence").data
    assert list(line.error_y.array) == [0]

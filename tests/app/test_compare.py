"""The page Compare, and what it draws."""

import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS
from tests.projects import ROOT, small_project
from workbench.app.components import cost_map, paired_dots
from workbench.app.components.plot_text import plot_text
from workbench.app.components.sides_picker import Choice
from workbench.core.pareto import Standing
from workbench.core.statistics import Interval
from workbench.service.break_down import FixturePair

PAGE = str(ROOT / "workbench" / "app" / "screens" / "compare.py")
CHOICE = Choice(baseline="old<b>", candidate="new", score="coverage")
PAIR = FixturePair(fixture="A-1", stratum="<i>bug", language="en", before=0.5, after=0.25, gain=-0.25)


@pytest.fixture(scope="module")
def decided(answered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The answered project; its suite names a baseline, and its gate takes four fixtures for enough."""
    project = tmp_path_factory.mktemp("compare") / "decided"
    shutil.copytree(answered, project)
    path = project / "evals" / "slow.yaml"
    gate = {"floors": [{"score": "gherkin_valid", "at_least": 0.1}], "min_fixtures": 4}
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), "baseline": "floor", "gate": gate}))
    return project


def opened(app: AppTest, project: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def test_the_result_is_said_in_words_above_every_score(
    app: AppTest, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, decided, monkeypatch)
    assert app.subheader[0].value.startswith("slow is worse than floor on coverage")
    _, figures, scores = (each.value for each in app.text[:3])  # the run's note comes first
    assert figures.startswith("Mean ")
    assert "n=8 fixtures, of which" in figures
    assert scores.startswith("Over 4 scores: ")
    table = app.dataframe[0].value.set_index("score")
    assert table["result"]["coverage_evidence"] == "worse"
    assert table["difference [95 %]"]["coverage_evidence"].startswith("-")
    assert set(table["n"]) == {"8"}


def test_a_loss_opens_its_case_with_both_candidates(
    app: AppTest, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, decided, monkeypatch)
    links = [each.proto for each in app.get("page_link")]
    assert links
    asked = parse_qs(links[0].query_string)
    assert set(asked["case"]) < set(KEYS)
    assert (asked["left"], asked["right"], asked["suite"]) == (["floor"], ["slow"], ["slow"])
    assert asked["run"]


def test_baseline_candidate_and_score_come_from_the_address(
    app: AppTest, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, decided, monkeypatch, baseline="slow", candidate="floor", score="tokens")
    assert app.subheader[0].value == "floor is better than slow on tokens"


def test_a_part_with_too_few_fixtures_says_so(app: AppTest, decided: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(app, decided, monkeypatch)
    strata = next(each.value for each in app.dataframe if "stratum" in each.value)
    few = strata[strata["difference [95 %]"] == "-"]
    assert len(few)
    assert all(said.startswith("too few: ") and said.endswith(" of 4 needed") for said in few["result"])


def test_eight_fixtures_decide_nothing_by_themselves(
    app: AppTest, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, answered, monkeypatch)
    assert app.subheader[0].value.startswith("Too little to tell")
    assert "8 of 8 planned fixtures are paired, 20 are needed" in app.text[1].value


def test_a_fixture_that_is_gone_is_one_sentence(
    app: AppTest, decided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "smaller"
    shutil.copytree(decided, project)
    card = project / "datasets" / "tiny" / "dataset.yaml"
    known = yaml.safe_load(card.read_text())
    del known["fixtures"]["RMB-140"]
    card.write_text(yaml.safe_dump(known))
    (project / "datasets" / "tiny" / "issues" / "RMB-140.json").unlink()
    opened(app, project, monkeypatch)
    assert len(app.error) == 1
    assert "RMB\\-140" in app.error[0].value


def test_without_a_run_the_page_says_how_to_start_one(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, small_project(tmp_path / "new", KEYS[:1]), monkeypatch)
    assert not app.subheader
    assert not app.error


def test_the_dots_stand_by_gain_and_a_name_is_never_markup() -> None:
    figure = paired_dots.figure([PAIR, replace(PAIR, fixture="B-2", after=1.0, gain=0.5)], CHOICE)
    joins, before, after = figure.data
    assert list(joins.y) == [0.5, 0.25, None, 0.5, 1.0, None]
    assert (list(before.y), list(after.y)) == ([0.5, 0.5], [0.25, 1.0])
    assert before.name == "old&lt;b&gt;"
    assert before.marker.symbol != after.marker.symbol
    assert before.customdata[0][1] == "&lt;i&gt;bug"
    assert list(figure.layout.xaxis.ticktext) == ["A-1", "B-2"]


def test_a_text_is_no_template_and_no_formula_of_a_chart() -> None:
    assert plot_text("<a href='x'> & %{y} $x$") == "&lt;a href='x'&gt; &amp; %&#123;y} &#36;x&#36;"


def test_the_map_says_the_place_of_each_in_words() -> None:
    at = Interval(mean=0.5, low=0.4, high=0.6, n=20)
    given = [
        Standing(candidate="cheap", quality=at, cost=at, place="front"),
        Standing(candidate="dear", quality=at, cost=at, place="dominated", dominated_by=("cheap",)),
        Standing(candidate="dark", quality=at, cost=None, place="unknown"),
    ]
    figure = cost_map.figure(given, "cheap", "coverage")
    assert [each.name for each in figure.data] == ["cheap (picked)", "dear (dominated)"]
    assert figure.data[0].error_y.array[0] == pytest.approx(0.1)
    assert figure.data[0].marker.symbol != figure.data[1].marker.symbol

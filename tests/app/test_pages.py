"""Every page, run by Streamlit itself on a real store."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS
from tests.projects import small_project
from workbench.app.components.escaped import escaped


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, answered: Path) -> Path:
    monkeypatch.setenv("WORKBENCH_ROOT", str(answered))
    return answered


def on_page(app: AppTest, name: str) -> None:
    app.run()
    app.switch_page(f"screens/{name}.py").run()


def test_the_leaderboard_shows_each_candidate_with_interval_and_n(app: AppTest, on: Path) -> None:
    on_page(app, "leaderboard")
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table["rank"]) == ["1", "floor"]
    assert list(table["candidate"]) == ["slow", "floor"]
    assert list(table.columns) == ["rank", "candidate", "coverage_evidence", "outcomes"]
    assert table["outcomes"][0] == "8 ok"


def test_every_other_score_has_a_row_beside_all_candidates(app: AppTest, on: Path) -> None:
    on_page(app, "leaderboard")
    table = app.dataframe[1].value
    assert list(table.columns) == ["score", "slow", "floor"]
    assert list(table["score"]) == ["gherkin_valid", "tokens", "cost_usd"]
    assert list(table["slow"][:2]) == ["1.00 [0.68, 1.00] n=8", "150 [150, 150] n=8"]


def test_the_leaderboard_draws_quality_against_cost(app: AppTest, on: Path) -> None:
    on_page(app, "leaderboard")
    assert app.segmented_control[0].value == "cost_usd"
    assert len(app.get("plotly_chart")) == 1
    app.segmented_control[0].set_value("tokens").run()
    assert not app.exception
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert [trace["name"] for trace in figure["data"]] == ["slow"]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Tokens for an issue's tests"
    assert figure["layout"]["annotations"][0]["text"] == "floor"


def test_without_a_run_every_page_says_how_to_start_one(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(small_project(tmp_path / "new", KEYS[:1])))
    for name in ("leaderboard", "compare", "case", "release"):
        on_page(app, name)
        assert not app.exception
        assert [each.value for each in app.code] == ["workbench demo"]


def test_a_damaged_store_is_one_sentence(
    app: AppTest, on: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "damaged"
    shutil.copytree(on, project)
    (project / ".workbench" / "workbench.duckdb").write_bytes(b"no database" * 1_000)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert escaped("workbench.duckdb") in app.error[0].value

"""The page of runs: start, watch, look back, import."""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS
from tests.projects import small_project, write_yaml
from workbench.bootstrap import open_workbench
from workbench.bootstrap.exporting import export_run
from workbench.bootstrap.jobs import jobs


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch, answered: Path, tmp_path: Path) -> Path:
    """The answered project, to be changed."""
    project = tmp_path / "mine"
    shutil.copytree(answered, project)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    return project


def opened(app: AppTest, *, name: str = "", **address: str) -> AppTest:
    for key, value in address.items():
        app.query_params[key] = value
    if name:
        app.session_state["actor"] = name  # as typed in the sidebar
    app.run()
    app.switch_page("screens/runs.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    kinds = (
        app.subheader,
        app.markdown,
        app.text,
        app.caption,
        app.info,
        app.warning,
        app.error,
        app.success,
        app.code,
    )
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


def test_the_button_is_live_once_it_is_told_what_the_run_takes_and_who_starts_it(app: AppTest, mine: Path) -> None:
    page = opened(app, suite="slow")
    assert "Nothing to ask: all 16 cells are known." in said(page)
    assert "That rests on how much issues differed" in said(page)
    assert button(page, "Start").disabled
    assert "Type your name in the sidebar first" in said(page)
    page.session_state["actor"] = "Ada"
    page.run()
    assert not button(page, "Start").disabled


def test_a_dear_run_asks_for_a_tick(app: AppTest, mine: Path) -> None:
    models = mine / "evals" / "models.yaml"
    content = yaml.safe_load(models.read_text())
    content["models"][1]["price"]["input"] = "100000"
    write_yaml(models, content)
    page = opened(app, name="Ada", suite="slow")
    page.checkbox[0].check().run()
    assert button(page, "Start").disabled
    assert "Tick that it may cost as much, or give a smaller budget." in said(page)
    assert page.checkbox[2].label.startswith("Yes, it may cost up to ")
    page.checkbox[2].check().run()
    assert not button(page, "Start").disabled


def test_a_filter_that_leaves_nothing_is_one_sentence(app: AppTest, mine: Path) -> None:
    page = opened(app, name="Ada", suite="slow")
    next(each for each in page.text_input if each.label == "Only issues or stratum").set_value("NONE").run()
    assert "no fixture" in page.error[0].value.replace("\\", "")
    assert button(page, "Start").disabled


def test_a_started_run_goes_on_by_itself_and_its_end_is_told(app: AppTest, mine: Path) -> None:
    page = opened(app, name="Ada", suite="slow")
    next(each for each in page.text_input if each.label == "Note").set_value("from the page").run()
    button(page, "Start").click().run()
    assert not page.exception
    workbench = open_workbench(mine)
    deadline = time.monotonic() + 90
    while jobs(workbench)[0].end == "going on" and time.monotonic() < deadline:
        time.sleep(0.1)
    (ended,) = jobs(workbench)
    assert (ended.end, ended.job.actor) == ("ended", "Ada")
    workbench.store.ingest()
    assert [run.note for run in workbench.store.runs()] == ["from the page", "for the pages"]
    page.run()
    assert any(each.label.endswith("ended") for each in page.expander)


def test_a_run_whose_process_is_gone_is_said_with_what_to_do(app: AppTest, mine: Path) -> None:
    job = {
        "id": "20261125-120000-aaaaaa",
        "pid": os.getpid(),
        "born": "1@another",
        "suite": "slow",
        "arguments": ["run"],
    }
    (mine / ".workbench" / "jobs").mkdir()
    (mine / ".workbench" / "jobs" / "20261125-120000-aaaaaa.json").write_text(
        json.dumps({**job, "actor": "Ada", "started_at": "2026-11-25T12:00:00Z"})
    )
    assert "Its process is gone and said nothing at its end" in said(opened(app))


def test_the_history_shows_a_run_with_its_cells_and_what_it_paid(app: AppTest, mine: Path) -> None:
    page = opened(app, view="History")
    table = page.dataframe[0].value
    assert (list(table["suite"]), list(table["state"]), list(table["note"])) == (
        ["slow"],
        ["complete"],
        ["for the pages"],
    )
    assert "This run paid 0.0016 USD for 8 calls." in said(page)
    assert list(page.dataframe[1].value["done"]) == [8, 8]
    assert "No cell failed." in said(page)
    next(each for each in page.text_input if each.label == "Note, name or run").set_value("nothing like it").run()
    assert "No run fits these filters; take one away." in said(page)


def test_a_run_from_elsewhere_is_imported(
    app: AppTest, answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = open_workbench(answered)
    export_run(there, there.store.runs()[0].id, tmp_path / "exported")
    monkeypatch.setenv("WORKBENCH_ROOT", str(small_project(tmp_path / "here", KEYS[:1])))
    page = opened(app, name="Ada", view="Import")
    folder = next(each for each in page.text_input if each.label == "Folder on this machine")
    folder.set_value(str(tmp_path / "exported"))
    button(page, "Import the folder").click().run()
    assert "of suite slow is here" in page.success[0].value.replace("\\", "")


def test_a_folder_that_holds_no_run_is_one_sentence(app: AppTest, mine: Path, tmp_path: Path) -> None:
    page = opened(app, name="Ada", view="Import")
    next(each for each in page.text_input if each.label == "Folder on this machine").set_value(str(tmp_path))
    button(page, "Import the folder").click().run()
    assert len(page.error) == 1


def test_a_new_project_has_no_run_and_says_how_to_start_one(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "new", KEYS[:1])
    for path in (project / "evals").glob("*.yaml"):
        path.unlink()
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    assert "There is no suite yet." in said(opened(app))
    app.query_params["view"] = "History"
    assert "No runs yet." in said(app.run())

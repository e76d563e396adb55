"""The page of runs: start, watch, look back, import."""

import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from tests.cli.provider import KEYS
from tests.fakes import NeverAnswers
from tests.projects import small_project, write_yaml
from workbench.bootstrap import limited, open_workbench
from workbench.bootstrap.exporting import export_run
from workbench.bootstrap.jobs import jobs
from workbench.core.spending import Terms


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
    assert "Tick that it may cost as much, or start it with a smaller budget." in said(page)
    assert page.checkbox[2].label.startswith("Yes, it may cost up to ")
    page.checkbox[2].check().run()
    assert not button(page, "Start").disabled


def left_unfinished(project: Path, **price: Any) -> str:
    """Begin a run of one issue whose model fails, give that model a price or none, and return the run's id."""
    models = project / "evals" / "models.yaml"
    content = yaml.safe_load(models.read_text())
    content["models"][1].pop("price")
    content["models"][1] |= price
    write_yaml(models, content)
    workbench = replace(open_workbench(project), connect=lambda spec: NeverAnswers(spec, "bad_request"))
    run = workbench.run(
        limited(workbench.catalog.suite("slow"), limit=1, only=None),
        terms=Terms(),
        fresh=True,
        allow_unpriced=True,
        begin=lambda *_: None,
        tell=lambda _: None,
    )
    assert not run.complete
    return run.id


def test_a_dear_run_is_gone_on_with_only_after_a_tick(app: AppTest, mine: Path) -> None:
    run = left_unfinished(mine, price={"input": "100000", "output": "2", "as_of": "2026-11-01"})
    page = opened(app, name="Ada", view="History", run=run)
    assert "To go on: 2 cells: 0 known, 2 to do" in said(page)
    assert button(page, "Resume").disabled
    assert "Tick that it may cost as much" in said(page)
    (box,) = page.checkbox
    assert box.label.startswith("Yes, it may cost up to ")
    box.check().run()
    assert not button(page, "Resume").disabled


def test_going_on_keeps_the_leave_to_ask_models_without_a_price_and_shows_it(app: AppTest, mine: Path) -> None:
    page = opened(app, name="Ada", view="History", run=left_unfinished(mine))
    (box,) = page.checkbox
    assert (box.label, box.value) == ("Ask models without a price too", True)
    assert not button(page, "Resume").disabled
    box.uncheck().run()
    assert button(page, "Resume").disabled
    assert "Nothing can hold the cost of a model without a price" in said(page)


def test_a_run_whose_suite_is_gone_cannot_be_gone_on_with_and_says_so(app: AppTest, mine: Path) -> None:
    run = left_unfinished(mine)
    (mine / "evals" / "slow.yaml").unlink()
    page = opened(app, name="Ada", view="History", run=run)
    assert "It cannot go on here: no suite 'slow'" in said(page).replace("\\", "")
    assert all(each.label != "Resume" for each in page.button)


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


def job_of_this_process(project: Path, *, born: str) -> None:
    folder, name = project / ".workbench" / "jobs", "20261125-120000-aaaaaa"
    job = {"id": name, "pid": os.getpid(), "born": born, "suite": "slow", "arguments": ["run"]}
    folder.mkdir()
    (folder / f"{name}.json").write_text(json.dumps({**job, "actor": "Ada", "started_at": "2026-11-25T12:00:00Z"}))
    (folder / f"{name}.log").write_text("Run 20261125-120001-bbbbbb\n")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Linux tells here when a process began")
def test_what_a_running_job_cannot_tell_just_now_is_one_sentence_and_no_error(app: AppTest, mine: Path) -> None:
    began = Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    job_of_this_process(mine, born=f"{began}@{boot}")
    (mine / ".workbench" / "workbench.duckdb").write_bytes(b"no database" * 1_000)
    page = opened(app, view="Import")
    assert "Started by Ada" in said(page)
    assert "Not readable just now: " in said(page)
    assert not page.error
    assert any(each.label == "Import the folder" for each in page.button)


def test_a_run_whose_process_is_gone_is_said_with_what_to_do(app: AppTest, mine: Path) -> None:
    job_of_this_process(mine, born="1@another")
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
    page = opened(app, view="Import")
    folder = next(each for each in page.text_input if each.label == "Folder on this machine")
    folder.set_value(str(tmp_path / "exported"))
    button(page, "Import the folder").click().run()
    assert "of suite slow is here" in page.success[0].value.replace("\\", "")


def test_a_folder_that_holds_no_run_is_one_sentence(app: AppTest, mine: Path, tmp_path: Path) -> None:
    page = opened(app, view="Import")
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

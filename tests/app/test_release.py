"""The page Release: the gate, the form, the ledger."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.release_project import releases_of, shippable
from tests.cli.provider import KEYS
from tests.projects import ROOT, small_project
from tests.releasing import history
from workbench.generator.prompt.release import ledger

PAGE = str(ROOT / "workbench" / "app" / "screens" / "release.py")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shippable(tmp_path_factory.mktemp("release") / "shop")


@pytest.fixture
def shop(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(made, folder)
    monkeypatch.delenv("WORKBENCH_RELEASES", raising=False)
    monkeypatch.setenv("WORKBENCH_ROOT", str(folder))
    return folder


def opened(app: AppTest, *, name: str | None = "Ann", candidate: str = "floor") -> AppTest:
    app.run()
    if name:
        app.sidebar.text_input[0].set_value(name).run()
    app.switch_page(PAGE).run()
    assert not app.exception
    boxes = [each for each in app.selectbox if each.label == "Candidate"]
    if boxes and boxes[0].value != candidate:
        boxes[0].set_value(candidate).run()
    return app


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


def typed(app: AppTest, label: str, value: str, *, at: int = 0) -> None:
    [each for each in app.main.text_input if each.label == label][at].set_value(value)


def test_the_gate_is_shown_check_by_check_in_words(app: AppTest, shop: Path) -> None:
    opened(app, candidate="broken")
    assert app.subheader[0].value == "broken may not ship"
    assert any(each.value.startswith("unusable answers failed: asked at most 10 %") for each in app.text)
    table = app.dataframe[0].value.set_index("check")
    assert table["decision"]["unusable answers"] == "✗ failed"
    assert table["found"]["rows"] == "6 of 6"


def test_who_has_no_name_cannot_promote_and_is_told_so(app: AppTest, shop: Path) -> None:
    opened(app, name=None)
    assert button(app, "Promote").disabled
    assert any("Type your name in the sidebar" in each.value for each in app.caption)


def test_a_refusal_is_listed_whole_and_nothing_is_written(app: AppTest, shop: Path) -> None:
    opened(app, candidate="broken")
    typed(app, "Why", "Try it.")
    button(app, "Promote").click().run()
    said = next(each.value for each in app.text if each.value.startswith("- "))
    assert "the verdict on 'broken' is failed" in said
    assert not releases_of(shop).exists()


def test_a_reason_is_wanted_and_its_absence_is_a_sentence_by_the_button(app: AppTest, shop: Path) -> None:
    opened(app)
    button(app, "Promote").click().run()
    assert len(app.error) == 1
    assert "reason" in app.error[0].value
    assert not releases_of(shop).exists()


def test_a_promotion_names_the_files_stands_in_the_ledger_and_verifies(app: AppTest, shop: Path) -> None:
    opened(app)
    typed(app, "Why", "It is no worse.")
    button(app, "Promote").click().run()
    assert not app.error
    files = app.code[0].value.splitlines()
    assert all((shop / name).exists() for name in files)
    assert files[1:3] == [f"workbench/generator/releases/{name}" for name in ("ledger.jsonl", "head.json")]
    table = next(each.value for each in app.dataframe if "in use" in each.value)
    assert table[["channel", "in use", "who", "why"]].values.tolist() == [["embedded", "yes", "Ann", "It is no worse."]]
    button(app, "Verify").click().run()
    assert not app.error, [each.value for each in app.text]
    assert app.success[-1].value == "All is as it was written. Lines: 1; promotions decided once more: 1."


def test_the_ledger_is_shown_newest_first_with_what_changed(app: AppTest, shop: Path) -> None:
    history(releases_of(shop), shop / "evals" / "evidence")
    opened(app)
    table = next(each.value for each in app.dataframe if "in use" in each.value)
    assert list(table["line"]) == ["6", "5", "4", "3", "2", "1"]
    assert list(table["in use"]) == ["yes", "no", "no", "no", "yes", "no"]
    changed = app.code[-1].value
    assert '-user: "second: {{ issue.summary }}"' in changed
    assert '+user: "first: {{ issue.summary }}"' in changed


def test_a_channel_goes_back_to_what_it_used_before(app: AppTest, shop: Path) -> None:
    before = history(releases_of(shop), shop / "evals" / "evidence")
    opened(app, name="Bo")
    typed(app, "Why", "Complaints.", at=1)
    button(app, "Roll back").click().run()
    assert not app.error
    *same, last = ledger(folder=releases_of(shop))
    assert tuple(same) == before
    assert (last.kind, last.actor, last.channel, last.release) == ("rollback", "Bo", "embedded", before[2].release)


def test_a_damaged_ledger_is_one_sentence_beside_the_verdict(app: AppTest, shop: Path) -> None:
    history(releases_of(shop), shop / "evals" / "evidence")
    path = releases_of(shop) / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Complaints", b"compliments", 1))
    opened(app)
    assert any("ledger" in each.value for each in app.error)


def test_without_runs_and_releases_the_page_says_what_comes_next(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_RELEASES", raising=False)
    monkeypatch.setenv("WORKBENCH_ROOT", str(small_project(tmp_path / "new", KEYS[:1])))
    opened(app)
    assert not app.error
    assert any(each.value.startswith("Nothing is released yet") for each in app.info)


def test_a_suite_without_a_gate_is_said(app: AppTest, answered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ROOT", str(answered))
    opened(app)
    assert any("has no gate" in each.value for each in app.info)

"""Runs carried from one machine to another by the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import call
from tests.stores import RUN, filled


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    filled(folder, letters=50)
    return folder


@pytest.fixture
def root(filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that has no suite, with a run of one."""
    for name in ("evals", "prompts"):
        (tmp_path / name).mkdir()
    shutil.copytree(filled_home, tmp_path / ".workbench")
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return tmp_path


def seen(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """Return what the commands that show runs say."""
    return [
        (code, json.loads(out))
        for code, out, _ in (
            call(capsys, *given, "--json") for given in (["runs"], ["show", RUN.id], ["leaderboard", "small"])
        )
    ]


def test_a_run_of_another_machine_looks_the_same_here(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = seen(capsys)
    assert call(capsys, "export", RUN.id[:12], "--to", str(root / "run")) == (
        0, f"Run {RUN.id} of small: 245 rows in 11 tables, in {root / 'run'}.\n", "",
    )  # fmt: skip
    monkeypatch.setenv("WORKBENCH_HOME", str(root / "other"))
    said = f"Run {RUN.id} of small: 40/40 cells, 245 new rows.\nLook at it with: workbench show {RUN.id}\n"
    assert call(capsys, "import", str(root / "run")) == (0, said, "")
    assert seen(capsys) == there
    assert call(capsys, "import", str(root / "run")) == (0, f"Run {RUN.id} of small is here already.\n", "")
    assert seen(capsys) == there


def test_scripts_get_the_manifest_and_the_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "export", RUN.id, "--to", str(root / "run"), "--json")
    assert (code, json.loads(out)) == (0, json.loads((root / "run" / "manifest.json").read_text()))
    assert json.loads(out)["files"]["cells"]["rows"] == 40
    code, out, _ = call(capsys, "import", str(root / "run"), "--json")
    found = json.loads(out)
    assert (code, found["run"]["id"], found["run"]["complete"], set(found["new"].values())) == (0, RUN.id, True, {0})


def test_what_cannot_be_exported_or_imported_is_one_sentence_and_exit_code_2(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given, said in (
        (["export", "1999", "--to", str(root / "run")], "no run with an id that begins with '1999'"),
        (["export", RUN.id, "--to", str(root / "evals" / "..")], "is there already; name a new folder"),
        (["import", str(root / "nothing")], "manifest.json: cannot be read (No such file or directory)"),
        (["import", str(root / "evals")], "manifest.json: cannot be read (No such file or directory)"),
    ):
        code, out, err = call(capsys, *given)
        assert (code, out, err.count("\n"), said in err) == (2, "", 1, True), err
    assert not (root / "run").exists()

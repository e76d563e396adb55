"""Which commit a folder is at, and whether it holds what is in no commit."""

import subprocess
from pathlib import Path

import pytest

from workbench.adapters.work_tree import WorkTree, work_tree

_WHO = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(["git", "-C", str(folder), *_WHO, *arguments], check=True, capture_output=True, text=True)
    return ended.stdout.strip()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A clean work tree with a project in a folder of it."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.md").write_text("a")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    return project


def look(folder: Path) -> WorkTree:
    return work_tree(folder, apart=".workbench")


def test_a_clean_tree_has_its_commit(tree: Path) -> None:
    assert look(tree) == WorkTree(commit=git(tree, "rev-parse", "HEAD"), dirty=False)


def test_the_workbenchs_own_data_do_not_count(tree: Path) -> None:
    (tree / ".workbench" / "spool").mkdir(parents=True)
    (tree / ".workbench" / "spool" / "run.jsonl").write_text("")
    assert look(tree).dirty is False


@pytest.mark.parametrize("name", ["project/a.md", "project/new.md", "beside.py"])
def test_a_changed_or_a_new_file_anywhere_in_the_tree_makes_it_dirty(tree: Path, name: str) -> None:
    (tree.parent / name).write_text("b")
    assert look(tree) == WorkTree(commit=git(tree, "rev-parse", "HEAD"), dirty=True)


def test_before_the_first_commit_there_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert look(tmp_path).commit is None


def test_without_a_work_tree_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert look(tmp_path) == WorkTree(commit=None, dirty=None)


def test_without_git_nothing_is_known(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert look(tree) == WorkTree(commit=None, dirty=None)


def test_a_repository_that_a_hook_names_is_not_the_folders_own(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tree / "nowhere"))
    assert look(tree).dirty is False

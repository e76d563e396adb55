"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.cli.provider import KEYS
from tests.projects import small_project


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in which no table breaks a line."""
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a dataset of eight fixtures, which commands work in."""
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path / "small"))
    for name in ("WORKBENCH_HOME", "OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return small_project(tmp_path / "small", KEYS)

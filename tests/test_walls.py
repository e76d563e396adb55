"""Each wall falls when it is pushed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A wall, and what is pushed against it at once: a file and an import. Each must be named.
PUSHES: dict[str, dict[str, str]] = {
    "1 Floors: imports run down only": {
        "core/records.py": "import workbench.service.plan",
        "generator/records/incoming.py": "import workbench.core.errors",
        "cli/output.py": "import workbench.app",
    },
    "2 Production stands alone": {
        "generator/generate.py": "import duckdb",
        "generator/models/openai.py": "def late() -> None:\n    import typer",
    },
    "3 Adapters know nothing of each other": {
        "adapters/spool.py": "import workbench.adapters.executors",
        "adapters/catalog/forms.py": "import workbench.adapters.duckdb_store.tables",
    },
    "3 Only bootstrap imports adapters": {"cli/boards.py": "import workbench.adapters.prices"},
    "4 Core, scorers and services have no way out": {
        "service/plan.py": "import yaml",
        "scorers/cases.py": "import duckdb",
        "core/statistics.py": "import httpx2",
    },
    "5 Pages are thin": {
        "app/screens/pushed.py": "import pandas",
        "app/screens/again.py": "import workbench.core.statistics",
    },
    "6 Inside production": {
        "generator/output/read.py": "import workbench.generator.prompt.render",
        "generator/records/made.py": "import workbench.generator.generate",
    },
    "No circle": {"generator/output/unwrap.py": "import workbench.generator.output.read"},
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and the contracts, away from the repository."""
    shutil.copytree(ROOT / "workbench", tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    """Run import-linter on a folder's own code: the working folder goes before what is installed."""
    call = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    ended = subprocess.run([sys.executable, "-c", call], cwd=folder, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_the_walls_stand(copy: Path) -> None:
    code, said = lint(copy)
    assert (code, "0 broken" in said) == (0, True), said


def push(folder: Path, file: str, text: str) -> str:
    """Put a line at the end of a file, which may be new, and return the module's name."""
    path = folder / "workbench" / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return f"workbench.{file.removesuffix('.py').replace('/', '.')}"


@pytest.mark.parametrize(("wall", "pushes"), PUSHES.items(), ids=PUSHES)
def test_a_wall_falls_when_it_is_pushed(copy: Path, wall: str, pushes: dict[str, str]) -> None:
    modules = [push(copy, file, text) for file, text in pushes.items()]
    code, said = lint(copy)
    assert (code, f"{wall} BROKEN" in said) == (1, True), said
    named = said.partition("Broken contracts")[2]
    assert [module for module in modules if module.rpartition(".")[2] not in named] == []


def test_a_new_room_is_a_decision(copy: Path) -> None:
    push(copy, "new_room/__init__.py", "")
    push(copy, "generator/new_room.py", "")
    code, said = lint(copy)
    assert (code, "1 Floors: imports run down only BROKEN" in said, "6 Inside production BROKEN" in said) == (
        1, True, True,
    )  # fmt: skip


def test_every_wall_is_pushed() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = text.split("[[tool.importlinter.contracts]]")[1:]
    assert {block.split('name = "')[1].split('"')[0] for block in contracts} == set(PUSHES)


def test_every_folder_of_code_can_be_seen_by_the_linter() -> None:
    folders = {path.parent for top in ("workbench", "tests") for path in (ROOT / top).rglob("*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []

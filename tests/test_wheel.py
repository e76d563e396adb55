"""The wheel without extras, in an environment that holds nothing else: what production installs."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench.generator.output.gherkin import faults

ROOT = Path(__file__).parents[1]
ISSUE = ROOT / "datasets" / "studio" / "issues" / "RMB-140.json"
ABSENT = ("deepeval", "duckdb", "pandas", "plotly", "streamlit", "typer", "xllamacpp")


def uv(*arguments: str) -> None:
    command = os.environ.get("UV") or shutil.which("uv")
    assert command, "uv is not on the path; start the tests with `uv run pytest`"
    subprocess.run([command, *arguments], check=True, capture_output=True, cwd=ROOT)


def said(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, cwd="/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--quiet", "--wheel", "--out-dir", str(folder))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment") / "base"
    uv("venv", "--quiet", "--python", sys.executable, str(folder))
    uv("pip", "install", "--quiet", "--python", str(folder / "bin" / "python"), str(wheel))
    return folder / "bin"


def test_the_wheel_holds_the_defaults_and_the_schema_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"workbench/generator/releases/ledger.jsonl", "workbench/generator/releases/head.json"} <= set(names)
    assert "workbench/generator/defaults/embedded.json" in names
    assert "workbench/adapters/schema/001_first.sql" in names
    assert not [name for name in names if name.startswith(("tests/", "datasets/", "evals/", "prompts/"))]


def test_production_runs_with_nothing_of_the_workbench_installed(environment: Path) -> None:
    absent = said(
        environment / "python", "-c", f"import importlib.util as i; print([n for n in {ABSENT} if i.find_spec(n)])"
    )
    assert absent.stdout.strip() == "[]"
    made = said(environment / "python", "-m", "workbench.generator", ISSUE, "--model", "rules")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("@RMB-140\nFeature: ")
    assert made.stdout.count("Scenario: ") == 4
    assert not faults(made.stdout)


def test_the_workbench_command_then_names_the_extra_that_it_needs(environment: Path) -> None:
    asked = said(environment / "workbench", "demo")
    assert asked.returncode == 2
    assert asked.stdout == ""
    assert "[bench]" in asked.stderr
    assert len(asked.stderr.strip().splitlines()) == 1


def test_the_embedded_model_then_names_the_extra_that_it_needs(environment: Path) -> None:
    model = "local/smollm2-135m-instruct"
    asked = said(environment / "python", "-m", "workbench.generator", ISSUE, "--model", model)
    assert asked.returncode == 2
    assert "[local]" in asked.stderr
    assert len(asked.stderr.strip().splitlines()) == 1


def test_what_is_released_is_asked_where_no_model_is_named(environment: Path) -> None:
    asked = said(environment / "python", "-m", "workbench.generator", ISSUE)
    assert (asked.returncode, asked.stderr) == (0, "note: asked is channel 'embedded': floor/v1 @ rules\n")

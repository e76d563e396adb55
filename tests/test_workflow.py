"""The gate in CI: what the workflow and its page name is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from workbench.bootstrap.shelf import EVIDENCE, RELEASES
from workbench.cli.commands import app

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "eval-gate.yml"
PAGE = ROOT / "docs" / "ci.md"
CALL = re.compile(r"workbench (?P<command>[a-z]+)(?P<rest>[^\n`|)]*)")


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), yaml.BaseLoader)
    return content


def test_it_runs_where_something_changes_that_a_verdict_rests_on(workflow: dict[str, Any]) -> None:
    paths = workflow["on"]["pull_request"]["paths"]
    assert paths == ["prompts/**", "evals/**", "datasets/**", f"{RELEASES}/**"]
    assert all((ROOT / path.removesuffix("/**")).parent.is_dir() for path in paths)
    assert EVIDENCE.startswith("evals/")


def test_what_runs_code_of_the_pull_request_may_write_nothing(workflow: dict[str, Any]) -> None:
    gate, comment = workflow["jobs"]["gate"], workflow["jobs"]["comment"]
    assert (workflow["permissions"], "permissions" in gate) == ({"contents": "read"}, False)
    assert comment["permissions"] == {"pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in comment["if"]
    assert not any(
        "checkout" in step.get("uses", "") or "workbench" in step.get("run", "") for step in comment["steps"]
    )


def test_nothing_that_a_stranger_names_becomes_part_of_a_command(workflow: dict[str, Any]) -> None:
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert len(commands) == 5
    assert not any("${{" in command for command in commands)


@pytest.mark.parametrize("path", [WORKFLOW, PAGE])
def test_every_command_and_option_that_is_named_exists(path: Path) -> None:
    text = re.sub(r"(?<=\S)\n(?=--)", " ", path.read_text(encoding="utf-8"))
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    called = [match for match in CALL.finditer(text) if not match["rest"].startswith("/")]
    assert {"gate", "verify", "export"} <= {match["command"] for match in called}
    for match in called:
        options = {option for each in known[match["command"]].params for option in each.opts}
        assert set(re.findall(r"--[a-z-]+", match["rest"])) <= options, match.group()


def test_the_suite_that_is_named_can_pass_its_gate(catalog: Any) -> None:
    suite = catalog.suite(str(ROOT / "evals" / "smoke.yaml"))
    assert (suite.gate.min_fixtures, suite.warnings, suite.gate.relative) == (len(suite.fixtures), (), False)


def test_every_byte_of_a_release_is_kept_whatever_the_machine() -> None:
    kept = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {f"{RELEASES}/* -text", f"{EVIDENCE}/** -text"} <= set(kept)

"""A project under version control with a suite that can ship and one run of it, without a model."""

import subprocess
from pathlib import Path

import yaml

from tests.cli.provider import KEYS
from tests.projects import ship_suite, small_project
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms


def shippable(folder: Path, *, another: bool = False, **files: str) -> Path:
    """Make the project; `floor` passes its gate, `broken` fails it.

    `another` adds one that passes too, so that there is something to roll back; `files` are further ones by their path.
    """
    small_project(folder, KEYS[:3])
    prompts = folder / "prompts" / "floor"
    floor = (prompts / "v1.md").read_text(encoding="utf-8")
    (prompts / "v2.md").write_text(floor.replace("output: gherkin", "output: test_suite_json"), encoding="utf-8")
    (prompts / "v3.md").write_text(floor.replace("trace_tags: true", "trace_tags: false"), encoding="utf-8")
    suite = ship_suite("floor", broken="floor/v2", **({"untagged": "floor/v3"} if another else {}))
    (folder / "evals" / "ship.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".gitignore").write_text(".workbench/\n", encoding="utf-8")
    _git(folder, "init", "--quiet")
    _git(folder, "add", "-A")
    _git(folder, "commit", "--quiet", "-m", "a state")
    workbench = open_workbench(folder)
    run = workbench.run(workbench.catalog.suite("ship"), terms=Terms(), begin=lambda *_: None, tell=lambda _: None)
    assert run.complete
    return folder


def releases_of(project: Path) -> Path:
    """Return where the project's ledger is."""
    return project / "workbench" / "generator" / "releases"


def _git(folder: Path, *arguments: str) -> None:
    own = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *own, *arguments], check=True, capture_output=True)

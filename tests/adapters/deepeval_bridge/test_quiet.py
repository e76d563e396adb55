"""What deepeval does behind one's back, and does not do here; each in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.projects import small_project, write_yaml

ROOT = Path(__file__).parents[3]
HOSTILE = {
    "CONFIDENT_API_KEY": "a-key",
    "DEEPEVAL_RESULTS_FOLDER": "results",
    "DEEPEVAL_TELEMETRY_OPT_OUT": "NO",
    "DEEPEVAL_UPDATE_WARNING_OPT_IN": "1",
    "DEEPEVAL_EVAL_MODE": "system_one",
    "DEEPEVAL_VERBOSE_MODE": "1",
}
LISTEN = """
import json, os, sys
calls = []
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
sys.addaudithook(lambda event, args: calls.append(event) if event in NETWORK else None)
def tell(**more):
    told = {"calls": calls, "env": sorted(os.environ), "deepeval": "deepeval" in sys.modules, **more}
    with open(os.environ["TELL"], "w") as file:
        json.dump(told, file)
"""
BRIDGE = """
from tests.adapters.deepeval_bridge.test_forms import line
from tests.adapters.deepeval_bridge.test_bridge import ANSWERED, GOOD, judged, known, scripted
from tests.builders import scenarios
from workbench.adapters.deepeval_bridge import as_metric
value = judged(line(), scripted(GOOD)).value
os.write(1, b"--")
from deepeval import assert_test, evaluate
from deepeval.evaluate.configs import AsyncConfig, DisplayConfig
def metrics(tests, most):
    generations, case = known(tests)
    names = {"gherkin_valid": 0.5, "duplicates": most, "entities": 0.5}
    return case, [as_metric(name, generations, threshold=threshold) for name, threshold in names.items()]
case, asked = metrics(scenarios("Then a", "Then a"), 0.6)
assert_test(case, asked)
assert_test(case, asked, run_async=False)
case, asked = metrics(scenarios("Then a", "Then a"), 0.4)
try:
    assert_test(case, asked)
    failed = ""
except AssertionError as error:
    failed = str(error)
seen = []
for run_async in (True, False):
    done = evaluate([case], asked, async_config=AsyncConfig(run_async=run_async),
                    display_config=DisplayConfig(print_results=False, show_indicator=False))
    seen.append([[each.name, each.score, each.success] for each in done.test_results[0].metrics_data])
tell(value=value, failed=failed, seen=seen)
"""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a process ended, what it told, and which files it left."""

    code: int
    out: str
    err: str
    told: dict[str, Any]
    new: list[str]


def child(folder: Path, *command: str, **env: str) -> Ended:
    """Run Python in an empty working folder and home that hold deepeval's own `.env` and key file."""
    home, work = folder / "home", folder / "work"
    home.mkdir()
    (work / ".deepeval").mkdir(parents=True)
    (work / ".env").write_text("LEAKED=1\nOPENAI_API_KEY=leaked\n", encoding="utf-8")
    (work / ".deepeval" / ".deepeval").write_text('{"confident_api_key": "k"}', encoding="utf-8")
    before = listing(home, work)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    given = {"HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TELL": str(folder / "told")}
    ended = subprocess.run(
        [sys.executable, *command], cwd=work, env={**kept, **given, **env}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    told = json.loads((folder / "told").read_text("utf-8")) if (folder / "told").exists() else {}
    return Ended(
        code=ended.returncode, out=ended.stdout, err=ended.stderr, told=told, new=sorted(listing(home, work) - before)
    )


def listing(*folders: Path) -> set[str]:
    return {str(path) for folder in folders for path in folder.rglob("*")}


def test_deepeval_sends_writes_reads_and_prints_nothing_and_takes_our_scores(tmp_path: Path) -> None:
    ended = child(tmp_path, "-W", "error", "-c", LISTEN + BRIDGE, **HOSTILE)
    assert (ended.code, ended.new) == (0, []), ended.err
    assert ended.out.partition("--")[0] == ""
    assert (ended.told["calls"], ended.told["value"], ended.told["deepeval"]) == ([], 0.7, True)
    assert {"LEAKED", "OPENAI_API_KEY", "CONFIDENT_API_KEY", "DEEPEVAL_RESULTS_FOLDER"} & set(
        ended.told["env"]
    ) == set()
    ours = [["gherkin_valid", 1.0, True], ["duplicates", 0.5, False]]
    assert ended.told["seen"] == [
        ours,
        [*ours, ["entities", None, None]],
    ]  # what does not apply: left out, or no number
    assert ended.told["failed"].startswith("Metrics: duplicates (score: 0.5, threshold: 0.4")


RULES = {
    "dataset": "tiny",
    "candidates": [{"name": "floor", "prompt": "floor/v1", "model": "rules"}],
    "scorers": ["gherkin_valid", "gherkin_quality", "cost_usd"],
    "primary": "gherkin_valid",
}
RUN = """
import workbench.bootstrap
from workbench.cli import main
sys.argv = ["workbench", "run", "rules", "--json"]
try:
    main()
finally:
    tell()
"""


@pytest.fixture
def ruled(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "project", ["RMB-140", "CLM-91"])
    write_yaml(folder / "evals" / "rules.yaml", RULES)
    return folder


@pytest.mark.campaign  # three processes, of which two import deepeval
def test_a_run_without_a_metric_of_deepeval_does_not_import_it_and_its_tests_take_it_from_the_store(
    ruled: Path, tmp_path: Path
) -> None:
    named = {"WORKBENCH_ROOT": str(ruled), "WORKBENCH_SUITE": "rules"}
    pytest_it = [
        "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider",
        "-n", "0", "-q", str(ruled / "evals" / "test_release.py"),
    ]  # fmt: skip
    (tmp_path / "before").mkdir()
    nothing = child(tmp_path / "before", *pytest_it, **named)
    assert (nothing.code, "no run of suite 'rules' is stored; start with: workbench run rules" in nothing.out) == (
        5, True,
    ), nothing.out + nothing.err  # fmt: skip
    (tmp_path / "run").mkdir()
    ran = child(tmp_path / "run", "-c", LISTEN + RUN, **named)
    assert (ran.code, ran.told["deepeval"]) == (0, False), ran.err
    (tmp_path / "after").mkdir()
    looked = child(tmp_path / "after", *pytest_it, **named)
    assert (looked.code, "2 passed" in looked.out, looked.new) == (0, True, []), looked.out + looked.err
    assert "Running teardown" not in looked.out

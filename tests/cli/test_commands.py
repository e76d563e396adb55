"""What commands answer, with which exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.commands import call, start
from tests.cli.provider import serving

Capsys = pytest.CaptureFixture[str]
LEAVES = [
    ["demo"], ["estimate"], ["run"], ["runs"], ["show"], ["leaderboard"], ["generate"], ["publish"], ["app"], ["lint"],
    ["calibrate"], ["models"], ["models", "install"],
    ["prompt", "list"], ["prompt", "show"], ["prompt", "diff"], ["dataset", "list"], ["dataset", "show"],
    ["dataset", "annotate"], ["dataset", "confirm"], ["dataset", "diff"], ["dataset", "agreement"],
    ["dataset", "import"], ["dataset", "review"], ["dataset", "bench"], ["dataset", "check"], ["dataset", "sample"],
    ["dataset", "split"],
    ["label", "import"], ["label", "export"], ["label", "agreement"], ["export"], ["import"],
    ["compare"], ["gate"], ["pick"], ["promote"], ["releases"], ["rollback"], ["verify"],
]  # fmt: skip
HEAVY = {
    "duckdb",
    "pandas",
    "streamlit",
    "openai",
    "anthropic",
    "plotly",
    "scipy",
    "numpy",
    "pyarrow",
    "yaml",
    "jinja2",
}


@pytest.fixture
def floor(small: Path) -> Path:
    """A project with a suite that needs no model."""
    write_suite(small, "quick", candidates=[{"name": "floor", "prompt": "floor/v1", "model": "rules"}])
    return small


def write_suite(small: Path, name: str, **more: Any) -> None:
    suite = {
        "dataset": "tiny",
        "select": {"ids": ["RMB-140", "CHK-418"]},
        "scorers": ["gherkin_valid", "traceability", "cost_usd"],
        "primary": "traceability",
        **more,
    }
    (small / "evals" / f"{name}.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")


# Exit codes


def test_a_complete_run_ends_with_0_and_a_ranking(floor: Path, capsys: Capsys) -> None:
    code, out, err = call(capsys, "run", "quick", "--note", "a [bold]note[/]", "--tag", "x", "--tag", "y")
    assert (code, "2/2 cells" in out, "2 cells: 0 known, 2 to do" in err) == (0, True, True)
    _, out, _ = call(capsys, "runs")
    assert "a [bold]note[/]" in out
    assert "x, y" in out


def test_a_run_with_failures_ends_with_2_and_says_how_to_go_on(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=0) as provider:
        pass  # and is gone: nobody listens there any more
    code, out, err = call(capsys, "run", "slow", "--limit", "1")
    assert provider.asked.total() == 0
    assert code == 2
    assert "This run is not complete: 1/2, 1 failed cells (1 connection). Run the suite again to go on." in out
    assert "failed: connection" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["runs", "--nonsense"], "No such option: --nonsense"),
        (["run"], "Missing argument 'suite'."),
        (["run", "demo", "--limit", "0"], "--limit"),
        (["run", "demo", "--limit", "many"], "--limit"),
        (["run", "nothing"], "no suite 'nothing'; known: demo, embedded, release, small, smoke"),
        (["run", "small", "--filter", "XYZ"], "no fixture's key or stratum fits the filter 'XYZ'"),
        (["show", "1999"], "no run with an id that begins with '1999'; `workbench runs` lists them"),
        (["leaderboard", "demo"], "no run of suite 'demo'; start one with: workbench run demo"),
        (["prompt", "show", "nothing/v1"], "no prompt 'nothing/v1'"),
        (["prompt", "diff", "few-shot/v1", "few-shot/v9"], "no prompt 'few-shot/v9'"),
        (["dataset", "show", "nothing"], "no dataset 'nothing'; known: tiny"),
        (["dataset", "show", "tiny", "XYZ-1"], "dataset 'tiny' has no fixture 'XYZ-1'; `workbench dataset show"),
        (["generate", "nothing.json"], "nothing.json: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    small: Path, capsys: Capsys, arguments: list[str], said: str
) -> None:
    write_suite(small, "small", candidates=[{"name": "floor", "prompt": "floor/v1", "model": "rules"}])
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [[], ["prompt"], ["dataset"]])
def test_a_command_that_needs_another_shows_its_help(capsys: Capsys, command: list[str]) -> None:
    code, _, err = call(capsys, *command)
    assert (code, err.startswith("Usage: workbench"), "Commands:" in err) == (2, True, True)


def test_missing_keys_are_all_named_before_anything_is_stored(project: Path, capsys: Capsys) -> None:
    code, _, err = call(capsys, "run", "release")
    assert code == 2
    assert "OPENAI_API_KEY" in err
    assert "ANTHROPIC_API_KEY" in err
    assert err.count("\n") == 1
    assert not (project / ".workbench").exists()


def test_without_a_project_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    monkeypatch.delenv("WORKBENCH_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    code, _, err = call(capsys, "runs")
    said = "error: no project here; run inside a folder that holds evals/ and prompts/, or set WORKBENCH_ROOT\n"
    assert (code, err) == (2, said)


def test_a_project_is_found_from_a_folder_inside_it(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.delenv("WORKBENCH_ROOT")
    monkeypatch.chdir(small / "datasets" / "tiny")
    assert call(capsys, "prompt", "show", "floor/v1")[0] == 0


def test_the_data_can_live_elsewhere(
    floor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    call(capsys, "run", "quick")
    assert (tmp_path / "home" / "workbench.duckdb").exists()
    assert not (floor / ".workbench").exists()


@pytest.mark.parametrize(
    ("contract", "code", "out", "err"),
    [("gherkin", 0, "Feature: ", ""), ("test_suite_json", 1, "", "no tests: no JSON with test cases in the answer\n")],
)
def test_generate_ends_with_0_for_tests_and_1_for_none(
    small: Path, capsys: Capsys, contract: str, code: int, out: str, err: str
) -> None:
    """The rules floor writes Gherkin, which is no answer where JSON is asked for."""
    _, shown, _ = call(capsys, "prompt", "show", "floor/v1", "--model", "rules")
    config = small / "config.json"
    config.write_text(json.dumps({**json.loads(shown), "output": contract}))
    issue = small / "datasets" / "tiny" / "issues" / "RMB-140.json"
    ended, said, told = call(capsys, "generate", str(issue), "--config", str(config))
    assert (ended, out in said, told) == (code, True, err)
    assert bool(said) == (code == 0)


# What scripts read


def test_everything_that_prints_a_table_prints_json(floor: Path, capsys: Capsys) -> None:
    code, out, _ = call(capsys, "run", "quick", "--json")
    ran = json.loads(out)
    assert code == 0
    found = {}
    for arguments in (
        ["runs"], ["show", ran["run"]["id"]], ["leaderboard", "quick"], ["models"], ["prompt", "list"],
        ["prompt", "show", "few-shot/v1"], ["prompt", "diff", "few-shot/v1", "few-shot/v2"], ["dataset", "list"],
        ["dataset", "show", "tiny"], ["dataset", "show", "tiny", "RMB-140"],
    ):  # fmt: skip
        code, out, err = call(capsys, *arguments, "--json")
        assert (code, err) == (0, ""), arguments
        found[" ".join(arguments)] = json.loads(out)
    assert found["leaderboard quick"] == ran
    assert found["runs"] == [ran["run"]]
    assert [(cell["fixture"], cell["outcome"]) for cell in found[f"show {ran['run']['id']}"]["cells"]] == [
        ("RMB-140", "ok"),
        ("CHK-418", "ok"),
    ]
    assert {each["name"]: bool(each["missing"]) for each in found["models"]}["openai/gpt-5-mini"]
    assert len(found["dataset show tiny"]) == 8
    assert found["dataset list"][0]["origin"] == "synthetic"


def test_a_reader_that_stops_listening_is_no_error(small: Path) -> None:
    running = start("dataset", "show", "tiny", "--json")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    running.stderr.close()
    running.wait()


# What people read


def test_text_in_brackets_stays_text(small: Path, capsys: Capsys) -> None:
    name = "[red]warm[/red]"
    write_suite(small, "[blue]", candidates=[{"name": name, "prompt": "floor/v1", "model": "rules"}])
    call(capsys, "run", "[blue]")
    for arguments in (["leaderboard", "[blue]"], ["runs"], ["show", "2"]):
        code, out, _ = call(capsys, *arguments)
        assert (code, "[blue]" in out) == (0, True)
        assert arguments == ["runs"] or name in out


def many_candidates(small: Path, names: list[str]) -> None:
    candidates = [{"name": name, "prompt": "floor/v1", "model": "rules"} for name in names]
    scorers = ["gherkin_valid", "coverage_evidence", "traceability", "cases", "tokens", "latency_s", "cost_usd"]
    write_suite(small, "many", candidates=candidates, scorers=scorers, primary="coverage_evidence")


@pytest.mark.parametrize(
    "names", [["a", "b", "c", "d"], [f"criteria-first/v{n} @ anthropic/claude-sonnet" for n in range(7)]]
)
def test_a_board_is_readable_in_100_columns(
    small: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    """Every heading whole, every mean with its interval and n, no line too long."""
    monkeypatch.setenv("COLUMNS", "100")
    many_candidates(small, names)
    code, out, _ = call(capsys, "run", "many")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert "coverage_evidence" in out
    for name in names:
        assert name in out
    other = ("gherkin_valid", "traceability", "cases", "tokens", "latency_s", "cost_usd")
    for score in other:
        lines = [line for line in out.splitlines() if line.split()[:1] == [score]]
        cells = re.findall(r"\S+ \[[^\]]+\] n=2", "\n".join(lines))
        assert len(cells) == len(names), score


# Help


def test_help_imports_nothing_heavy() -> None:
    """Sub-commands import pydantic, which typer reads every option with; the command as a whole does not.

    Rich is heavy, too: help is plain, tables are not.
    """
    call_each = (
        "import contextlib, io, json, sys\nfrom workbench.cli import main\n"
        "found = []\n"
        "for command in json.loads(sys.argv[1]):\n"
        "    sys.argv, out = ['workbench', *command, '--help'], io.StringIO()\n"
        "    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(out):\n"
        "        main()\n"
        "    found.append([command, 'Usage:' in out.getvalue(), sorted(sys.modules)])\n"
        "print(json.dumps(found))"
    )
    arguments = [sys.executable, "-c", call_each, json.dumps([[], *LEAVES])]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=True)
    for command, helped, modules in json.loads(ended.stdout):
        assert helped, command
        assert set(modules) & (HEAVY if command else HEAVY | {"pydantic"}) == set(), command


def test_every_command_is_among_those_tested(capsys: Capsys) -> None:
    from workbench.cli.commands import app

    found = [[str(command.name)] for command in app.registered_commands]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        found += [[str(group.name), str(command.name)] for command in group.typer_instance.registered_commands]
    assert sorted([*found, ["models"]]) == sorted(LEAVES)

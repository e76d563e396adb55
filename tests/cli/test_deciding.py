"""What `workbench compare`, `gate` and `pick` answer, with which exit code."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.builders import FEATURE
from tests.cli.commands import call
from tests.cli.provider import KEYS, serving
from tests.projects import small_project
from workbench.bootstrap import open_workbench
from workbench.core.spending import Terms

Capsys = pytest.CaptureFixture[str]
FLOOR: dict[str, Any] = {"floors": [{"score": "gherkin_valid", "at_least": 0.3}], "min_fixtures": 4}
TRACED = {**FLOOR, "no_worse": [{"score": "traceability", "margin": 0.05}]}


def suite(project: Path, name: str = "slow", *, gate: object = None, **more: Any) -> None:
    """Write a suite of a slow model and the rules floor, whose scores need no sentence vectors."""
    content = {
        "dataset": "tiny",
        "candidates": [
            {"name": "slow", "prompt": "few-shot/v1", "model": "loopback/slow"},
            {"name": "floor", "prompt": "floor/v1", "model": "rules"},
        ],
        "scorers": ["gherkin_valid", "traceability", "cost_usd"],
        "primary": "traceability",
        **({} if gate is None else {"gate": gate}),
        **more,
    }
    (project / "evals" / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")


def newest(capsys: Capsys) -> str:
    _, out, _ = call(capsys, "runs", "--json")
    return str(json.loads(out)[0]["id"])


# The gate


def test_a_gate_replays_what_is_missing_and_passes_with_0_in_every_form(
    small: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary, files = tmp_path / "summary.md", {name: tmp_path / f"out.{name}" for name in ("junit", "markdown", "json")}
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    with serving(small, quick=99) as provider:
        suite(small, gate=FLOOR)
        options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
        code, out, err = call(capsys, "gate", "slow", *options)
        assert (code, provider.asked.total()) == (0, len(KEYS))
    assert "Fixtures that the checks take, of 8: floor gherkin_valid 4 or more." in err
    assert "  ✓ rows: asked 8 planned cells, each answered and scored; found 8 of 8" in out
    assert "  ✓ floor gherkin_valid: asked mean at least 0.30" in out
    assert out.endswith("✓ slow: passed\n")
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    cases = ElementTree.parse(files["junit"]).getroot().findall(".//testcase")
    assert [case.get("name") for case in cases] == [check["name"] for check in told["verdict"]["checks"]]
    assert told["verdict"]["decision"] == "passed"
    markdown = files["markdown"].read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == f"# Before\n{markdown}"
    written = "".join(path.read_text(encoding="utf-8") for path in files.values())
    assert not [line for line in FEATURE.splitlines() if line.strip() in written]


def test_a_gate_that_is_missed_ends_with_1_and_a_run_that_is_decided_on_again_asks_nothing(
    small: Path, capsys: Capsys
) -> None:
    """Four fixtures state criteria; every answer of the provider traces to the first one only, the floor to all."""
    with serving(small, quick=99) as provider:
        suite(small, gate=TRACED)
        code, out, _ = call(capsys, "gate", "slow")
        assert code == 1
        assert "  ✗ no worse traceability: asked no worse than floor by more than 0.05" in out
        assert out.endswith("✗ slow: failed\n")
        again, said, _ = call(capsys, "gate", "slow", "--run", newest(capsys), "--json", "-")
        assert (again, json.loads(said)["verdict"]["decision"]) == (1, "failed")
        assert provider.asked.total() == len(KEYS)


def test_rows_that_are_wanting_end_with_2_and_the_next_call_asks_for_them(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=99):
        suite(small, gate=TRACED)
        code, out, _ = call(capsys, "gate", "slow", "--budget", "0.00001")
        assert code == 2
        assert "  ? rows: asked 16 planned cells, each answered and scored; found 8 failed (budget)" in out
        assert out.endswith("? slow: inconclusive\n")
        assert call(capsys, "gate", "slow", "--budget", "1")[0] == 1


def test_the_named_candidate_gives_the_exit_code(small: Path, capsys: Capsys) -> None:
    with serving(small, quick=99):
        suite(small, gate=TRACED)
        code, out, _ = call(capsys, "gate", "slow", "--candidate", "floor")
    assert code == 0
    assert out.endswith("✓ floor: passed\n✗ slow: failed (3 passed, 1 failed)\n")


def test_what_a_slice_can_never_show_is_said_before_anything_is_asked(small: Path, capsys: Capsys) -> None:
    suite(small, "never", gate={"floors": [{"score": "gherkin_valid", "at_least": 0.9}]}, candidates=only_floor())
    code, out, err = call(capsys, "gate", "never")
    assert code == 2
    assert "warning: the gate wants 20 fixtures and the slice has 8: it can never pass" in err
    assert "warning: floor gherkin_valid: 8 fixtures can never show it" in err
    assert "? fixtures: asked at least 20 fixtures; found 8 fixtures" in out


def only_floor() -> list[dict[str, str]]:
    return [{"name": "floor", "prompt": "floor/v1", "model": "rules"}]


@pytest.mark.parametrize(
    ("gate", "arguments", "said"),
    [
        (None, ["gate", "quick"], "suite 'quick' has no gate; add 'gate' to its file (docs/gates.md)"),
        ({}, ["gate", "quick"], "the gate asks for nothing, so everything would pass"),
        (FLOOR, ["gate", "quick", "--run", "1999"], "no run with an id that begins with '1999'"),
        (FLOOR, ["gate", "quick", "--budget", "much"], "--budget is no amount of US dollars above 0"),
        (FLOOR, ["pick", "quick"], "no run of suite 'quick'; start one with: workbench run quick"),
        (FLOOR, ["pick", "quick", "--margin", "-1"], "--margin"),
        (FLOOR, ["compare", "1999"], "no run with an id that begins with '1999'"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence_and_exit_code_2(
    small: Path, capsys: Capsys, gate: object, arguments: list[str], said: str
) -> None:
    suite(small, "quick", gate=gate, candidates=only_floor())
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]
    assert not (small / ".workbench" / "spool").exists()


# One run, looked at again and again


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project with a complete run of the suite `slow`, and the run's id; nobody listens any more."""
    project = small_project(tmp_path_factory.mktemp("once") / "small", KEYS)
    with serving(project, quick=99):
        suite(project, gate=FLOOR)
        workbench = open_workbench(project)
        given = workbench.catalog.suite("slow")
        run = workbench.run(given, terms=Terms(), begin=lambda run, expected: None, tell=lambda progress: None)
    return project, run.id


@pytest.fixture
def ran(run_once: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A copy of that project, which commands work in."""
    project = tmp_path / "copy"
    shutil.copytree(run_once[0], project)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    return project, run_once[1]


def test_a_comparison_shows_difference_chance_counts_and_the_worst_falls(ran: tuple[Path, str], capsys: Capsys) -> None:
    code, out, _ = call(capsys, "compare", ran[1], "--score", "traceability")
    assert code == 0
    line = next(line for line in out.splitlines() if line.startswith(" slow"))
    assert re.fullmatch(r" slow +-0\.\d+ \[-0\.\d+, -0\.\d+\] +0\.125 +0\.125 +-\d+\.\d+ +0/0/4 +4 of 8 *", line)
    assert re.search(r"\n  worst falls of slow: \w+-\d+: 1\.00 -> 0\.\d+, ", out)


def test_a_comparison_takes_any_baseline_and_prints_json(ran: tuple[Path, str], capsys: Capsys) -> None:
    code, out, _ = call(capsys, "compare", ran[1], "--baseline", "slow", "--score", "cost_usd", "--json")
    told = json.loads(out)
    assert (code, told["baseline"], list(told["scores"])) == (0, "slow", ["cost_usd"])
    (compared,) = told["scores"]["cost_usd"]
    assert (compared["found"]["candidate"], compared["found"]["wins"]) == ("floor", 8)
    assert compared["found"]["difference"] > 0


def test_too_few_pairs_are_said_instead_of_a_number(ran: tuple[Path, str], capsys: Capsys) -> None:
    """A suite without a gate asks for 20."""
    suite(ran[0])
    code, out, _ = call(capsys, "compare", ran[1], "--score", "traceability")
    assert (code, "insufficient: 4 pairs of 20 needed" in out) == (0, True)


def test_the_pick_is_the_cheapest_that_is_not_worse(ran: tuple[Path, str], capsys: Capsys) -> None:
    code, out, _ = call(capsys, "pick", "slow")
    assert (code, out.splitlines()[-1]) == (0, "The cheapest that is not worse: floor")
    assert "Not slow: it is worse than floor by more than 0.05: " in out
    code, out, _ = call(capsys, "pick", "slow", "--run", ran[1], "--json")
    told = json.loads(out)
    assert (code, told["pick"]["winner"]) == (0, "floor")
    assert [(each["candidate"], each["place"], each["dominated_by"]) for each in told["standings"]] == [
        ("floor", "front", []),
        ("slow", "dominated", ["floor"]),
    ]


def test_where_too_few_are_paired_there_is_no_pick(ran: tuple[Path, str], capsys: Capsys) -> None:
    suite(ran[0])
    code, out, _ = call(capsys, "pick", "slow")
    assert (code, "There is no pick" in out) == (2, True)


def test_a_run_of_another_suite_decides_nothing(ran: tuple[Path, str], capsys: Capsys) -> None:
    suite(ran[0], "other", gate=FLOOR, candidates=only_floor())
    code, out, err = call(capsys, "gate", "other", "--run", ran[1])
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"error: run {ran[1]} is of suite 'slow', not of 'other'"


def test_a_run_of_a_prompt_that_changed_since_is_decided_with_a_warning(ran: tuple[Path, str], capsys: Capsys) -> None:
    prompt = ran[0] / "prompts" / "few-shot" / "v1.md"
    prompt.write_text(prompt.read_text().replace("{% block user %}", "{% block user %}Please. "))
    code, _, err = call(capsys, "gate", "slow", "--run", ran[1])
    assert (code, f"warning: 8 of 16 cells of run {ran[1]} are not what the suite plans today" in err) == (0, True)


def test_a_run_whose_suite_is_gone_is_not_compared(ran: tuple[Path, str], capsys: Capsys) -> None:
    (ran[0] / "evals" / "slow.yaml").unlink()
    code, _, err = call(capsys, "compare", ran[1])
    assert code == 2
    assert f"error: run {ran[1]} is of suite 'slow', which cannot be read any more: no suite 'slow'" in err


def test_a_stored_run_says_what_the_suite_can_show(ran: tuple[Path, str], capsys: Capsys) -> None:
    code, out, _ = call(capsys, "estimate", "slow", "--power", "--difference", "0.5")
    assert code == 0
    assert "as slow had in the newest run on 4; what repeats would take away of it is a guess." in out


def test_a_report_that_cannot_be_written_is_one_sentence(ran: tuple[Path, str], capsys: Capsys) -> None:
    code, _, err = call(capsys, "gate", "slow", "--run", ran[1], "--junit", str(ran[0] / "nowhere" / "a.xml"))
    assert (code, err.splitlines()[-1].endswith("a.xml: cannot be written (No such file or directory)")) == (2, True)

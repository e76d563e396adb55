"""Suites with a judge, end to end over loopback: whatever the judge does ends as it should, and is counted."""

import json
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import completion
from tests.cli.commands import call, start
from tests.cli.judge_provider import Judges, judging
from tests.judges import FirstInOrder, Honest, InventsQuotes, Malformed, NamesUnknownSteps, Refuses, SaysYes
from tests.projects import ROOT, small_project
from workbench.generator.records import Completion, Request

Capture = pytest.CaptureFixture[str]

KEYS = ["RMB-140", "CRM-88"]
OUTCOME = "the account is locked for 30 minutes"  # of the tests that the writer writes


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path))
    return small_project(tmp_path, KEYS)


def behaviours(key: str) -> list[str]:
    gold = yaml.safe_load((ROOT / "datasets" / "studio" / "expected" / f"{key}.yaml").read_text(encoding="utf-8"))
    return [each["statement"] for each in gold["behaviours"]]


FIRST = {behaviours(KEYS[0])[0]: OUTCOME}  # as if the writer's test checked the first behaviour of the first issue
QUESTIONS = sum(len(behaviours(key)) for key in KEYS) + 1  # the tests are the same, so one decoy is asked for both


def run(capsys: Capture, *options: str) -> tuple[int, dict[str, float | None], str]:
    """Return the exit code, the coverage of each fixture that has one, and what was said."""
    code, out, err = call(capsys, "run", "judged", "--json", *options)
    shown = json.loads(call(capsys, "show", json.loads(out)["run"]["id"], "--json")[1])
    cells = {cell["fixture"]: cell["scores"] for cell in shown["cells"]}
    return code, {key: scores["coverage"] for key, scores in cells.items() if "coverage" in scores}, err


def spending(capsys: Capture) -> dict[str, Any]:
    newest = json.loads(call(capsys, "runs", "--json")[1])[0]["id"]
    found: dict[str, Any] = json.loads(call(capsys, "show", newest, "--json")[1])["spending"]
    return found


def test_right_quotes_count_and_the_judges_money_is_told_apart(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)) as provider:
        code, coverage, err = run(capsys)
        assert (code, provider.asked) == (0, {"writer": 2, "judge": QUESTIONS})
        assert coverage == {KEYS[0]: 1 / len(behaviours(KEYS[0])), KEYS[1]: 0}
        assert f"asking the judge {QUESTIONS} questions" in err
        spent = spending(capsys)
        assert (spent["calls"], spent["judge_calls"]) == (2 + QUESTIONS, QUESTIONS)
        assert float(spent["judge_usd"]) == pytest.approx(QUESTIONS * (400 * 3 + 60 * 6) / 1e6)
        assert float(spent["settled_usd"]) == pytest.approx(float(spent["judge_usd"]) + 2 * (100 * 1 + 50 * 2) / 1e6)
        shown = call(capsys, "show", json.loads(call(capsys, "runs", "--json")[1])[0]["id"])[1]
        assert f"for {QUESTIONS} calls of the judge" in shown
        assert run(capsys)[:2] == (0, coverage)
        assert provider.asked.total() == 2 + QUESTIONS


def test_what_a_candidate_costs_holds_nothing_of_the_judge(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)):
        out = call(capsys, "run", "judged", "--json")[1]
    standing = json.loads(out)["standings"][0]
    assert standing["scores"]["cost_usd"]["mean"] == pytest.approx((100 * 1 + 50 * 2) / 1e6)


@pytest.mark.parametrize(
    "judge", [InventsQuotes(), NamesUnknownSteps(), SaysYes()], ids=lambda judge: type(judge).__name__
)
def test_a_yes_that_nothing_bears_out_counts_nothing(judge: Judges, project: Path, capsys: Capture) -> None:
    with judging(project, judge):
        assert run(capsys)[:2] == (0, dict.fromkeys(KEYS, 0.0))


def test_the_order_of_the_tests_is_not_the_writers(project: Path, capsys: Capture) -> None:
    """A judge that looks at the first test only is right by chance, not by the writer's order; one test is all here."""
    with judging(project, FirstInOrder(FIRST)):
        assert run(capsys)[1][KEYS[0]] == 1 / len(behaviours(KEYS[0]))


def test_a_malformed_answer_is_asked_for_again_and_paid_twice(project: Path, capsys: Capture) -> None:
    with judging(project, Malformed(FIRST, times=1)) as provider:
        code, coverage, _ = run(capsys)
        assert (code, provider.asked["judge"]) == (0, 2 * QUESTIONS)
        assert coverage[KEYS[0]] == 1 / len(behaviours(KEYS[0]))
        assert spending(capsys)["judge_calls"] == 2 * QUESTIONS


@pytest.mark.parametrize("judge", [Malformed(times=99), Refuses()], ids=["malformed", "refuses"])
def test_a_judge_that_never_answers_leaves_no_score_and_decides_nothing(
    judge: Judges, project: Path, capsys: Capture
) -> None:
    with judging(project, judge) as provider:
        code, coverage, err = run(capsys)
        assert (code, coverage, provider.asked["judge"]) == (2, {}, 3 * QUESTIONS)
        assert "2 of 2 answers have no coverage yet" in err
        assert (run(capsys)[0], provider.asked["judge"]) == (2, 3 * QUESTIONS)


@pytest.mark.parametrize("status", [401, 404])
def test_a_judge_that_fails_is_asked_again_by_the_same_run(status: int, project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)) as provider:
        provider.status = status
        code, coverage, _ = run(capsys)
        assert (code, coverage, provider.asked["writer"]) == (2, {}, 2)
        assert provider.asked["judge"] <= 2  # two at once, and then nobody asks any more
        provider.status = 200
        code, coverage, _ = run(capsys)
        assert (code, set(coverage), provider.asked["writer"]) == (0, set(KEYS), 2)


def test_a_budget_holds_for_the_judge_too_and_what_was_written_is_kept(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)) as provider:
        code, coverage, _ = run(capsys, "--budget", "0.02")  # no verdict fits at its worst
        assert (code, coverage, provider.asked) == (2, {}, {"writer": 2})
        code, coverage, _ = run(capsys, "--budget", "0.90")
        assert (code, set(coverage), provider.asked["writer"]) == (0, set(KEYS), 2)
        assert provider.asked["judge"] == QUESTIONS


def test_the_estimate_counts_the_judge_in_and_knows_its_calls_once_tests_are_written(
    project: Path, capsys: Capture
) -> None:
    with judging(project, Honest(FIRST)) as provider:
        first = json.loads(call(capsys, "estimate", "judged", "--json")[1])
        assert [part["candidate"] for part in first["parts"]] == ["writer", "the judge"]
        provider.status = 401
        run(capsys)
        second = json.loads(call(capsys, "estimate", "judged", "--json")[1])
        assert (second["todo"], second["calls"], second["parts"][0]["model"]) == (0, QUESTIONS, "loopback/judge")


def test_a_killed_judging_goes_on_where_it_was(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)) as provider:
        provider.hold_after = 5
        process = start("run", "judged")
        provider.wait_for_held(2)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(20)
        process.communicate()
        provider.let_go.set()
        code, coverage, _ = run(capsys)
        assert (code, set(coverage), provider.asked["writer"]) == (0, set(KEYS), 2)
        assert provider.asked["judge"] == QUESTIONS + 2  # those that were in flight
        assert max(provider.judged.values()) == 2


def test_a_key_that_is_missing_is_said_before_anything_is_spent(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(), judge={"model": "openai/gpt-5-mini"}) as provider:
        code, out, err = call(capsys, "run", "judged")
    assert (code, out, provider.asked) == (2, "", {})
    assert "openai/gpt-5-mini" in err
    assert "NO_SUCH_KEY_IS_SET" in err


REFUSED: Sequence[tuple[dict[str, Any], str]] = [
    ({"judge": None}, "is what a judge says, and the suite names none"),
    ({"scorers": ["cost_usd", "gherkin_valid"], "primary": "gherkin_valid"}, "a judge is named and nothing asks it"),
    ({"judge": {"model": "nobody"}}, "no model 'nobody'"),
    ({"judge": {"model": "loopback/writer"}}, "same family"),
    (
        {"gate": {"floors": [{"score": "coverage", "at_least": 0.1}], "min_fixtures": 2}},
        "the gate names 'coverage', which a judge gives: coverage: judge 'loopback/judge' has no calibration card",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=[sentence[:30] for _, sentence in REFUSED])
def test_a_suite_that_cannot_be_judged_is_refused_before_anything_is_asked(
    change: dict[str, Any], sentence: str, project: Path, capsys: Capture
) -> None:
    with judging(project, Honest(), **change) as provider:
        code, out, err = call(capsys, "run", "judged")
    assert (code, out, provider.asked) == (2, "", {})
    assert err.startswith("error: ")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("judge", "sentence"),
    [
        ("loopback/unpriced", "no price holds for what loopback/unpriced would be asked"),
        ("openai/gpt-5-mini", "the judge cannot be asked: openai/gpt-5-mini: no key"),
        ("nobody", "no model 'nobody'"),
    ],
)
def test_a_judge_that_cannot_be_paid_or_asked_is_not_calibrated(
    judge: str, sentence: str, project: Path, capsys: Capture
) -> None:
    rated = project / "rated"
    for part in ("expected", "suites"):
        (rated / part).mkdir(parents=True)
        for key in ("API-502", "BNK-207", "CHK-418", "CRM-777", "CRM-88", "EXP-16"):
            shutil.copy(ROOT / "datasets" / "studio" / part / f"{key}.yaml", rated / part)
    with judging(project, Honest()) as provider:
        code, out, err = call(capsys, "calibrate", "coverage", "--judge", judge, "--on", str(rated))
    assert (code, out, provider.asked) == (2, "", {})
    assert sentence in err
    assert err.count("\n") == 1


def test_too_few_rated_issues_are_refused_before_anything_is_paid(project: Path, capsys: Capture) -> None:
    rated = project / "rated"
    for part in ("expected", "suites"):
        (rated / part).mkdir(parents=True)
        shutil.copy(ROOT / "datasets" / "studio" / part / "API-502.yaml", rated / part)
    with judging(project, Honest()) as provider:
        command = ("calibrate", "coverage", "--judge", "loopback/judge", "--on", str(rated), "--yes")
        code, _, err = call(capsys, *command)
    assert (code, provider.asked) == (2, {})
    assert "of 1 issues are too few to weigh a judge by" in err


def test_a_missing_rubric_is_one_sentence(project: Path, capsys: Capture) -> None:
    with judging(project, Honest()):
        (project / "evals" / "rubrics" / "coverage.md").unlink()
        code, _, err = call(capsys, "run", "judged")
    assert code == 2
    assert "coverage.md" in err
    assert err.count("\n") == 1


def test_an_edited_rubric_is_asked_anew(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)) as provider:
        run(capsys)
        rubric = project / "evals" / "rubrics" / "coverage.md"
        rubric.write_text(rubric.read_text(encoding="utf-8") + "\nBe strict.\n", encoding="utf-8")
        run(capsys)
        assert provider.asked == {"writer": 2, "judge": 2 * QUESTIONS}


def test_a_run_says_how_many_labels_by_people_are_missing(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)):
        out = json.loads(call(capsys, "run", "judged", "--json")[1])
        _, shown, _ = call(capsys, "show", out["run"]["id"])
    assert "writer: coverage is not corrected, for people rated 0 behaviours of 0 issues; 30 of" in shown


def test_a_run_says_how_often_its_judge_says_the_same_again(project: Path, capsys: Capture) -> None:
    judge = {"model": "loopback/judge", "retest": 1}
    with judging(project, Honest(FIRST), judge=judge):
        out = json.loads(call(capsys, "run", "judged", "--json")[1])
        found = json.loads(call(capsys, "show", out["run"]["id"], "--json")[1])["judged"]
        _, shown, _ = call(capsys, "show", out["run"]["id"])
    assert found["twice"] > 0
    assert f"The judge was asked twice about {found['twice']} behaviours and said the same of {found['same']}." in shown


def test_a_run_whose_suite_is_gone_is_shown_with_a_note(project: Path, capsys: Capture) -> None:
    with judging(project, Honest(FIRST)):
        out = json.loads(call(capsys, "run", "judged", "--json")[1])
        (project / "evals" / "judged.yaml").unlink()
        code, shown, err = call(capsys, "show", out["run"]["id"])
    assert code == 0
    assert "writer" in shown
    assert err.startswith("coverage is not corrected: ")


def test_a_metric_of_deepeval_is_a_score_that_the_judge_is_paid_for_once(project: Path, capsys: Capture) -> None:
    clarity = {
        "name": "clarity", "metric": "GEval",
        "arguments": {"evaluation_steps": ["Is each step clear?"], "evaluation_params": ["input", "actual_output"]},
    }  # fmt: skip
    more: dict[str, Any] = {"scorers": ["gherkin_valid", "cost_usd"], "primary": "gherkin_valid", "metrics": [clarity]}
    with judging(project, Scores(), **more) as provider:
        code, out, err = call(capsys, "run", "judged", "--json")
        assert (code, provider.asked["judge"]) == (0, 2), err
        run_id = json.loads(out)["run"]["id"]
        cells = json.loads(call(capsys, "show", run_id, "--json")[1])["cells"]
        assert [cell["scores"]["deepeval:clarity"] for cell in cells] == [0.7, 0.7]
        assert spending(capsys)["judge_calls"] == 2
        assert call(capsys, "run", "judged", "--json")[0] == 0
        assert provider.asked["judge"] == 2


class Scores:
    """Answers a GEval with 7 of 10."""

    def complete(self, request: Request) -> Completion:
        return completion(json.dumps({"reason": "clear", "score": 7}))

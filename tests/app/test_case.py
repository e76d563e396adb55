"""The Case page, run by Streamlit itself on a real store."""

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import FEATURE, scenarios
from workbench.app.components.escaped import escaped
from workbench.app.components.side_by_side import id_of
from workbench.bootstrap import open_workbench
from workbench.bootstrap.calibrating import calibration_set, pair_scorer
from workbench.service.calibrate import calibrate

FEATURE_SCENARIO = [line.removeprefix("  ") for line in FEATURE.splitlines()[1:]]
NEXT = "RMB-140"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, answered: Path) -> Path:
    monkeypatch.setenv("WORKBENCH_ROOT", str(answered))
    return answered


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, answered: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    project = tmp_path / "own"
    shutil.copytree(answered, project)
    monkeypatch.setenv("WORKBENCH_ROOT", str(project))
    return project


def opened(app: AppTest, part: str = "Tests", *, name: str = "") -> AppTest:
    app.run()
    if name:
        app.text_input(key="actor").set_value(name).run()
    app.switch_page("screens/case.py").run()
    app.selectbox(key="case").set_value(NEXT).run()
    if part != "Tests":
        app.segmented_control(key="part").set_value(part).run()
    assert not app.exception
    return app


def test_a_case_shows_the_issue_and_both_candidates_tests(app: AppTest, on: Path) -> None:
    opened(app)
    assert (app.selectbox(key="left").value, app.selectbox(key="right").value) == ("slow", "floor")
    assert any(each.value.startswith(f"{NEXT} · ") for each in app.text)
    assert "**Acceptance criteria (4)**" in [each.value for each in app.markdown]
    app.toggle[0].set_value(False).run()
    codes = [each.value for each in app.code]
    assert codes[0].splitlines() == FEATURE_SCENARIO
    assert len(codes) >= 5


def test_what_differs_between_matched_tests_is_marked_in_the_text(app: AppTest, on: Path) -> None:
    opened(app)
    left, right = (each.value.splitlines() for each in app.code[:2])
    assert left[0] == right[0] == "  @AC-1"
    assert "-   Then the account is locked for 30 minutes" in left
    assert any(line.startswith("+ ") for line in right)
    assert "T1: 4 lines differ" in [each.value for each in app.caption]


def test_of_two_tests_that_say_the_same_each_has_its_own_id() -> None:
    suite = scenarios("Then it locks", "Then it unlocks")
    twice = suite.model_copy(update={"cases": (*suite.cases, suite.cases[0].model_copy())})
    assert [id_of(each, twice) for each in twice.cases] == ["T1", "T2", "T3"]


def test_the_same_candidate_on_both_sides_is_shown_once(app: AppTest, on: Path) -> None:
    opened(app)
    app.selectbox(key="right").set_value("slow").run()
    assert len(app.code) == 1


def test_coverage_shows_the_evidence_of_a_cell_on_both_sides(app: AppTest, on: Path) -> None:
    opened(app, "Coverage")
    table = app.dataframe[0].value
    assert list(table.columns[:6]) == ["behaviour", "statement", "priority", "evidence", "people", "T1"]
    assert set(table["T1"].str.split().str[0]) <= {"covers", "partly", "none"}
    issue, test = (each.value for each in app.code[-2:])
    assert "▶ " in issue
    assert "◀" in issue
    assert sum(line.startswith("▶") for line in test.splitlines()) >= 1
    assert any("fitted on labels of this issue" in each.value for each in app.caption) is False
    app.selectbox(key="behaviour").set_value(table["behaviour"].iloc[-1]).run()
    assert not app.exception


def test_without_a_name_nothing_can_be_marked(app: AppTest, on: Path) -> None:
    opened(app, "Coverage")
    assert {each.disabled for each in app.button} == {True}
    assert any("Type your name" in each.value for each in app.caption)


def test_a_reviewers_mark_is_kept_shown_and_counts_in_calibration(app: AppTest, own: Path) -> None:
    opened(app, "Coverage", name="Ann")
    app.radio[1].set_value("not")
    notes = [each for each in app.text_input if each.label == "Note"]
    notes[0].set_value("nothing about rooms")
    app.button[0].click().run()
    assert not app.exception
    assert app.success[0].value == escaped("Kept as a person's label, revision 1.")
    assert app.dataframe[0].value["people"][0] == "not"
    app.radio[1].set_value("partly")
    app.button[0].click().run()
    assert app.success[0].value == escaped("Kept as a person's label, revision 2.")
    assert list(app.dataframe[1].value["note"]) == ["nothing about rooms"]
    app.radio[2].set_value("none")
    app.button[1].click().run()

    workbench = open_workbench(own)
    [issue] = calibration_set(workbench, "tiny").issues
    assert issue.suites[0].verdicts["B1"] == "partly"
    assert issue.suites[0].by_people == {"B1"}
    found = calibrate("coverage_evidence", [issue], pair_scorer(workbench, "coverage_evidence", [issue]))
    assert (found.counts.verdicts, found.counts.pairs, found.whose) == (1, 1, "labels by people")


def test_findings_stand_at_their_lines_and_can_be_marked(app: AppTest, own: Path) -> None:
    opened(app, "Findings", name="Ann")
    app.radio(key="whose").set_value("floor").run()
    table = app.dataframe[0].value
    assert table["line"].between(1, app.code[0].value.count("\n") + 1).all()
    app.radio[1].set_value("wrong")
    app.button[0].click().run()
    assert app.success
    [kept] = open_workbench(own).store.labels(kind="finding")
    assert (kept.rule, kept.line, kept.value) == (table["rule"][0], table["line"][0], "wrong")


def test_findings_hold_tags_against_the_criteria_that_the_candidates_own_intake_finds(app: AppTest, own: Path) -> None:
    prompt, issue = own / "prompts" / "floor" / "v1.md", own / "datasets" / "tiny" / "issues" / f"{NEXT}.json"
    prompt.write_text(prompt.read_text().replace("---\n", "---\nintake: {criteria_field: customfield_99}\n", 1))
    content = json.loads(issue.read_text())
    content["fields"]["customfield_99"] = "The one criterion."
    issue.write_text(json.dumps(content))
    opened(app, "Findings")
    app.radio(key="whose").set_value("floor").run()
    assert list(app.dataframe[0].value["rule"]).count("X01") == 3  # the answer names AC-1 to AC-4


def test_a_whole_test_can_be_marked(app: AppTest, own: Path) -> None:
    opened(app, name="Ann")
    app.radio[0].set_value("weak")
    app.button[0].click().run()
    assert app.success
    [kept] = open_workbench(own).store.labels(kind="rating")
    assert (kept.test, kept.value, kept.rater, kept.rater_kind) == ("T1", "weak", "Ann", "person")


def test_calls_and_prompt_are_those_of_the_candidate(app: AppTest, on: Path) -> None:
    opened(app, "Calls")
    line = app.dataframe[0].value.iloc[0]
    assert (line["input"], line["output"], line["US dollars"]) == ("100", "50", "0.0002")
    app.segmented_control(key="part").set_value("Prompt").run()
    assert NEXT in app.code[-1].value or "room" in app.code[-1].value
    assert next(each.value for each in app.caption if each.value in {"system", "user"}) == "system"


def test_a_suite_that_is_gone_is_said_where_prompt_and_price_would_stand(app: AppTest, own: Path) -> None:
    (own / "evals" / "slow.yaml").unlink()
    opened(app, "Prompt")
    assert any("cannot be read any more" in each.value for each in app.text)
    assert "rendered from the suite's file" in app.info[0].value


def test_a_fixture_that_left_the_dataset_is_said(app: AppTest, own: Path) -> None:
    card = own / "datasets" / "tiny" / "dataset.yaml"
    card.write_text(card.read_text().replace(f"  {NEXT}:\n    split: dev\n", ""))
    (own / "datasets" / "tiny" / "issues" / f"{NEXT}.json").unlink()
    opened(app)
    assert escaped(NEXT) in app.warning[0].value


def test_a_damaged_dataset_is_one_sentence_below_the_choice(app: AppTest, own: Path) -> None:
    path = own / "datasets" / "tiny" / "issues" / f"{NEXT}.json"
    path.write_text(json.dumps({"key": NEXT}))
    app.run()
    app.switch_page("screens/case.py").run()
    assert not app.exception
    assert escaped(NEXT) in app.warning[0].value

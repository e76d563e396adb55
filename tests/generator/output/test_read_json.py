"""Answers under the contract `test_suite_json`."""

import json
from typing import Any

import pytest

from workbench.generator.output.read import read as read_answer
from workbench.generator.records import Reading, TestCase, TestStep, TestSuite

CASE: dict[str, Any] = {
    "title": "Third wrong password",
    "technique": "negative",
    "preconditions": ["two wrong attempts"],
    "steps": [{"action": "enter a wrong password", "expected": "the account is locked"}],
    "criteria": ["AC-1"],
}
ANSWER: dict[str, Any] = {"cases": [CASE], "open_questions": ["For how long?"]}
TEST = TestCase(
    title="Third wrong password",
    technique="negative",
    preconditions=("two wrong attempts",),
    steps=(TestStep(action="enter a wrong password", expected="the account is locked"),),
    criteria=("AC-1",),
)
LOCKED = Reading(suite=TestSuite(cases=(TEST,), open_questions=("For how long?",)))
SECRET = "Zq-confidential"
WRONG = "not the test suite that was asked for"


def read(text: str) -> Reading:
    return read_answer(text, output="test_suite_json", criteria=["AC-1", "AC-2"])


def read_case(**changed: Any) -> Reading:
    return read(json.dumps({"cases": [CASE | changed]}))


WHOLE = json.dumps(ANSWER)
PRETTY = json.dumps(ANSWER, indent=2)
WRAPPED = {
    "bare": WHOLE,
    "pretty": PRETTY,
    "fenced": f"```json\n{PRETTY}\n```",
    "fenced, with prose": f"Here is [the] JSON {{you}} asked for:\n\n```json\n{PRETTY}\n```\n\nAnything else? [y/n",
    "a fence that is never closed": f"```json\n{PRETTY}\n",
    "prose before and after": f"Sure!\n{WHOLE}\nBye.",
    "thoughts": f'<think>{{"cases": []}}</think>{WHOLE}',
    "a byte order mark": f"\ufeff{WHOLE}",
    "carriage returns": PRETTY.replace("\n", "\r\n"),
    "unknown keys": json.dumps(
        ANSWER | {"note": 1, "cases": [CASE | {"id": "T1", "steps": [CASE["steps"][0] | {"n": 1}]}]}
    ),
    "another JSON before": f'{{"plan": ["a", "b"]}}\n{WHOLE}',
}


@pytest.mark.parametrize("answer", WRAPPED.values(), ids=WRAPPED.keys())
def test_wrapping_changes_nothing(answer: str) -> None:
    assert read(answer) == LOCKED


def test_an_array_of_cases_is_a_suite() -> None:
    assert read(json.dumps([CASE, CASE])) == Reading(suite=TestSuite(cases=(TEST, TEST)))


def test_null_is_an_empty_list() -> None:
    reading = read(json.dumps({"cases": [CASE | {"preconditions": None, "criteria": None}], "open_questions": None}))
    (case,) = reading.suite.cases
    assert (case.preconditions, case.criteria, reading.suite.open_questions) == ((), (), ())


def test_a_null_result_is_no_result() -> None:
    (case,) = read_case(steps=[{"action": "enter", "expected": None}]).suite.cases
    assert case.steps == (TestStep(action="enter"),)


def test_only_title_and_steps_are_needed() -> None:
    reading = read('[{"title": "t", "steps": [{"action": "a"}]}]')
    assert reading.suite.cases == (TestCase(title="t", steps=(TestStep(action="a"),)),)


def test_criteria_in_any_spelling_and_unknown_ones_stay_labels() -> None:
    (case,) = read_case(criteria=["AC-1", "@ac_02", "AC 1", "AC-3", "smoke", ""]).suite.cases
    assert (case.criteria, case.labels) == (("AC-1", "AC-2"), ("AC-3", "smoke"))


def test_empty_lines_are_dropped() -> None:
    reading = read(json.dumps({"cases": [CASE | {"preconditions": ["", " ", "p"]}], "open_questions": [" "]}))
    assert reading.suite.cases[0].preconditions == ("p",)
    assert reading.suite.open_questions == ()


UNUSABLE = {
    "nothing": ("", "the answer is empty"),
    "prose": (f"I cannot, {SECRET}.", "no JSON with test cases in the answer"),
    "Gherkin": (f"Feature: {SECRET}\n  Scenario: s\n    Given x", "no JSON with test cases in the answer"),
    "another JSON": (json.dumps({"tests": [CASE | {"title": SECRET}]}), "no JSON with test cases in the answer"),
    "a list of words": (json.dumps([SECRET]), "no JSON with test cases in the answer"),
    "an empty list": ("[]", "no JSON with test cases in the answer"),
    "half a string": (f'{{"cases": [{{"title": "{SECRET}', "the JSON ends early"),
    "half an object": (f'{{"cases": [{{"title": "{SECRET}", "steps": [', "the JSON ends early"),
    "all but the last brace": (json.dumps({"cases": [CASE | {"title": SECRET}]})[:-1], "the JSON ends early"),
    "half, in a fence": (f'```json\n{{"cases": [{{"title": "{SECRET}",\n```', "the JSON ends early"),
    "whole cases in half a suite": (f'{{"cases": [{json.dumps(CASE)}, {{"title": "{SECRET}"', "the JSON ends early"),
    "whole cases in a broken object": (
        f'{{"cases": [{json.dumps(CASE)}], {SECRET}}}',
        "no JSON with test cases in the answer",
    ),
    "two suites": (f"{WHOLE} or {json.dumps([CASE | {'title': SECRET}])}", "more than one JSON with test cases"),
    "NaN": (f'{{"cases": [{{"title": "{SECRET}", "steps": NaN}}]}}', "the JSON holds a number that cannot be read"),
    "a huge number": (f'{{"cases": {"9" * 5_000}}}', "the JSON holds a number that cannot be read"),
    "deep nesting": ("[" * 10_000 + SECRET, "the JSON is nested too deeply"),
    "deep objects": ('{"cases":' * 10_000, "the JSON is nested too deeply"),
    "cases that are none": (json.dumps({"cases": SECRET}), f"{WRONG}: cases: input should"),
    "no cases": ('{"cases": []}', f"{WRONG}: cases: tuple should have at least 1 item"),
    "too many cases": (json.dumps([CASE] * 201), f"{WRONG}: cases: tuple should have at most 200"),
    "no steps": (
        json.dumps([CASE | {"title": SECRET, "steps": []}]),
        f"{WRONG}: cases.0.steps: tuple should have at least 1 item",
    ),
    "a blank title": (json.dumps([CASE | {"title": " "}]), f"{WRONG}: cases.0.title: string"),
    "a blank action": (json.dumps([CASE | {"steps": [{"action": "\t"}]}]), f"{WRONG}: cases.0.steps.0"),
    "a long title": (json.dumps([CASE | {"title": SECRET * 100}]), f"{WRONG}: cases.0.title: string"),
    "an unknown technique": (
        json.dumps([CASE | {"technique": SECRET}]),
        f"{WRONG}: cases.0.technique: input should be 'functional'",
    ),
    "half a surrogate pair": (
        f'[{{"title": "{SECRET}\\ud800", "steps": [{{"action": "a"}}]}}]',
        f"{WRONG}: cases.0.title: input should be a valid string",
    ),
    "too many labels": (
        json.dumps([CASE | {"criteria": [f"{SECRET}{n}" for n in range(50)]}]),
        f"{WRONG}: cases.0.criteria: tuple should have at most 40 items",
    ),
    "too long": (f'["{SECRET}"]' * 100_000, "the answer is longer than 1,000,000 characters"),
}


@pytest.mark.parametrize(("answer", "reason"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_an_unusable_answer_gives_no_tests_and_a_reason_that_does_not_quote_it(answer: str, reason: str) -> None:
    reading = read(answer)
    assert reading.suite == TestSuite()
    assert (reading.reason or "").startswith(reason)
    assert SECRET.lower() not in (reading.reason or "").lower()

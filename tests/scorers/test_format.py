import json

import pytest

from tests.builders import FEATURE, completion, evidence, fixture, manual, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import Contract
from workbench.scorers.format import Format

CASE = {
    "title": "Locks", "technique": "functional", "criteria": [], "preconditions": [],
    "steps": [{"action": "Enter it", "expected": "It locks"}],
}  # fmt: skip
JSON = json.dumps({"cases": [CASE], "open_questions": []})


def measure(text: str, contract: Contract = "gherkin") -> Measure:
    tests = scenarios("Then it locks") if contract == "gherkin" else manual("Enter it", "It locks")
    return Format().measure(result(tests, completions=[completion(text)]), fixture(), evidence(contract=contract))


@pytest.mark.parametrize("text", [FEATURE, f"\n{FEATURE}\n\n"])
def test_a_feature_and_nothing_else_keeps_the_contract(text: str) -> None:
    assert measure(text) == Measure(1.0, "")


@pytest.mark.parametrize(
    "text",
    [f"```gherkin\n{FEATURE}```", f"Here it is:\n\n{FEATURE}", f"<think>x</think>\n{FEATURE}", "\ufeff" + FEATURE],
)
def test_a_feature_that_has_to_be_unwrapped_scores_0(text: str) -> None:
    assert measure(text) == Measure(0.0, "there is something around the feature")


def test_a_feature_with_a_fault_scores_0_and_names_the_rule_alone() -> None:
    found = measure("Feature: Locking\n  Scenario: Nothing\n")
    assert found.value == 0
    assert found.detail.startswith("the feature breaks V")


def test_one_json_of_the_schema_keeps_the_contract() -> None:
    assert measure(JSON, "test_suite_json").value == 1


@pytest.mark.parametrize(
    "text", [f"```json\n{JSON}\n```", f"{JSON} done", JSON[:-1], "[" * 100_000, '{"cases": 1}', "[]"]
)
def test_other_answers_where_json_was_asked_for_score_0(text: str) -> None:
    assert measure(text, "test_suite_json").value == 0


def test_an_answer_that_cannot_be_used_scores_0() -> None:
    assert Format().measure(result(outcome="truncated"), fixture(), evidence()) == Measure(0.0, "it is truncated")

from dataclasses import replace

import pytest

from tests.builders import completion, document, evidence, fixture, manual, result, scenarios
from workbench.core.records import Measure
from workbench.generator.output.read import read
from workbench.scorers.gherkin_valid import GherkinValid

GOOD = scenarios("Then it is locked")
TWO = """Feature: Locks
  @AC-1
  Scenario: Locked account
    When the third password is wrong
    Then the account is locked

  Scenario: Open account
    When the second password is wrong
    {last}
"""


def measure(text: str, *, trace_tags: bool = False) -> Measure:
    tests = read(text, output="gherkin", criteria=["AC-1"]).suite
    assert tests.cases
    asked = replace(evidence(), trace_tags=trace_tags)
    return GherkinValid().measure(result(tests, completions=[completion(text)]), fixture(), asked)


def test_valid_scenarios_score_1() -> None:
    given = result(GOOD, completions=[])
    assert GherkinValid().measure(given, fixture(), evidence()) == Measure(1.0, "1 of 1 scenarios valid")


def test_the_share_of_scenarios_that_check_something_counts() -> None:
    assert measure(TWO.format(last="Then the account is open")) == Measure(1.0, "2 of 2 scenarios valid")
    assert measure(TWO.format(last="And the account is open")) == Measure(0.5, "1 of 2 scenarios valid, broken: S04")


def test_wrapping_that_the_reader_takes_off_costs_nothing() -> None:
    text = TWO.format(last="Then the account is open")
    assert measure(f"Sure:\n\n```gherkin\n{text}```\n\nBye.").value == 1


def test_tags_count_where_the_contract_asks_for_them_and_the_issue_has_criteria() -> None:
    text = TWO.format(last="Then the account is open")
    assert measure(text, trace_tags=True) == Measure(0.5, "1 of 2 scenarios valid, broken: X01")
    bare = fixture(document=document(criteria=[]))
    asked = replace(evidence(bare), trace_tags=True)
    tests = read(text, output="gherkin", criteria=[]).suite
    assert GherkinValid().measure(result(tests, completions=[completion(text)]), bare, asked).value == 1


def test_an_unusable_answer_scores_0_and_says_why() -> None:
    measured = GherkinValid().measure(result(outcome="unusable"), fixture(), evidence())
    assert measured == Measure(0.0, "it is unusable")


def test_where_manual_cases_were_asked_for_it_does_not_apply_usable_or_not() -> None:
    wanted = evidence(contract="test_suite_json")
    values = [
        GherkinValid().measure(given, fixture(), wanted).value
        for given in (result(manual("press", "it locks")), result(outcome="unusable"))
    ]
    assert values == [None, None]


@pytest.mark.parametrize("tests", [manual("press", "it locks"), scenarios()])
def test_manual_cases_and_none_where_gherkin_was_asked_for_score_0(tests: object) -> None:
    assert GherkinValid().measure(result(tests), fixture(), evidence()).value == 0

from dataclasses import replace

import pytest

from tests.builders import completion, evidence, fixture, manual, result
from workbench.core.lint import Style
from workbench.core.records import Measure
from workbench.generator.output.read import read
from workbench.scorers.gherkin_quality import GherkinQuality

TEXT = """Feature: Locks
  Scenario: Locked account
    Given a customer "ann"
    When the third password is wrong
    Then the account is locked

  Scenario: Check the open account
    Given a customer "bob"
    When the second password is wrong
    Then the account works properly
"""


def measure(text: str, style: Style | None = None) -> Measure:
    tests = read(text, output="gherkin", criteria=[]).suite
    assert tests.cases
    asked = replace(evidence(), style=style or Style())
    return GherkinQuality().measure(result(tests, completions=[completion(text)]), fixture(), asked)


def test_a_warning_costs_a_quarter_and_advice_a_twentieth_of_its_scenario() -> None:
    """By hand: (1 + (1 - 0.25 - 0.05)) / 2."""
    measured = measure(TEXT)
    assert measured.value == pytest.approx(0.85)
    assert measured.detail == "S11 1, T02 1"


def test_the_house_style_of_the_suite_counts() -> None:
    assert measure(TEXT, Style(ignore=("S11",))).value == pytest.approx(0.875)


def test_invalid_scenarios_do_not_count_and_without_a_valid_one_there_is_no_score() -> None:
    half = TEXT.replace("Then the account works properly", "And the account works properly")
    assert measure(half).value == 1
    assert measure(half.replace("Then the", "And the")) == Measure(None, "there is no valid scenario")


def test_an_answer_without_tests_and_manual_tests_have_no_score() -> None:
    scorer = GherkinQuality()
    assert scorer.measure(result(outcome="truncated"), fixture(), evidence()).value is None
    given = result(manual("press", "it locks"))
    assert scorer.measure(given, fixture(), evidence(contract="test_suite_json")).value is None


def test_a_language_without_a_word_list_is_named() -> None:
    text = "# language: sv\nEgenskap: f\n  Scenario: ett namn\n    Givet a\n    När b\n    Så c\n"
    assert measure(text) == Measure(1.0, "no findings; no word list for 'sv'")

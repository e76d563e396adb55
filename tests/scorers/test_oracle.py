import pytest

from tests.builders import evidence, fixture, manual, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestStep, TestSuite
from workbench.scorers.oracle import Oracle

GOOD = "Then the account is locked for 30 minutes"


def measure(tests: TestSuite) -> Measure:
    return Oracle().measure(result(tests), fixture(), evidence())


def test_tests_that_say_what_must_be_seen_count() -> None:
    assert measure(scenarios(GOOD, GOOD)) == Measure(1.0, "2 of 2 tests say what must be seen")


@pytest.mark.parametrize(
    "steps",
    [
        "And the account is locked",
        "Then the account works properly",
        "Then the status is 200 or 404",
        "Then the account is locked if it is old",
        "Then a random code is shown",
        f"And the customer waits 5 seconds\n  {GOOD}",
    ],
    ids=["no outcome", "a judgement", "a choice", "a condition", "chance", "waiting"],
)
def test_a_test_that_cannot_tell_right_from_wrong_does_not_count(steps: str) -> None:
    assert measure(scenarios(GOOD, steps)) == Measure(0.5, "1 of 2 tests say what must be seen")


def test_each_step_of_a_manual_test_needs_an_expected_result() -> None:
    (case,) = manual("Press the key", "It is locked").cases
    blind = case.model_copy(update={"steps": (*case.steps, TestStep(action="Press again"))})
    vague = case.model_copy(update={"steps": (TestStep(action="Press", expected="It works as expected"),)})
    assert measure(TestSuite(cases=(case, blind, vague))).value == pytest.approx(1 / 3)


def test_there_is_no_score_without_tests_or_without_words_for_the_language() -> None:
    assert Oracle().measure(result(outcome="unusable"), fixture(), evidence()).value is None
    polish = scenarios(GOOD).model_copy(update={"language": "pl"})
    assert measure(polish) == Measure(None, "no word list for the language of a 'pl' suite")

from dataclasses import replace

import pytest

from tests.builders import evidence, fixture, manual, result, scenarios
from workbench.core.lint import Style
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.atomicity import Atomicity

ONE = "Then it is locked"
TWICE = "Then it is locked\n  When it happens again\n  Then it is open"
LONG = ONE + "\n  And more" * 9


def measure(tests: TestSuite, style: Style | None = None) -> Measure:
    return Atomicity().measure(result(tests), fixture(), replace(evidence(), style=style or Style()))


def test_a_test_with_two_whens_or_too_many_steps_does_not_look_at_one_thing() -> None:
    assert measure(scenarios(ONE, TWICE, LONG, ONE)) == Measure(0.5, "2 of 4 tests look at one thing")


def test_what_is_too_much_is_house_style() -> None:
    assert measure(scenarios(ONE, TWICE, LONG), Style(max_whens=2, max_steps=11)).value == 1


@pytest.mark.parametrize(("criteria", "expected"), [(("AC-1", "AC-2"), 1.0), (("AC-1", "AC-2", "AC-3"), 0.0)])
def test_two_criteria_are_the_most(criteria: tuple[str, ...], expected: float) -> None:
    assert measure(scenarios(ONE, criteria=criteria)).value == expected


def test_steps_of_the_background_do_not_count() -> None:
    (case,) = scenarios("Then it is locked" + "\n  And more" * 8).cases
    tests = TestSuite(cases=(case.model_copy(update={"preconditions": ("a shop", "a customer")}),))
    assert measure(tests).value == 1


def test_a_manual_test_is_measured_by_its_steps() -> None:
    (case,) = manual("press", "it locks").cases
    long = case.model_copy(update={"steps": case.steps * 11})
    assert measure(TestSuite(cases=(case, long))).value == 0.5


def test_without_tests_there_is_no_score() -> None:
    assert Atomicity().measure(result(outcome="refused"), fixture(), evidence()).value is None

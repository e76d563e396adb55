import pytest

from tests.builders import document, evidence, fixture, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.entities import Entities

ISSUE = fixture(document=document(criteria=['After 5 tries on /login it says "Locked" (code E-17).']))


def measure(tests: TestSuite) -> Measure:
    return Entities().measure(result(tests), ISSUE, evidence(ISSUE))


@pytest.mark.parametrize(
    "step", ['Then "Locked" is shown', "Then E-17 stands there", "Then /login is open", "Then 5 are"]
)
def test_what_stands_in_the_issue_is_known(step: str) -> None:
    assert measure(scenarios(step)).value == 1


@pytest.mark.parametrize(
    "step", ['Then "Blocked" is shown', "Then E-18 stands there", "Then /logout is open", "Then 55"]
)
def test_what_stands_nowhere_is_not_known(step: str) -> None:
    assert measure(scenarios(step)).value == 0


def test_data_of_the_given_steps_and_examples_is_declared() -> None:
    given = "Scenario: x\n  Given an account A-12\n  When A-12 is opened\n  Then A-12 shows 4711"
    outline = "Scenario Outline: x\n  When <no> is opened\n  Then it opens\n\n  Examples:\n    | no |\n    | 9911 |"
    one, other = (scenarios("Then x").cases[0].model_copy(update={"scenario": text}) for text in (given, outline))
    assert measure(TestSuite(cases=(one,))) == Measure(0.5, "1 of 2 names, numbers and values are known")
    assert measure(TestSuite(cases=(other,))).value == 1


def test_tests_that_name_nothing_have_no_score() -> None:
    assert measure(scenarios("Then it is locked")) == Measure(None, "the tests name nothing")
    assert measure(TestSuite()).value is None

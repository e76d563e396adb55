import pytest

from tests.builders import evidence, fixture, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.duplicates import Duplicates


def measure(tests: TestSuite) -> Measure:
    return Duplicates().measure(result(tests), fixture(), evidence())


def test_it_is_the_share_of_tests_that_another_one_makes_superfluous() -> None:
    tests = scenarios("Then it is locked", "Then the mail is sent", "Then it is locked", "Then it is locked")
    assert measure(tests) == Measure(0.5, "tests 1 = 3 = 4")


@pytest.mark.parametrize("steps", [["Then it is locked"], ["Then it is locked", "Then it is open"]])
def test_different_tests_are_no_duplicates(steps: list[str]) -> None:
    assert measure(scenarios(*steps)) == Measure(0.0, "no test twice")


def test_an_empty_suite_has_no_score_and_so_does_not_lead() -> None:
    assert measure(TestSuite()) == Measure(None, "there are no tests")

import pytest

from tests.builders import behaviour, evidence, fixture, gold, result, scenarios
from workbench.core.records import Behaviour, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.boundary import Boundary

AGE = behaviour("An applicant under 18 is refused", id="B1")
SIZE = behaviour("A file of 10 MB is accepted", id="B2", kind="boundary")


def measure(tests: TestSuite, *behaviours: Behaviour) -> Measure:
    given = fixture(gold=gold(behaviours=behaviours))
    return Boundary().measure(result(tests), given, evidence(given))


def test_values_at_and_below_a_limit_are_enough() -> None:
    assert measure(scenarios("Then one of 17 is refused", "Then one of 18 is not"), AGE) == Measure(
        1.0, "missing: none"
    )


@pytest.mark.parametrize("step", ["Then one of 18 is refused", "Then one of 18 or 25 is refused", "Then he is refused"])
def test_one_value_at_a_limit_is_not_enough(step: str) -> None:
    assert measure(scenarios(step), AGE) == Measure(0.0, "missing: B1")


def test_values_in_examples_count() -> None:
    rows = "Then <age> is <result>\n\n  Examples:\n    | age | result |\n    | 17 | red |\n    | 18 | green |"
    assert measure(scenarios(rows), AGE).value == 1


def test_a_comparison_in_a_test_is_a_value_on_its_side() -> None:
    assert measure(scenarios("Then a file of 10 MB is taken", "Then one of more than 10 MB is not"), SIZE).value == 1


def test_a_number_of_a_boundary_behaviour_is_a_limit_without_a_comparison() -> None:
    assert measure(scenarios("Then a file of 10 MB is taken"), SIZE).value == 0
    assert measure(scenarios("Then a file is taken"), behaviour("A file of 10 MB is accepted")).value is None


def test_neighbours_in_the_gold_are_one_limit_and_quoted_numbers_none() -> None:
    both = behaviour("At most 240 characters are accepted, more than 241 are refused", id="B3")
    assert measure(scenarios("Then 240 characters and 241 characters"), both).value == 1
    assert measure(scenarios("Then x"), behaviour('The page says "at most 6 lines"')).value is None


def test_an_empty_suite_scores_0() -> None:
    assert measure(TestSuite(), AGE).value == 0

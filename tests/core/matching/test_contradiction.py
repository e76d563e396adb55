"""Mutated behaviours beside their originals."""

import pytest

from tests.builders import behaviour, gold, scenarios
from tests.matching import encode, shipped
from workbench.core.matching.contradiction import Contrast, contrasts, needed_for_contrasts, variants
from workbench.core.records import Gold
from workbench.generator.records import TestSuite

FEE = behaviour("A transfer of more than 500 EUR costs a fee of 4 EUR.", id="B1")
FREE = behaviour("A transfer of up to 500 EUR is free.", id="B2")
RED = behaviour("Cat", id="B3")
GOLD = gold(behaviours=[FEE, FREE, RED])
CHECKS = scenarios(
    "Given an account with 2000 EUR\n  When a transfer of 501 EUR is made, more than 500 EUR\n"
    "  Then the transfer costs a fee of 4 EUR",
    "When a transfer of up to 500 EUR is made\n  Then the transfer is free",
)


def found(given: Gold, tests: TestSuite) -> list[Contrast]:
    return contrasts(given, tests, shipped(), encode(needed_for_contrasts(given, tests)))


def test_a_changed_number_is_told_apart_by_tests_that_check_the_number() -> None:
    free = next(each for each in found(GOLD, CHECKS) if (each.mutator, each.behaviour) == ("number", "B2"))
    assert free.original > shipped().threshold
    assert free.told_apart


def test_a_test_that_checks_nothing_tells_nothing_apart() -> None:
    assert not any(each.told_apart for each in found(GOLD, scenarios("Then the result is as expected")))


def test_a_behaviour_without_mutants_yields_nothing() -> None:
    alone = gold(behaviours=[RED])
    assert (list(variants(alone)), found(alone, CHECKS)) == ([], [])
    assert "B3" not in {each.behaviour for each in found(GOLD, CHECKS)}


def test_a_variant_changes_what_its_mutator_can_and_nothing_else() -> None:
    number = next(each for each in variants(GOLD) if each.mutator == "number")
    assert number.changed == (0, 1)
    assert [a == b for a, b in zip(number.behaviours, GOLD.behaviours, strict=True)] == [False, False, True]


@pytest.mark.parametrize(
    ("original", "mutant", "told"), [(0.5, 0.39, True), (0.5, 0.41, False), (0.5, 0.6, False), (0.0, 0.0, False)]
)
def test_a_fall_of_a_fifth_tells_apart(original: float, mutant: float, told: bool) -> None:
    assert Contrast(mutator="number", behaviour="B1", original=original, mutant=mutant).told_apart is told

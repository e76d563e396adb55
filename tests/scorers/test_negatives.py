from tests.builders import behaviour, evidence, fixture, gold, result, scenarios
from workbench.core.records import Behaviour, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.negatives import Negatives

EXPIRED = behaviour("An expired voucher is refused", id="B1", kind="negative")
VIEWER = behaviour("A viewer who deletes an item gets 403", id="B2", kind="permission", values=("403",))
PLAIN = behaviour("A voucher lowers the total", id="B3")


def measure(tests: TestSuite, *behaviours: Behaviour) -> Measure:
    given = fixture(gold=gold(behaviours=behaviours))
    return Negatives().measure(result(tests), given, evidence(given))


def test_a_constraint_that_a_test_tries_to_break_counts() -> None:
    tests = scenarios("Then the expired voucher is refused")
    assert measure(tests, EXPIRED, VIEWER, PLAIN) == Measure(0.5, "missing: B2")


def test_a_test_that_does_not_reject_is_no_try() -> None:
    assert measure(scenarios("Then the expired voucher lowers the total"), EXPIRED).value == 0


def test_an_outcome_that_shows_a_value_of_the_constraint_rejects() -> None:
    red = behaviour("An applicant under 18 gets red with code R01", id="B4", kind="negative", values=("R01",))
    tests = scenarios("And an applicant is 17\n  Then the code is R01")
    assert measure(tests, red).value == 1


def test_invented_errors_earn_nothing_however_many() -> None:
    tests = scenarios("Then the answer is 503", "Then an error is shown", "Then the server fails", "Then it is denied")
    assert measure(tests, EXPIRED, VIEWER).value == 0


def test_one_outcome_stands_for_one_constraint() -> None:
    twin = behaviour("An expired voucher is refused again", id="B5", kind="negative")
    assert measure(scenarios("Then the expired voucher is refused"), EXPIRED, twin).value == 0.5


def test_it_does_not_apply_where_nothing_is_forbidden_and_an_empty_suite_scores_0() -> None:
    assert measure(scenarios("Then the total is lower"), PLAIN) == Measure(None, "the gold names no constraint")
    assert measure(TestSuite(), EXPIRED).value == 0

import pytest

from tests.builders import behaviour, evidence, fixture, gold, manual, result, scenarios
from workbench.core.records import Behaviour, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.coverage_evidence import CoverageEvidence

LOCKED = "The account is locked for 30 minutes"


def measure(tests: TestSuite, *behaviours: Behaviour) -> Measure:
    given = fixture(gold=gold(behaviours=behaviours or [behaviour(LOCKED)]))
    return CoverageEvidence().measure(result(tests), given, evidence(given))


def test_a_test_that_says_all_of_a_behaviour_in_its_outcome_is_full_evidence() -> None:
    found = measure(scenarios("Then the account is locked for 30 minutes"))
    assert found == Measure(1.0, "evidence for 1 of 1 behaviours")


def test_words_without_an_outcome_step_are_no_evidence() -> None:
    assert measure(scenarios("And the account is locked for 30 minutes")).value == 0


def test_an_outcome_about_something_else_is_no_evidence() -> None:
    tests = scenarios("And the account is locked for 30 minutes\n  Then nothing happens")
    assert measure(tests).value == 0


def test_a_title_and_tags_are_no_evidence() -> None:
    tests = TestSuite.model_validate(
        {
            "cases": [
                {
                    "title": LOCKED,
                    "labels": ["account", "locked"],
                    "scenario": f"@account\nScenario: {LOCKED}\n  When it happens\n  Then all is well",
                }
            ]
        }
    )
    assert measure(tests).value == 0


def test_a_number_that_is_missing_halves_the_evidence_of_a_behaviour_with_two() -> None:
    two = behaviour("Locked 30 minutes after 5 passwords")
    found = measure(scenarios("Then it is locked 30 minutes after some passwords"), two)
    assert found.value == pytest.approx(0.5)


def test_another_number_is_no_evidence() -> None:
    assert measure(scenarios("Then the account is locked for 90 days and minutes")).value == 0


@pytest.mark.parametrize("other", ["130 minutes", "30.5 minutes", "12:30 minutes", "300 minutes"])
def test_a_number_inside_another_is_no_evidence(other: str) -> None:
    assert measure(scenarios(f"Then the account is locked for {other}")).value == 0


@pytest.mark.parametrize("step", ["for 30, then open, in minutes", "(30) minutes", "until minutes are 30."])
def test_a_number_beside_a_sign_is_evidence(step: str) -> None:
    assert measure(scenarios(f"Then the account is locked {step}")).value == 1


def test_each_behaviour_counts_the_same() -> None:
    other = behaviour("An e-mail tells the owner", id="B2")
    found = measure(scenarios("Then the account is locked for 30 minutes"), behaviour(LOCKED), other)
    assert found == Measure(0.5, "evidence for 1 of 2 behaviours")


def test_the_best_test_counts_and_more_tests_do_not_add_up() -> None:
    weak, strong = "Then the account is closed", "Then the account is locked for 30 minutes"
    assert measure(scenarios(weak, strong)).value == measure(scenarios(strong)).value == 1


def test_a_manual_tests_expected_result_is_an_outcome_and_its_action_is_not() -> None:
    assert measure(manual("Enter five wrong passwords", LOCKED)).value == 1
    assert measure(manual(LOCKED, "All is well")).value == 0


def test_it_does_not_apply_where_the_gold_names_no_behaviour() -> None:
    given = fixture(gold=gold())
    measured = CoverageEvidence().measure(result(scenarios("Then x happens")), given, evidence(given))
    assert measured == Measure(None, "the gold names no behaviour")

"""What all scorers have in common."""

import pytest

from tests.builders import behaviour, evidence, fixture, gold, result, scenarios
from tests.matching import full_evidence
from workbench.generator.records import Outcome, TestSuite
from workbench.scorers import SCORERS

NOTHING: list[Outcome] = ["unusable", "refused", "truncated", "filtered"]
QUALITY = ["gherkin_valid", "coverage_evidence", "traceability"]


@pytest.mark.parametrize("outcome", NOTHING)
@pytest.mark.parametrize("name", [*QUALITY, "cases"])
def test_an_answer_without_tests_scores_0(name: str, outcome: Outcome) -> None:
    assert SCORERS[name].measure(result(outcome=outcome), fixture(), evidence()).value == 0


@pytest.mark.parametrize("name", QUALITY)
def test_an_empty_suite_that_calls_itself_ok_is_not_rewarded(name: str) -> None:
    assert SCORERS[name].measure(result(TestSuite()), fixture(), evidence()).value == 0


@pytest.mark.parametrize("name", QUALITY)
def test_a_share_stays_within_0_and_1_on_a_good_answer(name: str) -> None:
    given = fixture(gold=gold(behaviours=[behaviour()] * 3))
    tests = scenarios(*["Then the account is locked for 30 minutes"] * 5, criteria=("AC-1",))
    value = SCORERS[name].measure(result(tests), given, full_evidence(SCORERS[name], tests, given)).value
    assert value is not None
    assert 0 < value <= 1


def test_every_scorer_is_known_by_the_name_of_its_file() -> None:
    assert {name: type(scorer).__module__.rpartition(".")[2] for name, scorer in SCORERS.items()} == {
        name: name for name in SCORERS
    }


def test_every_scorer_says_what_a_reader_needs() -> None:
    for name, scorer in SCORERS.items():
        assert type(scorer).__doc__, name
        assert scorer.version >= 1, name
        assert isinstance(scorer.higher_is_better, bool), name


@pytest.mark.parametrize("name", [name for name, scorer in SCORERS.items() if not scorer.unit or name == "cases"])
def test_an_empty_suite_never_has_a_best_value(name: str) -> None:
    """Shares and counts; cost, tokens and seconds say what was spent, with or without tests."""
    limit = behaviour("An applicant under 18 must not sign in", kind="negative")
    given = fixture(gold=gold(behaviours=[limit]))
    value = SCORERS[name].measure(result(TestSuite()), given, evidence(given)).value
    assert value is None or (SCORERS[name].higher_is_better and value == 0)

from tests.builders import document, evidence, fixture, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.traceability import Traceability

TWO = fixture(document=document(criteria=["It locks.", "It unlocks."]))


def test_it_is_the_share_of_the_criteria_that_the_tests_name() -> None:
    tests = scenarios("Then it locks", "Then it still locks", criteria=("AC-1",))
    assert Traceability().measure(result(tests), TWO, evidence(TWO)) == Measure(0.5, "missing: AC-2")


def test_all_criteria_named_is_1() -> None:
    tests = scenarios("Then it locks", criteria=("AC-2", "AC-1"))
    assert Traceability().measure(result(tests), TWO, evidence(TWO)) == Measure(1.0, "missing: none")


def test_a_criterion_that_the_issue_does_not_have_earns_nothing() -> None:
    tests = scenarios("Then it locks", criteria=("AC-7", "AC-8"))
    assert Traceability().measure(result(tests), TWO, evidence(TWO)).value == 0


def test_it_does_not_apply_where_the_issue_states_no_criteria() -> None:
    bare = fixture(document=document(criteria=[]))
    measured = Traceability().measure(result(scenarios("Then it locks")), bare, evidence(bare))
    assert measured == Measure(None, "the issue states no criteria")


def test_a_test_without_a_step_claims_nothing() -> None:
    (case,) = scenarios("Then it locks", criteria=("AC-1",)).cases
    tests = TestSuite(cases=(case.model_copy(update={"scenario": "Scenario: Nothing"}),))
    assert Traceability().measure(result(tests), TWO, evidence(TWO)).value == 0

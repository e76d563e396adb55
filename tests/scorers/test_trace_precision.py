from tests.builders import document, evidence, fixture, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.trace_precision import TracePrecision

CRITERIA = ("The account is locked for 30 minutes.", "The owner gets an e-mail.", 'The page says "Try later".')
THREE = fixture(document=document(criteria=CRITERIA))


def measure(tests: TestSuite) -> Measure:
    return TracePrecision().measure(result(tests), THREE, evidence(THREE))


def labelled(step: str, *labels: str) -> TestSuite:
    (case,) = scenarios(step).cases
    return TestSuite(cases=(case.model_copy(update={"labels": labels}),))


def test_a_claim_holds_where_the_steps_are_about_the_criterion() -> None:
    assert measure(scenarios("Then an e-mail is sent to the owner", criteria=("AC-2",))).value == 1


def test_a_claim_fails_where_the_steps_are_about_something_else() -> None:
    assert measure(scenarios("Then the basket is empty", criteria=("AC-2",))).value == 0


def test_a_number_or_a_quoted_value_of_the_criterion_is_enough() -> None:
    assert measure(scenarios("Then it opens after 30", criteria=("AC-1",))).value == 1
    assert measure(scenarios('Then "Try later" is read', criteria=("AC-3",))).value == 1


def test_one_claim_of_two_is_half_and_the_detail_counts_them() -> None:
    tests = scenarios("Then an e-mail is sent to the owner", criteria=("AC-2", "AC-3"))
    assert measure(tests) == Measure(0.5, "1 of 2 claims hold, 0 name no criterion")


def test_an_id_that_the_issue_does_not_have_is_an_error_whatever_it_is_called() -> None:
    assert measure(labelled("Then an e-mail is sent to the owner", "AC-9", "REQ-2", "smoke")) == Measure(
        0.0, "0 of 2 claims hold, 2 name no criterion"
    )


def test_it_does_not_apply_where_no_test_claims_anything() -> None:
    assert measure(labelled("Then an e-mail is sent", "smoke", "SHOP-1")).value is None
    assert measure(TestSuite()).value is None

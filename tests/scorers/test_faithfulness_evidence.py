import numpy as np
import pytest

from tests.builders import document, evidence, fixture, gold, result, scenarios
from workbench.core.records import Fixture, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.faithfulness_evidence import FaithfulnessEvidence

CRITERIA = ("The account is locked after five wrong passwords.",)


def issue(*forbidden: str) -> Fixture:
    ruled = gold().model_copy(update={"forbidden": forbidden})
    return fixture(document=document(criteria=CRITERIA), gold=ruled)


def measure(tests: TestSuite, given: Fixture | None = None) -> Measure:
    chosen = given or issue()
    return FaithfulnessEvidence().measure(result(tests), chosen, evidence(chosen))


def test_it_is_the_mean_support_of_actions_and_outcomes() -> None:
    made = scenarios("Then the account is locked", "Then a voucher is printed")
    found = measure(made)
    assert found.value == pytest.approx((0 + 1 + 0 + 0) / 4)  # "it happens" is nowhere in the issue
    assert found.detail == "4 steps by words"


def test_a_test_that_asserts_what_is_forbidden_makes_it_0() -> None:
    given = issue("Cookies are baked.", "The password is sent by mail.")
    tests = scenarios("Then the account is locked", "Then the password is sent by mail")
    assert measure(tests, given) == Measure(0.0, "the tests assert what the gold forbids: 2")


def test_a_test_that_denies_what_is_forbidden_keeps_its_score() -> None:
    given = issue("The password is sent by mail.")
    found = measure(scenarios("Then the password is not sent by mail"), given)
    assert found == measure(scenarios("Then the password is not sent by mail"))


def test_with_sentence_vectors_it_is_the_cosine() -> None:
    given, tests, scorer = issue(), scenarios("Then it is closed"), FaithfulnessEvidence()
    texts = scorer.texts(result(tests), given)
    slanted = np.array([0.6, 0.8], dtype=np.float32)
    vectors = {text: np.array([1, 0], dtype=np.float32) for text in texts} | {"it is closed": slanted}
    found = scorer.measure(result(tests), given, evidence(given, vectors=vectors))
    assert found.value == pytest.approx((1.0 + 0.6) / 2)
    assert found.detail == "2 steps by sentence vectors"


def test_tests_without_steps_have_no_score_and_never_1() -> None:
    assert measure(TestSuite()) == Measure(None, "the tests do and expect nothing")
    assert FaithfulnessEvidence().texts(result(TestSuite()), issue()) == ()

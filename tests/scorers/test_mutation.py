from tests.builders import behaviour, evidence, fixture, gold, result, scenarios
from tests.matching import MISSING, measured, shipped
from workbench.core.records import Behaviour, Measure
from workbench.generator.records import TestSuite
from workbench.scorers.mutation import Mutation

FEE = behaviour("A transfer of more than 500 EUR costs a fee of 4 EUR.", id="B1")
FREE = behaviour("A transfer of up to 500 EUR is free.", id="B2")
CHECKS = scenarios(
    "Given an account with 2000 EUR\n  When a transfer of 501 EUR is made, more than 500 EUR\n"
    "  Then the transfer costs a fee of 4 EUR",
    "When a transfer of up to 500 EUR is made\n  Then the transfer is free",
)


def said(tests: TestSuite, *behaviours: Behaviour) -> Measure:
    return measured(Mutation(), tests, *(behaviours or (FEE, FREE)))


def test_tests_that_check_the_numbers_contradict_more_than_tests_that_check_nothing() -> None:
    good, vague = said(CHECKS), said(scenarios("When a transfer is made\n  Then the result is as expected"))
    assert good.value is not None
    assert good.value >= 0.25
    assert vague == Measure(0.0, good.detail.replace(good.detail.split()[0], "0", 1))


def test_a_mutant_of_a_behaviour_that_no_test_covers_is_not_contradicted() -> None:
    assert said(scenarios("When the invoice is printed\n  Then it has two pages")).value == 0


def test_no_tests_score_0_and_ask_for_no_vectors() -> None:
    given = fixture(gold=gold(behaviours=[FEE, FREE]))
    assert Mutation().texts(result(), given) == ()
    assert Mutation().measure(result(), given, evidence(given, fitted=shipped())) == Measure(0.0, "there are no tests")


def test_without_a_behaviour_there_is_no_score() -> None:
    bare = fixture(gold=gold())
    assert Mutation().measure(result(), bare, evidence(bare)).value is None
    assert Mutation().measure(result(CHECKS), bare, evidence(bare, fitted=shipped())) == Measure(
        None, "no behaviour can be mutated"
    )


def test_a_behaviour_that_cannot_be_mutated_has_no_score() -> None:
    assert said(CHECKS, behaviour("Cat")) == Measure(None, "no behaviour can be mutated")


def test_without_the_encoder_or_the_model_there_is_no_score_and_a_sentence() -> None:
    given = fixture(gold=gold(behaviours=[FEE]))
    known = (evidence(given, lacks=MISSING), evidence(given))
    found = [Mutation().measure(result(CHECKS), given, each) for each in known]
    assert found == [Measure(None, MISSING), Measure(None, "the fitted model is missing")]

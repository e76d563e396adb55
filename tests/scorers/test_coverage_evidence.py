from tests.builders import behaviour, evidence, fixture, gold, manual, result, scenarios
from tests.matching import MISSING, measured, shipped
from workbench.core.records import Behaviour, Measure
from workbench.generator.records import TestCase, TestSuite
from workbench.scorers.coverage_evidence import CoverageEvidence

LOCKED = behaviour('After five wrong passwords the account is locked for 30 minutes with "Try again later."', id="B1",
                   values=("Try again later.",))  # fmt: skip
MAILED = behaviour("When an account is locked, its owner gets an e-mail.", id="B2")
OPENED = behaviour("After 30 minutes the account can be used again.", id="B3")
THREE = (LOCKED, MAILED, OPENED)

CHECKS = """Given Ann has entered four wrong passwords
  When Ann enters a fifth wrong password
  Then the account of Ann is locked for 30 minutes
  And she is told "Try again later.\""""


def value(tests: TestSuite, *behaviours: Behaviour) -> float:
    found = measured(CoverageEvidence(), tests, *(behaviours or THREE)).value
    assert found is not None
    return found


def test_a_test_that_checks_a_behaviour_is_better_evidence_than_one_about_something_else() -> None:
    assert value(scenarios(CHECKS), LOCKED, MAILED) > 3 * value(
        scenarios("When the invoice is printed\n  Then it has two pages"), LOCKED, MAILED
    )


def test_the_number_of_behaviours_that_read_as_covered_is_said() -> None:
    assert measured(CoverageEvidence(), scenarios(CHECKS), *THREE).detail == "1 of 3 behaviours read as covered"


def test_a_test_without_an_outcome_step_counts_nothing() -> None:
    assert value(scenarios("And the account is locked for 30 minutes")) == 0


def test_a_name_and_tags_count_nothing() -> None:
    named = TestCase(
        title=LOCKED.statement,
        labels=("account", "locked"),
        scenario=f"@account\nScenario: {LOCKED.statement}\n  When it happens\n  Then all is well",
    )
    plain = named.model_copy(
        update={"title": "x", "labels": (), "scenario": "Scenario: x\n  When it happens\n  Then all is well"}
    )
    assert value(TestSuite(cases=(named,))) == value(TestSuite(cases=(plain,))) < 0.1


def test_a_wrong_number_is_worse_evidence() -> None:
    assert value(scenarios(CHECKS.replace("30", "45"))) < value(scenarios(CHECKS))


def test_another_message_than_the_named_one_is_worse_evidence() -> None:
    assert value(scenarios(CHECKS.replace("Try again later.", "Something went wrong."))) < value(scenarios(CHECKS))


def test_the_opposite_outcome_is_worse_evidence() -> None:
    sent, not_sent = (f"When the account of Ann is locked\n  Then Ann gets {what} e-mail" for what in ("an", "no"))
    assert value(scenarios(not_sent)) < value(scenarios(sent))


def test_values_of_examples_count_as_if_they_were_written_out() -> None:
    outline = TestCase(
        title="Wrong passwords",
        scenario="Scenario Outline: Wrong passwords\n  Given Ann has entered four wrong passwords\n"
        "  When Ann enters a fifth wrong password\n  Then the account of Ann is <state> for <time>\n"
        '  And she is told "<said>"\n\n  Examples:\n    | state | time | said |\n'
        "    | locked | 30 minutes | Try again later. |\n",
    )
    assert abs(value(TestSuite(cases=(outline,))) - value(scenarios(CHECKS))) < 0.05


def test_a_step_that_broken_gherkin_lost_still_counts() -> None:
    broken = TestCase(title="x", scenario="Scenario: x\n  - Given Ann has entered four wrong passwords\n"
                      "  When Ann enters a fifth wrong password\n"
                      "  Expected: the account of Ann is locked for 30 minutes\n"
                      '  Expected: she is told "Try again later."')  # fmt: skip
    assert value(TestSuite(cases=(broken,))) > value(scenarios("Then the account is open")) + 0.1


def test_a_manual_tests_expected_result_is_an_outcome_and_its_action_is_not() -> None:
    asked = "Enter five wrong passwords"
    assert value(manual(asked, "The account is locked for 30 minutes")) > value(
        manual("The account is locked for 30 minutes", asked)
    )


def test_an_answer_without_tests_scores_0() -> None:
    given = fixture(gold=gold(behaviours=THREE))
    found = CoverageEvidence().measure(result(), given, evidence(given, fitted=shipped()))
    assert found == Measure(0.0, "there are no tests")


def test_it_does_not_apply_where_the_gold_names_no_behaviour() -> None:
    given = fixture(gold=gold())
    found = CoverageEvidence().measure(result(scenarios("Then x happens")), given, evidence(given))
    assert found == Measure(None, "the gold names no behaviour")


def test_without_the_encoder_there_is_no_score_and_a_sentence() -> None:
    given = fixture(gold=gold(behaviours=THREE))
    found = CoverageEvidence().measure(result(scenarios(CHECKS)), given, evidence(given, lacks=MISSING))
    assert found == Measure(None, MISSING)


def test_without_the_fitted_model_there_is_no_score_and_a_sentence() -> None:
    given = fixture(gold=gold(behaviours=THREE))
    found = CoverageEvidence().measure(result(scenarios(CHECKS)), given, evidence(given))
    assert found == Measure(None, "the fitted model is missing")

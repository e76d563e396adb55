from tests.builders import evidence, fixture, manual, result, scenarios
from workbench.core.records import Measure
from workbench.scorers.gherkin_valid import GherkinValid

GOOD = scenarios("Then it is locked")


def test_valid_scenarios_score_1() -> None:
    assert GherkinValid().measure(result(GOOD), fixture(), evidence()) == Measure(1.0)


def test_an_unusable_answer_scores_0_and_says_why() -> None:
    measured = GherkinValid().measure(result(outcome="unusable"), fixture(), evidence())
    assert measured == Measure(0.0, "it is unusable")


def test_where_manual_cases_were_asked_for_it_does_not_apply_usable_or_not() -> None:
    wanted = evidence(contract="test_suite_json")
    values = [
        GherkinValid().measure(given, fixture(), wanted).value
        for given in (result(manual("press", "it locks")), result(outcome="unusable"))
    ]
    assert values == [None, None]


def test_manual_cases_where_gherkin_was_asked_for_score_0() -> None:
    assert GherkinValid().measure(result(manual("press", "it locks")), fixture(), evidence()).value == 0

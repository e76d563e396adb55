from tests.builders import evidence, fixture, gold, result, scenarios
from workbench.core.records import Measure
from workbench.generator.records import TestSuite
from workbench.scorers.language import Language

TWO = scenarios("Then a", "Then b")


def measure(*languages: str | None, issue: str = "pt-BR", tests: TestSuite = TWO) -> Measure:
    given = fixture(gold=gold(language=issue))
    return Language().measure(result(tests), given, evidence(given, languages=languages))


def test_it_is_the_share_of_tests_in_the_issues_language() -> None:
    assert measure("pt", "en") == Measure(0.5, "1 of 2 tests in pt, also in en")


def test_a_test_that_is_too_short_to_tell_is_left_out() -> None:
    assert measure("pt", None) == Measure(1.0, "1 of 1 tests in pt")
    assert measure(None, None).value is None


def test_an_empty_suite_has_no_language() -> None:
    assert measure(tests=TestSuite()) == Measure(None, "there are no tests")


def test_what_is_told_is_the_steps_without_keywords_and_quotes() -> None:
    (said,) = Language().spoken(result(scenarios("Then he reads „Bitte warten“ here")))
    assert said.split() == ["it", "happens", "he", "reads", "here"]

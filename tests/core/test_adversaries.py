import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import behaviour, prepared
from tests.conftest import ROOT
from workbench.adapters.catalog.datasets import read_dataset
from workbench.core.adversaries import ADVERSARIES
from workbench.core.records import Fixture
from workbench.core.text.steps import steps
from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import faults, lone_scenario
from workbench.generator.records import Criterion, Issue, TestSuite

ISSUE = Issue(
    key="BOAT-1",
    type="Story",
    summary="Lend boats",
    description="Boats are lent by the hour. A boat that leaks stays ashore.\n\nThe warden has the keys.",
    criteria=(Criterion(id="AC-1", text="A boat that leaks is not lent."),),
)
BEHAVIOURS = (behaviour("A boat that leaks is not lent."), behaviour("The crew is told at once.", id="B2"))
OUTCOMES = {"de": "ist das Ergebnis wie erwartet", "en": "the result is as expected", "ja": "the result is as expected"}


@pytest.fixture(scope="module")
def studio() -> tuple[Fixture, ...]:
    return read_dataset(ROOT / "datasets" / "studio").fixtures


def built(name: str, language: str = "en") -> TestSuite:
    return ADVERSARIES[name](ISSUE, BEHAVIOURS, language)


def said(suite: TestSuite, role: str) -> list[str]:
    return [step.text for case in suite.cases for step in steps(case, suite.language) if step.role == role]


def test_there_are_six() -> None:
    assert list(ADVERSARIES) == ["echo", "copy", "empty", "longest", "keywords", "restated"]


@pytest.mark.parametrize("name", ADVERSARIES)
def test_every_suite_of_the_studio_dataset_is_valid_gherkin(name: str, studio: tuple[Fixture, ...]) -> None:
    for fixture in studio:
        suite = ADVERSARIES[name](prepared(fixture), fixture.gold.behaviours, fixture.gold.language)
        assert name == "empty" or suite.cases
        assert faults(to_feature(suite, fixture.key) or "Feature: x\n Scenario: y\n  * z") == ()
        assert all(lone_scenario(case.scenario or "", suite.language) for case in suite.cases)


@pytest.mark.parametrize("name", ADVERSARIES)
def test_a_suite_is_always_the_same(name: str) -> None:
    assert built(name) == built(name)


def test_echo_names_each_behaviour_and_its_steps_say_nothing_of_it() -> None:
    suite = built("echo")
    assert [case.title for case in suite.cases] == [each.statement for each in BEHAVIOURS]
    assert set(said(suite, "outcome")) == {"the result is as expected"}
    assert "boat" not in " ".join(said(suite, "context") + said(suite, "action"))


def test_copy_quotes_the_issue_where_nothing_is_checked() -> None:
    suite = built("copy")
    assert "The warden has the keys." in said(suite, "context")
    assert "A boat that leaks is not lent." in said(suite, "context")
    assert set(said(suite, "outcome")) == {"the result is as expected"}


def test_empty_has_no_tests() -> None:
    assert built("empty").cases == ()


def test_longest_is_one_test_that_says_everything_in_every_part() -> None:
    suite = built("longest")
    assert len(suite.cases) == 1
    for role in ("context", "action", "outcome"):
        assert {each.statement for each in BEHAVIOURS} <= set(said(suite, role))


def test_keywords_hold_the_words_and_no_sentence() -> None:
    suite = built("keywords")
    text = " ".join(said(suite, "outcome"))
    assert {"boat", "leaks", "lent", "warden", "keys"} <= set(text.split())
    assert not any(each.statement in text for each in BEHAVIOURS)


def test_restated_says_each_behaviour_as_an_outcome_that_nothing_leads_to() -> None:
    suite = built("restated")
    assert said(suite, "outcome") == [each.statement for each in BEHAVIOURS]
    assert set(said(suite, "context")) == {"the system is ready"}


@pytest.mark.parametrize("language", OUTCOMES)
def test_steps_are_in_the_language_of_the_issue_where_there_are_phrases_for_it(language: str) -> None:
    assert OUTCOMES[language] in said(built("echo", language), "outcome")


def test_a_region_without_a_dialect_takes_its_language() -> None:
    assert built("echo", "pt-BR").language == "pt"


def test_criteria_stand_in_where_there_is_no_gold() -> None:
    assert [case.title for case in ADVERSARIES["echo"](ISSUE, (), "en").cases] == ["A boat that leaks is not lent."]


texts = st.text(max_size=200)


@settings(max_examples=100, deadline=None)
@given(summary=texts, description=texts, statement=texts, language=st.sampled_from(["en", "de", "ja", "xx", ""]))
def test_any_text_makes_valid_gherkin_within_the_limits(
    summary: str, description: str, statement: str, language: str
) -> None:
    issue = Issue(key="X-1", type="", summary=summary, description=description)
    for build in ADVERSARIES.values():
        suite = build(issue, (behaviour(statement),), language)
        text = to_feature(suite, "X-1")
        assert not text or faults(text) == ()


def test_long_issues_keep_within_the_limits_of_a_suite() -> None:
    many = [behaviour("A boat is lent. " * 100, id=f"B{number}") for number in range(300)]
    issue = Issue(key="X-1", type="", summary="s" * 1000, description="word " * 20_000)
    for build in ADVERSARIES.values():
        suite = build(issue, many, "en")
        assert len(suite.cases) <= 200
        assert all(len(case.scenario or "") <= 20_000 for case in suite.cases)

"""Suites as feature files: what is written can be read, and says the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.generator.output.suites import IDS, MANUAL, all_of, hostile_outputs
from workbench.generator.output.files import to_feature, to_json
from workbench.generator.output.gherkin import Step, lone_scenario, parse, steps_of
from workbench.generator.output.read import read
from workbench.generator.output.tests_file import TestsFile
from workbench.generator.records import TestCase, TestStep, TestSuite

ENGLISH = '''@AC-1 @smoke
Feature: Lock an account
  Background:
    Given a customer
      | name |
      | ann  |
    And a mailbox for <count>

  @ac_02
  Scenario: Third wrong password
    Whoever guesses is locked out.
    And two wrong attempts
    When the customer reads
      """
      one

        two | three
      """
    Then the account has
      | state  | since |
      | locked | now   |

  @security
  Rule: no mistakes
    Background:
      Given a clock
    Scenario Outline: <count> attempts
      When <count> attempts fail
      Then the account is <state>
      @AC-12
      Examples:
        | count | state  |
        | 3     | locked |
'''
GERMAN = """# language: de
Funktionalität: Sperre
  Grundlage:
    Gegeben sei ein Kunde
  @AC-1
  Szenario: Drittes falsches Kennwort
    Wenn er es eingibt
    Dann ist er gesperrt
    Aber nicht lange
  @AC-2
  Szenariogrundriss: <zahl> Versuche
    Wenn <zahl> scheitern
    Dann ist er gesperrt
    Beispiele:
      | zahl |
      | 3    |
"""
FRENCH = """# language: fr
Fonctionnalité: Blocage
  Contexte:
    Étant donné qu'un client existe
    Et que son compte est ouvert
  @AC-1
  Plan du scénario: <n> essais
    Quand <n> essais échouent
    Alors le compte est bloqué
    Exemples:
      | n |
      | 3 |
"""
JAPANESE = """# language: ja
機能: ロック
  背景:
    前提顧客がいる
    かつ口座がある
  @AC-1
  シナリオ: 三回目
    もし間違える
    ならばロックされる
"""
FEATURES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "ja": JAPANESE}


def suite_in(text: str) -> TestSuite:
    reading = read(text, output="gherkin", criteria=IDS)
    assert reading.reason is None
    return reading.suite


def what(step: Step) -> tuple[str, str, str]:
    # A background's `<count>` is no placeholder, so in an outline's own steps it is spelled otherwise.
    return (step.role, step.text.replace("<count>", "‹count›"), step.argument)


def meaning(suite: TestSuite) -> list[tuple[str, set[str], set[str], list[tuple[str, str, str]]]]:
    """Of each case its title, its criteria, its labels without the issue's key, and what its steps say."""
    return [
        (
            case.title,
            set(case.criteria),
            set(case.labels) - {"SHOP-12"},
            [what(step) for step in steps_of(case, suite.language)],
        )
        for case in suite.cases
    ]


# Gherkin ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FEATURES.values(), ids=FEATURES.keys())
def test_what_was_read_says_the_same_when_written_and_read_again(text: str) -> None:
    suite = suite_in(text)
    again = suite_in(to_feature(suite, "SHOP-12"))
    assert again.language == suite.language
    assert again.title == suite.title
    assert meaning(again) == meaning(suite)


@pytest.mark.parametrize("text", FEATURES.values(), ids=FEATURES.keys())
def test_what_was_written_is_written_again_unchanged(text: str) -> None:
    written = to_feature(suite_in(text), "SHOP-12")
    assert to_feature(suite_in(written), "SHOP-12") == written


@pytest.mark.parametrize("text", FEATURES.values(), ids=FEATURES.keys())
def test_every_case_that_was_read_is_a_scenario_alone(text: str) -> None:
    suite = suite_in(text)
    found = [lone_scenario(case.scenario or "", suite.language) for case in suite.cases]
    assert [scenario.title if scenario else None for scenario in found] == [case.title for case in suite.cases]


def test_the_whole_file_in_english() -> None:
    assert (
        to_feature(suite_in(ENGLISH), "SHOP-12")
        == '''@SHOP-12
Feature: Lock an account

  @AC-1 @smoke
  @ac_02
  Scenario: Third wrong password
    Whoever guesses is locked out.
    Given a customer | name | | ann |
    And a mailbox for <count>
    And two wrong attempts
    When the customer reads
      """
      one

        two | three
      """
    Then the account has
      | state  | since |
      | locked | now   |

  @AC-1 @smoke @security
  Scenario Outline: <count> attempts
    Given a customer | name | | ann |
    And a mailbox for ‹count›
    And a clock
    When <count> attempts fail
    Then the account is <state>
    @AC-12
    Examples:
      | count | state  |
      | 3     | locked |
'''
    )


def test_a_doc_strings_blanks_are_kept() -> None:
    text = 'Feature: f\n  Scenario: s\n    Given a text\n      """\n      one\n        \n      two  \n      """\n'
    written = to_feature(suite_in(text), "SHOP-12")
    (step,) = parse(written).scenarios[0].steps
    assert step.argument == "one\n  \ntwo  "


def test_a_scenario_that_is_none_is_written_as_it_is() -> None:
    case = TestCase(title="t", scenario="When x\nwhatever", preconditions=("p",), criteria=("AC-1",))
    assert to_feature(TestSuite(title="f", cases=(case,)), "SHOP-12") == (
        "@SHOP-12\nFeature: f\n\n  When x\n  whatever\n"
    )


# Manual tests ----------------------------------------------------------------------------------

MANUAL_CASE = TestCase(
    title="Third wrong password",
    preconditions=("a customer", "two wrong attempts"),
    steps=(
        TestStep(action="open the page"),
        TestStep(action="enter a password", data="wrong", expected="the account is locked"),
    ),
    labels=("smoke test", "@a#b"),
    criteria=("AC-1", "AC-2"),
)


def test_a_manual_test_becomes_given_when_and_then() -> None:
    assert to_feature(TestSuite(title="Lock", cases=(MANUAL_CASE,)), "SHOP-12") == (
        "@SHOP-12\nFeature: Lock\n\n"
        "  @AC-1 @AC-2 @smoke-test @-a-b\n"
        "  Scenario: Third wrong password\n"
        "    Given a customer\n"
        "    And two wrong attempts\n"
        "    When open the page\n"
        "    When enter a password (wrong)\n"
        "    Then the account is locked\n"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Angenommen a customer", "Und two wrong attempts", "Wenn open the page"]),
        ("fr", ["Soit a customer", "Et two wrong attempts", "Quand open the page"]),
        ("ja", ["前提a customer", "且つtwo wrong attempts", "もしopen the page"]),
    ],
)
def test_a_manual_test_in_another_language_has_its_keywords(language: str, expected: list[str]) -> None:
    written = to_feature(TestSuite(language=language, cases=(MANUAL_CASE,)), "SHOP-12")
    assert written.startswith(f"# language: {language}\n@SHOP-12\n")
    assert [line.strip() for line in written.splitlines()][6:9] == expected


def test_a_language_without_a_dialect_is_written_in_english() -> None:
    suite = TestSuite(title="Lock", language="xx", cases=(MANUAL_CASE,))
    assert to_feature(suite, "SHOP-12") == to_feature(suite.model_copy(update={"language": "en"}), "SHOP-12")


def test_text_that_gherkin_would_take_for_its_own_stays_text() -> None:
    step = TestStep(action="# none\n@AC-2", data="a\x0bb", expected="x\u2028Scenario: y\0")
    case = TestCase(title="a\r\n<b> | c", steps=(TestStep(action="\0", expected="\x85."), step), labels=("\0", "\x07x"))
    assert to_feature(TestSuite(title="\x1c", cases=(case,)), "SHOP 12\n@x") == (
        "@SHOP-12-x\nFeature: SHOP 12 @x\n\n"
        "  @untitled @x\n"
        "  Scenario: a <b> | c\n"
        "    Then .\n"
        "    When # none @AC-2 (a b)\n"
        "    Then x Scenario: y\n"
    )


@pytest.mark.parametrize(("title", "step"), [("Log in", "Log in"), ("\0", "...")])
def test_a_manual_test_without_steps_still_has_one(title: str, step: str) -> None:
    written = to_feature(TestSuite(cases=(TestCase(title=title),)), "SHOP-12")
    assert written.splitlines()[-1] == f"    When {step}"
    assert parse(written).faults == ()


@given(MANUAL)
@settings(deadline=None)
def test_any_manual_suite_is_a_faultless_feature_with_each_case_and_its_criteria(suite: TestSuite) -> None:
    written = to_feature(suite, "SHOP-12")
    assert parse(written).faults == ()
    found = [set(case.criteria) for case in suite_in(written).cases]
    assert found == [set(case.criteria) for case in suite.cases]


def test_hostile_outputs_stay_text_in_a_feature(reference: Path) -> None:
    outputs = [text for text in hostile_outputs(reference) if text.strip()]
    assert len(outputs) == 36
    for text in outputs:
        document = parse(to_feature(all_of(text), "SHOP-12"))
        assert document.faults == ()
        (scenario,) = document.scenarios
        assert [step.role for step in scenario.steps] == ["context", "action", "outcome"]
        assert len(scenario.tags) == 3


# Both ------------------------------------------------------------------------------------------


def test_no_tests_are_an_empty_file() -> None:
    assert to_feature(TestSuite(title="Lock"), "SHOP-12") == ""


@given(MANUAL)
@settings(max_examples=30, deadline=None)
def test_json_is_read_back_as_the_same_suite(suite: TestSuite) -> None:
    assert TestsFile.model_validate_json(to_json(suite, "SHOP-12")).suite == suite

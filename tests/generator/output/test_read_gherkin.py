"""Answers under the contract `gherkin`: any wrapping, one meaning."""

import pytest

from workbench.generator.output.read import read as read_answer
from workbench.generator.records import Reading, TestCase, TestSuite

FEATURE = """Feature: Lock an account

  @AC-1
  Scenario: Third wrong password
    Given a customer with two wrong attempts
    When the customer enters a wrong password
    Then the account is locked
"""
SOURCE = """@AC-1
Scenario: Third wrong password
  Given a customer with two wrong attempts
  When the customer enters a wrong password
  Then the account is locked"""
LOCKED = Reading(
    suite=TestSuite(
        title="Lock an account",
        cases=(TestCase(title="Third wrong password", scenario=SOURCE, criteria=("AC-1",)),),
    )
)
SECRET = "Zq-confidential"


def read(text: str) -> Reading:
    return read_answer(text, output="gherkin", criteria=["AC-1", "AC-2"])


def cases(text: str) -> tuple[TestCase, ...]:
    reading = read(text)
    assert reading.reason is None
    return reading.suite.cases


# Wrapping --------------------------------------------------------------------------------------

WRAPPED = {
    "bare": FEATURE,
    "fenced": f"```gherkin\n{FEATURE}```",
    "fenced without a word": f"```\n{FEATURE}```\n",
    "fenced with tildes": f"~~~feature\n{FEATURE}~~~",
    "an indented fence": "  ```gherkin\n" + "".join(f"  {line}\n" for line in FEATURE.splitlines()) + "  ```",
    "a fence that is never closed": f"Here you are:\n```gherkin\n{FEATURE}",
    "a fence that is never opened": f"{FEATURE}```\n\nI hope this helps.",
    "prose before": f"Sure, here are the tests.\n\n{FEATURE}",
    "prose after": f"{FEATURE}\nI hope this helps: tell me more.",
    "prose and a heading before, prose after": f"# Tests\n\nBelow.\n\n{FEATURE}\n**Note**: it is short.\n\nBye.",
    "prose around a fence": f"Sure, the feature:\n\n```gherkin\n{FEATURE}```\n\nThis feature tests it all.",
    "code of another language after": f"```gherkin\n{FEATURE}```\n\n```python\n@given('x')\ndef x(): ...\n```",
    "thoughts": f"<think>\nFeature: no, wait.\n</think>\n\n{FEATURE}",
    "thoughts whose start is missing": f"Scenario: or so?\n</think>\n{FEATURE}",
    "thoughts under another name": f"<thinking>Given that ...</thinking>{FEATURE}",
    "a byte order mark": f"\ufeff{FEATURE}",
    "carriage returns": FEATURE.replace("\n", "\r\n"),
    "a language line": f"# language: en\n{FEATURE}",
    "blank lines": f"\n\n\n{FEATURE}\n\n\n",
    "remarks": FEATURE.replace("\n\n", "\n  # about passwords\n\n") + "\n# the end\n",
    "all of it to the right": "".join(f"\t{line}\n" for line in FEATURE.splitlines()),
}


@pytest.mark.parametrize("answer", WRAPPED.values(), ids=WRAPPED.keys())
def test_wrapping_changes_nothing(answer: str) -> None:
    assert read(answer) == LOCKED


def test_a_feature_may_go_on_in_the_next_fence() -> None:
    more = "  @AC-2\n  Scenario: Again\n    When the customer waits\n    Then the account is open\n"
    found = cases(f"First:\n```gherkin\n{FEATURE}```\nThen:\n```gherkin\n{more}```\n")
    assert [(case.title, case.criteria) for case in found] == [
        ("Third wrong password", ("AC-1",)),
        ("Again", ("AC-2",)),
    ]


def test_two_features_are_not_read_as_one() -> None:
    reading = read(f"```gherkin\n{FEATURE}```\n```gherkin\n{FEATURE}```")
    assert reading == Reading(
        suite=TestSuite(), reason="not valid Gherkin: V01 a line that Gherkin does not allow here (line 8)"
    )


def test_a_scenario_outside_the_fence_is_not_lost_in_silence() -> None:
    outside = "Scenario: Outside\n  When the customer waits\n  Then the account is open\n"
    assert read(f"```gherkin\n{FEATURE}```\n\n{outside}").suite != LOCKED.suite


def test_a_fence_in_a_doc_string_does_not_end_the_answer() -> None:
    step = "    And the mail says\n      ```\n      Locked.\n      ```\n"
    (case,) = cases(f"```gherkin\n{FEATURE}{step}```\nBye.")
    assert case.scenario == f"{SOURCE}\n  And the mail says\n    ```\n    Locked.\n    ```"


# Meaning ---------------------------------------------------------------------------------------


def test_tags_name_criteria_in_any_spelling_and_unknown_ones_stay_labels() -> None:
    tags = "@AC-1 @ac_02 @AC-01 @AC-3 @AC-12 @smoke @ac"
    (case,) = cases(FEATURE.replace("@AC-1", tags))
    assert (case.criteria, case.labels) == (("AC-1", "AC-2"), ("AC-3", "AC-12", "smoke", "ac"))


def test_the_features_tags_are_the_scenarios_too() -> None:
    (case,) = cases(f"@AC-2 @SHOP-12\n{FEATURE}")
    assert (case.criteria, case.labels) == (("AC-2", "AC-1"), ("SHOP-12",))


def test_backgrounds_become_preconditions() -> None:
    (case,) = cases(
        "Feature: f\n  Background:\n    Given a shop\n      | name |\n      | Ann's |\n    And a customer\n"
        "  Rule: r\n    Background:\n      Given a basket\n    Scenario: s\n      When x\n      Then y\n"
    )
    assert case.preconditions == ("a shop | name | | Ann's |", "a customer", "a basket")
    assert case.scenario == "Scenario: s\n  When x\n  Then y"


def test_many_tags_and_a_long_background_step_are_no_fault() -> None:
    tags, long = " ".join(f"@t{n}" for n in range(60)), "word " * 200
    (case,) = cases(f"Feature: f\n  Background:\n    Given {long}\n  {tags}\n  Scenario: s\n    When x\n    Then y\n")
    assert (len(case.labels), case.preconditions) == (60, (long.strip(),))


def test_an_outline_is_one_case_and_kept_whole() -> None:
    outline = (
        "@AC-1\nScenario Outline: <n> attempts\n  When <n> attempts fail\n  Then the account is <state>\n\n"
        "  @AC-2\n  Examples:\n    | n | state  |\n    | 3 | locked |\n\n"
        "  Examples: few\n    | n | state |\n    | 2 | open  |"
    )
    (case,) = cases(f"Feature: f\n\n{outline}\n\n  # the end\n")
    assert case.scenario == outline
    assert case.criteria == ("AC-1", "AC-2")


def test_a_doc_string_keeps_its_blanks() -> None:
    text = 'Feature: f\n  Scenario: s\n    Given a text\n      """\n      one\n        \n        two\n      """\n'
    (case,) = cases(text)
    assert case.scenario == 'Scenario: s\n  Given a text\n    """\n    one\n      \n      two\n    """'


def test_a_scenario_without_a_name_gets_its_number() -> None:
    assert [case.title for case in cases("Feature: f\nScenario:\n  Given x\nScenario:\n  Given y")] == [
        "Scenario 1",
        "Scenario 2",
    ]


def test_a_long_name_is_cut_and_the_scenario_is_not() -> None:
    (case,) = cases(f"Feature: {'f' * 400}\nScenario: {'s' * 400}\n  Given x")
    assert case.title == "s" * 200
    assert case.scenario == f"Scenario: {'s' * 400}\n  Given x"


def test_a_declared_language_is_read_in_its_keywords() -> None:
    reading = read("# language: de\nFunktion: Sperre\n  @AC-1\n  Szenario: Drei\n    Wenn x\n    Dann y\n")
    assert reading.suite.language == "de"
    assert [case.criteria for case in reading.suite.cases] == [("AC-1",)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Funktion: Sperre\n  Szenario: Drei\n    Angenommen x\n    Wenn y\n    Dann z\n"),
        ("fr", "Fonctionnalité: Blocage\n  Scénario: Trois\n    Soit x\n    Quand y\n    Alors z\n"),
        ("ja", "フィーチャ: ロック\n  シナリオ: 三回\n    前提x\n    もしy\n    ならばz\n"),
    ],
)
def test_another_languages_keywords_need_a_language_line(language: str, text: str) -> None:
    reading = read(text)
    assert reading == Reading(
        suite=TestSuite(), reason=f"keywords of {language!r} without a '# language: {language}' line"
    )
    assert read(f"# language: {language}\n{text}").reason is None


# Refusal ---------------------------------------------------------------------------------------

UNUSABLE = {
    "nothing": ("", "the answer is empty"),
    "blanks": (" \n\t\n", "the answer is empty"),
    "thoughts without an end": (f"<think>{SECRET} {FEATURE}", "the answer is empty"),
    "prose": (f"I cannot, {SECRET}.", "not valid Gherkin: V01 a line that Gherkin does not allow here (line 1)"),
    "a step that is swallowed": (
        FEATURE.replace("Given", f"- Given {SECRET}").replace("When", "- When").replace("Then", "- Then"),
        "not valid Gherkin: V06 a scenario or background without steps (line 4)",
    ),
    "an open doc string": (f'{FEATURE}      """\n{SECRET}', "not valid Gherkin: V01 the text ends too early (line 10)"),
    "an unknown language": (f"# language: {SECRET}\n{FEATURE}", "not valid Gherkin: V01 an unknown language"),
    "an unknown keyword": (f"{FEATURE}    Or {SECRET}\n", "not valid Gherkin: V01 a line that"),
    "a scenario in bold": (f"Feature: f\n**Scenario: {SECRET}**\nGiven x", "not valid Gherkin: V04 a feature"),
    "a keyword glued to its text": (f"Feature: f\nScenario: s\nGiven{SECRET}\nGiven x", "not valid Gherkin: V05"),
    "prose without a blank line before": (f"{FEATURE}{SECRET}, done.", "not valid Gherkin: V01 a line that"),
    "a scenario after prose": (
        f"{FEATURE}\nAlso {SECRET}:\n\n  Scenario: s\n    When x\n",
        "not valid Gherkin: V01 a line that Gherkin does not allow here (line 9)",
    ),
    "keywords of another language than the declared": (
        f"# language: xx\nFunktion: {SECRET}\n  Szenario: s\n    Wenn x\n    Dann y\n",
        "not valid Gherkin: V01 an unknown language",
    ),
    "too long": (SECRET * 100_000, "the answer is longer than 1,000,000 characters"),
    "too many tags": (
        FEATURE.replace("@AC-1", " ".join(f"@{SECRET}{n}" for n in range(300))),
        "not the test suite that was asked for: labels: tuple should have at most 200 items",
    ),
    "a tag that is too long": (FEATURE.replace("@AC-1", f"@{SECRET * 50}"), "not the test suite that was asked for"),
    "too many scenarios": (
        "Feature: f\n" + f"Scenario: {SECRET}\nGiven x\n" * 201,
        "not the test suite that was asked for: cases: tuple should have at most 200 items",
    ),
    "a scenario that is too long": (
        f"{FEATURE}    And {SECRET * 2_000}",
        "not the test suite that was asked for: scenario: string should have at most 20000 characters",
    ),
}


@pytest.mark.parametrize(("answer", "reason"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_an_unusable_answer_gives_no_tests_and_a_reason_that_does_not_quote_it(answer: str, reason: str) -> None:
    reading = read(answer)
    assert reading.suite == TestSuite()
    assert (reading.reason or "").startswith(reason)
    assert SECRET not in (reading.reason or "")

"""What a test does, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import manual
from workbench.core.text.steps import steps, text_of, walks
from workbench.generator.records import TestCase, TestStep


def said(case: TestCase, language: str = "en") -> list[tuple[str, str]]:
    return [(step.role, text_of(step)) for step in steps(case, language)]


def scenario(text: str, **more: object) -> TestCase:
    return TestCase(title="X", scenario=text, **more)


OUTLINE = "Scenario Outline: X\n  When <n> tries\n  Then it is <s>\n\n  Examples:\n    | n | s |\n{}"
ROWS = "    | 5 | red |\n    | 6 | red |\n"


def test_a_step_has_the_role_of_its_keyword_and_a_star_is_an_action() -> None:
    assert said(scenario("Scenario: X\n  Given a\n  And b\n  When c\n  Then d\n  But e\n  * f")) == [
        ("context", "a"), ("context", "b"), ("action", "c"), ("outcome", "d"), ("outcome", "e"), ("action", "f"),
    ]  # fmt: skip


def test_a_dialects_keywords_have_the_same_roles() -> None:
    assert said(scenario("Szenario: X\n  Angenommen a\n  Wenn b\n  Dann c"), "de") == [
        ("context", "a"), ("action", "b"), ("outcome", "c"),
    ]  # fmt: skip


def test_preconditions_come_first() -> None:
    assert said(scenario("Scenario: X\n  Then c", preconditions=("p",))) == [("context", "p"), ("outcome", "c")]


def test_tables_and_doc_strings_stand_behind_their_step_on_one_line() -> None:
    given_ = 'Scenario: X\n  Given rows\n    | a | b |\n    | 1 | 2 |\n  Then text\n    """\n    one\n    two\n    """'
    assert said(scenario(given_)) == [("context", "rows | a | b | | 1 | 2 |"), ("outcome", "text one two")]


def test_each_examples_row_is_a_walk_of_its_own_and_a_step_is_named_once() -> None:
    case = scenario(OUTLINE.format(ROWS))
    assert [[text_of(step) for step in walk] for walk in walks(case, "en")] == [
        ["5 tries", "it is red"], ["6 tries", "it is red"],
    ]  # fmt: skip
    assert said(case) == [("action", "5 tries"), ("outcome", "it is red"), ("action", "6 tries")]


def test_no_more_than_forty_walks_are_gone() -> None:
    rows = "".join(f"    | {number} | red |\n" for number in range(100))
    assert len(walks(scenario(OUTLINE.format(rows)), "en")) == 40
    assert len(walks(scenario("oops\n" + OUTLINE.format(rows)), "en")) == 40


def test_a_manual_tests_action_is_an_action_and_its_result_an_outcome() -> None:
    assert said(manual("Press", "It is red").cases[0]) == [("action", "Press"), ("outcome", "It is red")]
    no_result = TestCase(title="X", steps=(TestStep(action="Press", expected=""),), preconditions=("Ann",))
    assert said(no_result) == [("context", "Ann"), ("action", "Press")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Scenario X\n  Given a\n  When b\n  Then c", ["a", "b", "c"]),
        ("1. Given a\nThen c", ["Given a", "c"]),
        ("Scenario: X\n  - Given a\n  - When b\n  Expected: c", ["a", "b", "Expected: c"]),
        ("Given a\n# a comment\n@tag\nThen c", ["a", "c"]),
        ("oops\n" + OUTLINE.format(ROWS), ["5 tries", "it is red", "6 tries"]),
        ("Given rows\n  | a | b |\n  | 1 | 2 |\nThen\nThen c", ["rows | a | b | | 1 | 2 |", "", "c"]),
    ],
)
def test_broken_gherkin_keeps_its_steps(text: str, found: list[str]) -> None:
    assert [each for _, each in said(scenario(text))] == found


@pytest.mark.parametrize("word", ["Expected: red", "Verify that it is red", "Check that it is red", "Result: red"])
def test_a_line_of_a_manual_test_that_says_it_checks_is_an_outcome(word: str) -> None:
    assert said(scenario(f"Scenario: X\n  * press\n  * {word}")) == [("action", "press"), ("outcome", word)]


@given(st.text(min_size=1, max_size=400), st.sampled_from(["en", "de", "fr", "ja", "xx"]))
def test_any_text_has_a_walk(text: str, language: str) -> None:
    case = TestCase.model_construct(title="X", scenario=text)
    found = walks(case, language)
    assert 1 <= len(found) <= 40
    assert {step.role for walk in found for step in walk} <= {"context", "action", "outcome"}

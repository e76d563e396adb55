"""Tests that say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.repetition import clusters
from workbench.generator.records import TestCase, TestStep

SCENARIO = """Scenario: {name}
  Given the customer has an account with a limit of 500 EUR
  When {act}
  Then {see}
"""
ACT, SEE = "I transfer 501 EUR to a friend", 'I see the message "Too much" below the amount'


def case(name: str, act: str = ACT, see: str = SEE) -> TestCase:
    return TestCase(title=name, scenario=SCENARIO.format(name=name, act=act, see=see))


def grouped(*cases: TestCase) -> list[list[int]]:
    return clusters(cases, "en", dialect="en")


@pytest.mark.parametrize(
    "other",
    [
        case("B"),
        case("One", "I do something else", "another thing is seen"),
        case("B", act="the user transfers 501 EUR  to the friend"),
        case("B", see='The user sees a message "Too much" below an amount'),
        case("B", see='below the amount I see the message "Too much"'),
    ],
)
def test_a_copy_is_found_however_it_is_spelled(other: TestCase) -> None:
    assert grouped(case("One"), other) == [[0, 1]]


@pytest.mark.parametrize(
    "other",
    [
        case("B", act="I transfer 500 EUR to a friend"),
        case("B", see='I see the message "Too little" below the amount'),
        case("B", see='I do not see the message "Too much" below the amount'),
        case("B", see='I see the message "Too much" above the amount'),
        case("B", act="I transfer 501 EUR to a company"),
    ],
)
def test_a_test_that_differs_in_a_word_or_a_number_is_another(other: TestCase) -> None:
    assert grouped(case("One"), other) == [[0], [1]]


def test_tables_count() -> None:
    table = "Scenario: {0}\n  When these are sent\n    | age |\n    | {1} |\n  Then it is refused\n"
    one, other, copy = (
        TestCase(title=name, scenario=table.format(name, age)) for name, age in [("A", 17), ("B", 18), ("C", 17)]
    )
    assert grouped(one, other, copy) == [[0, 2], [1]]


def test_manual_tests_are_compared_too() -> None:
    one, other = (
        TestCase(title=name, steps=(TestStep(action="Enter a wrong password", expected="It is refused"),))
        for name in "AB"
    )
    assert grouped(one, other) == [[0, 1]]


def test_broken_gherkin_is_compared_as_text() -> None:
    one, other = (TestCase(title=name, scenario=f"no Gherkin {text}") for name, text in [("A", "x"), ("B", "y")])
    assert grouped(one, other) == [[0], [1]]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_texts_fall_into_groups_and_equal_ones_into_one(texts: list[str]) -> None:
    cases = [TestCase(title=f"Test {number}", scenario=text) for number, text in enumerate(texts)]
    groups = grouped(*cases)
    assert sorted(position for group in groups for position in group) == list(range(len(texts)))
    assert len(groups) <= len(set(texts))

import pytest

from tests.core.mutants.changes import changed
from workbench.core.mutants.value import shape


def test_a_message_becomes_another_message_of_the_issue() -> None:
    found = changed("value", 'A torn ticket shows "Please see the desk."', 'A wet ticket shows "Please dry it first."')
    assert found == 'A torn ticket shows "Please dry it first."'


def test_without_another_message_it_says_the_contrary() -> None:
    found = changed("value", 'At the end the page says "Your trip was not changed."')
    assert found == 'At the end the page says "Your trip was changed."'


def test_a_button_is_not_replaced_by_a_message() -> None:
    found = changed("value", '"Lend boat" opens the form.', 'A late rower reads "Try again tomorrow, please."')
    assert found is None


def test_messages_that_differ_in_what_is_filled_in_are_one() -> None:
    found = changed("value", 'A guest reads "At most 12 boats are left."', 'Others read "At most {n} boats are left."')
    assert found == 'A guest reads "At most 12 boats are not left."'


@pytest.mark.parametrize(
    ("statement", "values", "mutant"),
    [
        ("After the trip the boat is Available.", ("Available",), "After the trip the boat is Reserved."),
        ("A lost oar gives code R01.", ("R01",), "A lost oar gives code R02."),
        ("The job ends SUCCESS.", ("SUCCESS",), "The job ends FAILED."),
    ],
)
def test_states_and_codes_have_an_opposite_or_a_next(statement: str, values: tuple[str, ...], mutant: str) -> None:
    assert changed("value", statement, values=values) == mutant


def test_a_state_of_the_issue_comes_before_an_opposite() -> None:
    assert changed("value", "The boat is OPEN.", "The boat is LENT.", values=("OPEN",)) in {
        "The boat is LENT.", "The boat is CLOSED.",
    }  # fmt: skip


@pytest.mark.parametrize("statement", ["A boat whose crew FAILED is towed.", "The fee is 5 EUR.", "Boats float."])
def test_what_is_no_named_literal_stays(statement: str) -> None:
    assert changed("value", statement, values=("FAILED", "5 EUR")) is None


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("FAILED", "sign"), ("R01", "code"), ("key_reused", "code"), ("Approved", "state"), ("My boats", "state"),
        ("Please see the desk.", "message"), ("Name is missing", "label"), ("one minute", "other"), ("30 s", "other"),
        ("list_<n>.csv", "other"), ("2026-01-31", "other"),
    ],
)  # fmt: skip
def test_literals_have_a_shape(literal: str, expected: str) -> None:
    assert shape(literal) == expected

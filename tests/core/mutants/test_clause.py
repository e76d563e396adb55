import pytest

from tests.core.mutants.changes import changed

CHANGES = [
    # The last part of the outcome says its opposite.
    ("en", "A trip is booked and the crew is told.", "A trip is booked and the crew is not told."),
    ("en", "A lost oar is logged and gives no refund.", "A lost oar is logged and gives a refund."),
    ("en", "A trip is paid and nothing is charged.", "A trip is paid and something is charged."),
    ("de", "Die Fahrt wird gebucht und das Boot wird gesperrt.", "Die Fahrt wird gebucht und das Boot wird entsperrt."),
    # A condition is inverted.
    ("en", "A boat is lent unless it leaks.", "A boat is lent if it leaks."),
    ("en", "A boat without an engine costs 5 EUR.", "A boat with an engine costs 5 EUR."),
    ("en", "An expired ticket is refused.", "A valid ticket is refused."),
    # A condition is dropped.
    ("en", "A boat that leaks is towed.", "A boat is towed."),
    ("en", "A boat over 9 m is refused.", "A boat is refused."),
    ("en", "When the bell rings, the gate closes.", "The gate closes."),
]


@pytest.mark.parametrize(("language", "original", "mutant"), CHANGES)
def test_a_clause_is_inverted_or_dropped(language: str, original: str, mutant: str) -> None:
    assert changed("clause", original, language=language) == mutant


def test_a_condition_that_the_outcome_refers_to_is_not_dropped() -> None:
    assert changed("clause", "When the boat is back, it is washed.") is None

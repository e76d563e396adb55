import pytest

from tests.core.mutants.changes import changed

CHANGES = [
    ("en", "A crew has at least two rowers.", "A crew has more than two rowers."),
    ("en", "A boat carries up to 6 guests.", "A boat carries less than 6 guests."),
    ("en", "A boat of less than 4 m is lent.", "A boat of more than 4 m is lent."),
    ("en", "A list of more than 20 names is cut.", "A list of less than 20 names is cut."),
    ("en", "A boat longer than 9 m is refused.", "A boat shorter than 9 m is refused."),
    ("en", "A trip takes no longer than the last one.", "A trip takes longer than the last one."),
    ("en", "A crew of 8 is let in, one of 9 is refused.", "A crew of 9 is let in, one of 10 is refused."),
    ("en", "Two clicks create exactly one trip.", "Two clicks create more than one trip."),
    ("en", "Until 20:00 a trip can be moved.", "After 20:00 a trip can be moved."),
    ("de", "Eine Gruppe hat mindestens zwei Leute.", "Eine Gruppe hat weniger als zwei Leute."),
    ("de", "Boote mit mehr als 9 m werden abgelehnt.", "Boote mit weniger als 9 m werden abgelehnt."),
    ("de", "Der Anruf kommt spätestens um 9.", "Der Anruf kommt frühestens um 9."),
]


@pytest.mark.parametrize(("language", "original", "mutant"), CHANGES)
def test_a_limit_moves_or_turns_round(language: str, original: str, mutant: str) -> None:
    assert changed("boundary", original, language=language) == mutant


def test_an_exact_limit_moves_to_the_side_that_the_issue_says_is_different() -> None:
    above, below = "A boat of more than 9 m is refused.", "A score below 70 % is a fail."
    assert changed("boundary", "A boat of exactly 9 m is lent.", above) == "A boat of exactly 10 m is lent."
    assert changed("boundary", "A score of exactly 70 % is a pass.", below) == "A score of exactly 69 % is a pass."


@pytest.mark.parametrize(
    "statement", ["If it is not answered within 5 minutes, it ends.", "Boats add up to the price."]
)
def test_what_would_mean_the_same_or_nothing_is_left_alone(statement: str) -> None:
    assert changed("boundary", statement) is None


def test_other_languages_are_left_alone() -> None:
    assert changed("boundary", "Au plus 5 bateaux.", language="fr") is None

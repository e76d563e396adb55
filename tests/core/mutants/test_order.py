import pytest

from tests.core.mutants.changes import changed

CHANGES = [
    ("en", "After the trip the boat is washed.", "Before the trip the boat is washed."),
    ("en", "The boat is washed before each trip.", "The boat is washed after each trip."),
    ("en", "The first line holds the names.", "The last line holds the names."),
    ("en", "Boats are sorted by size and then by name.", "Boats are sorted by name and then by size."),
    ("en", "It rings after 1 hour, then after 2 hours.", "It rings after 2 hours, then after 1 hour."),
    ("en", "Boats are listed in ascending size.", "Boats are listed in descending size."),
    ("en", "An earlier trip wins.", "A later trip wins."),
    ("de", "Nach der Fahrt wird das Boot gewaschen.", "Vor der Fahrt wird das Boot gewaschen."),
    ("de", "Die erste Fahrt zählt.", "Die letzte Fahrt zählt."),
    ("de", "Die Liste ist aufsteigend sortiert.", "Die Liste ist absteigend sortiert."),
]


@pytest.mark.parametrize(("language", "original", "mutant"), CHANGES)
def test_the_order_is_reversed(language: str, original: str, mutant: str) -> None:
    assert changed("order", original, language=language) == mutant


@pytest.mark.parametrize(
    "statement",
    ["After the trip the price is the same as before.", "Blanks before or after it are cut.", "The boat is as before."],
)
def test_where_turning_round_changes_nothing_it_stays(statement: str) -> None:
    assert changed("order", statement) is None

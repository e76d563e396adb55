import pytest

from tests.builders import behaviour, gold
from tests.core.mutants.changes import changed
from workbench.core.mutants import mutants

CHANGES = [
    ("en", "The gate opens after 30 minutes.", "The gate opens after 30 hours."),
    ("en", "The gate opens after one minute.", "The gate opens after one hour."),
    ("en", "Within 2 working days a mail is sent.", "Within 2 calendar days a mail is sent."),
    ("en", "A parcel of 2 kg costs 5 EUR.", "A parcel of 2 g costs 5 EUR."),
    ("en", "A name of 40 characters is good.", "A name of 40 words is good."),
    ("en", "The fee is €5.", "The fee is $5."),
    ("de", "Das Tor öffnet nach 30 Minuten.", "Das Tor öffnet nach 30 Stunden."),
    ("de", "Nach 8 Wochen endet die Miete.", "Nach 8 Monate endet die Miete."),
    ("fr", "Le colis pèse 3 kg.", "Le colis pèse 3 g."),
]


@pytest.mark.parametrize(("language", "original", "mutant"), CHANGES)
def test_the_unit_behind_a_figure_becomes_another_of_its_kind(language: str, original: str, mutant: str) -> None:
    assert changed("unit", original, language=language) == mutant


@pytest.mark.parametrize("statement", ["The day after, the gate opens.", "It takes 2 h 40 min.", "A fee of 0 EUR."])
def test_units_without_a_figure_of_their_own_stay(statement: str) -> None:
    assert changed("unit", statement) is None


def test_a_value_that_abbreviates_the_unit_changes_with_it() -> None:
    given = behaviour("The gate opens after 30 minutes.", values=("30 min",))
    (mutant,) = (each for each in mutants(given, gold(behaviours=[given])) if each.mutator == "unit")
    assert mutant.behaviour.values == ("30 h",)

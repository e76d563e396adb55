import pytest

from tests.builders import behaviour, gold
from tests.core.mutants.changes import changed
from workbench.core.mutants import mutants

CHANGES = [
    ("The bell rings after 60 minutes.", "The bell rings after 75 minutes."),
    ("A boat longer than 12 m is refused.", "A boat longer than 15 m is refused."),
    ("A boat of less than 12 m is lent.", "A boat of less than 9 m is lent."),
    ("The deposit is 15.00 EUR.", "The deposit is 19.00 EUR."),
    ("The deposit is 12,000 EUR.", "The deposit is 15,000 EUR."),
    ("The rate is 90 %.", "The rate is 65 %."),
    ("A crew of 8 is let in, one of 9 is not.", "A crew of 10 is let in, one of 11 is not."),
    ("A request without a key is answered with 422.", "A request without a key is answered with 409."),
    ("The harbour opens at 07:30.", "The harbour opens at 09:30."),
    ("The season ends on 28.02.2026.", "The season ends on 25.02.2026."),
    ("The season ends on 12 May 2026.", "The season ends on 15 May 2026."),
    ("The licence is valid until 2026-11-30.", "The licence is valid until 2026-11-27."),
    ("After the third bell the gate is closed.", "After the fifth bell the gate is closed."),
    ("The gate has three locks.", "The gate has five locks."),
    ("From the 10th trip on the fee is halved.", "From the 13th trip on the fee is halved."),
]


@pytest.mark.parametrize(("original", "mutant"), CHANGES)
def test_a_figure_is_clearly_changed_in_its_own_form(original: str, mutant: str) -> None:
    assert changed("number", original) == mutant


def test_german_figures_keep_their_decimal_comma() -> None:
    assert changed("number", "Die Gebühr ist 12,50 EUR.", language="de") == "Die Gebühr ist 15,50 EUR."


def test_figures_are_changed_in_any_language() -> None:
    assert changed("number", "Le tarif est de 30 euros.", language="fr") == "Le tarif est de 40 euros."


@pytest.mark.parametrize(
    "statement",
    [
        "Boat L-2291 is lent.", "Flight ZQX 881 lands.", "A trip to zone 2 is refused.", "The year 2026 is shown.",
        "A fee of 0 EUR is accepted.", "1 day later the gate opens.", "Dates are written in the form 31.01.2025.",
    ],
)  # fmt: skip
def test_names_and_what_cannot_change_safely_stay(statement: str) -> None:
    assert changed("number", statement) is None


def test_a_number_in_a_message_changes_with_its_limit_and_so_do_the_values() -> None:
    given = behaviour('A text of more than 80 letters is refused with "At most 80."', values=("80", "At most 80."))
    (mutant,) = (each for each in mutants(given, gold(behaviours=[given])) if each.mutator == "number")
    assert mutant.behaviour.statement == 'A text of more than 100 letters is refused with "At most 100."'
    assert mutant.behaviour.values == ("100", "At most 100.")

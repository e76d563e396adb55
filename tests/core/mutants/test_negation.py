import pytest

from tests.core.mutants.changes import changed

ENGLISH = [
    ("A coupon of the week before is accepted.", "A coupon of the week before is refused."),
    ('A torn ticket is refused with "Please see the desk."', "A torn ticket is accepted."),
    ("A boat that leaks is not lent.", "A boat that leaks is lent."),
    ("A bike that guests have booked is locked.", "A bike that guests have booked is unlocked."),
    ("A bike without lights is not let in.", "A bike without lights is let in."),
    ("A keeper can open the cage.", "A keeper cannot open the cage."),
    ("A visitor cannot feed the seals.", "A visitor can feed the seals."),
    ("A closed gate must not open by itself.", "A closed gate must open by itself."),
    ("The lamp shows the charge in percent.", "The lamp does not show the charge in percent."),
    ("The lamp does not show the charge.", "The lamp shows the charge."),
    ("A late rower gets no boat.", "A late rower gets a boat."),
    ("No boats are lent at night.", "Boats are lent at night."),
    ("After the storm the boats still work.", "After the storm the boats no longer work."),
    ("Prices are never negative.", "Prices are always negative."),
    ("The page shows neither the name nor the age.", "The page shows both the name and the age."),
    ("A rower who arrives late and has no key is told.", "A rower who arrives late and has no key is not told."),
    ("If the bell of a boat rings, the gate is closed.", "If the bell of a boat rings, the gate is not closed."),
    ("When the bell rings, the gate closes.", "When the bell rings, the gate does not close."),
    ("A skipper can sail, a guest cannot.", "A skipper can sail, a guest can, too."),
    ("A boat of 3 m is lent and nothing is charged.", "A boat of 3 m is not lent and nothing is charged."),
    ("A crew whose oars match nothing gets a boat.", "A crew whose oars match nothing does not get a boat."),
    ("The fee is due at noon; later it is doubled.", "The fee is not due at noon."),
    ("The mail goes to the skipper, not to the crew.", "The mail does not go to the skipper."),
]
GERMAN = [
    ("Ein Boot mit Leck wird abgelehnt.", "Ein Boot mit Leck wird angenommen."),
    ("Ein Boot mit Leck wird mit „Bitte flicken“ abgelehnt.", "Ein Boot mit Leck wird angenommen."),
    ("Ein Gast kann das Boot nicht steuern.", "Ein Gast kann das Boot steuern."),
    ("Nachts gibt es keine Fahrt.", "Nachts gibt es eine Fahrt."),
    ("Wenn die Glocke läutet, wird das Tor geschlossen.", "Wenn die Glocke läutet, wird das Tor nicht geschlossen."),
    ("Ein Boot, das nicht dicht ist, wird gesperrt.", "Ein Boot, das nicht dicht ist, wird entsperrt."),
    ("Danach erscheint „Gute Fahrt“.", "Danach erscheint „Gute Fahrt“ nicht."),
    ("Ein Boot wird angenommen, ein Floß nicht.", "Ein Boot wird abgelehnt, ein Floß nicht."),
]  # fmt: skip


@pytest.mark.parametrize(("original", "mutant"), ENGLISH)
def test_what_an_english_sentence_expects_turns_into_its_opposite(original: str, mutant: str) -> None:
    assert changed("negation", original) == mutant


@pytest.mark.parametrize(("original", "mutant"), GERMAN)
def test_what_a_german_sentence_expects_turns_into_its_opposite(original: str, mutant: str) -> None:
    assert changed("negation", original, language="de") == mutant


@pytest.mark.parametrize(
    "statement",
    ["Only one of the boats is lent.", "Fog.", "", "Boats, oars; and rope", "If a boat leaks, the warden rows."],
)
def test_without_a_safe_denial_there_is_none(statement: str) -> None:
    assert changed("negation", statement) is None


def test_other_languages_are_left_alone() -> None:
    assert changed("negation", "Le bateau est refusé.", language="fr") is None

import pytest

from tests.core.mutants.changes import changed


def test_another_actor_of_the_issue_takes_the_place() -> None:
    assert changed("role", "A tenant can book the boat.", "A landlord gets a mail.") == "A landlord can book the boat."


def test_articles_fit_the_new_actor() -> None:
    assert changed("role", "A viewer gets 403.", "An editor can sail.") == "An editor gets 403."


def test_two_actors_of_a_contrast_change_places() -> None:
    assert changed("role", "An owner can sail, a guest cannot.") == "A guest can sail, an owner cannot."


def test_what_is_granted_goes_down_and_what_is_denied_goes_up() -> None:
    others = ("An owner can lend boats.", "A guest can see boats.")
    assert changed("role", "An editor can paint boats.", *others) == "A guest can paint boats."
    assert changed("role", "An editor cannot sell boats.", *others) == "An owner cannot sell boats."


@pytest.mark.parametrize(
    "statement",
    ["The customer list is long.", "The owner's name is shown.", "The list of the customer is long.", "Boats float."],
)
def test_an_attribute_is_no_actor(statement: str) -> None:
    assert changed("role", statement) is None


def test_german_actors_change_with_their_article() -> None:
    found = changed("role", "Dann erhält der Mieter eine Mail.", language="de")
    assert found == "Dann erhält der Vermieter eine Mail."

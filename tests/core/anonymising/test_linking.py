"""Who is who: no form of one person goes to another, and none is left alone."""

import random

import pytest

from tests.core.anonymising.people import Made, people
from workbench.core.anonymising.linking import Links
from workbench.core.anonymising.records import Person


def _faults(seed: int, count: int) -> list[str]:
    """Link all forms of a fixture's people, in a random order, and say what was merged or split."""
    rng = random.Random(seed)
    made = people(rng, count)
    names = [name for each in made for name in each.names]
    logins = [login for each in made for login in each.logins]
    rng.shuffle(names)
    rng.shuffle(logins)
    roster = [Person(names=(each.full,), account_ids=(each.full,)) for each in made if rng.random() < 0.5]
    links = Links(roster, names, logins)
    faults = [f"split: {form}" for each in made for form in _split(links, each)]
    whole = [links.of_name(each.full) for each in made]
    return faults + ([f"merged in {seed}"] if len(set(map(id, whole))) < count else [])


def _split(links: Links, made: Made) -> list[str]:
    whole = links.of_name(made.full)
    found = [(form, links.of_name(form)) for form in made.names] + [
        (form, links.of_login(form)) for form in made.logins
    ]
    return [f"{made.full} as {form}" for form, identity in found if identity is not whole or identity is None]


@pytest.mark.parametrize("seed", range(13))
def test_no_person_is_merged_with_another_or_split(seed: int) -> None:
    assert _faults(seed, 4) == []


@pytest.mark.campaign
def test_no_person_of_a_thousand_is_merged_with_another_or_split() -> None:
    faults = [fault for seed in range(1_000, 1_250) for fault in _faults(seed, 4)]
    print(f"1,000 people in 18 forms, seeds 1000 to 1249: {len(faults)} faults")
    assert faults == []


def test_a_form_that_fits_two_people_goes_to_neither() -> None:
    links = Links([], ["Anna Ferreira", "Anna Kowal", "Anna"])
    alone = links.of_name("Anna")
    assert alone is not None and alone.ambiguous
    assert alone not in (links.of_name("Anna Ferreira"), links.of_name("Anna Kowal"))


def test_two_people_of_one_name_and_two_accounts_stay_two() -> None:
    roster = [Person(names=("Anna Kowal",), account_ids=(each,)) for each in ("a", "b")]
    links = Links(roster)
    assert links.of_id("a") is not links.of_id("b")


def test_a_shorter_form_that_came_first_is_widened_by_the_whole_name() -> None:
    links = Links([], ["R. Kadiev", "Ruslan Kadiev"])
    assert links.of_name("R. Kadiev") is links.of_name("Ruslan Kadiev")


@pytest.mark.parametrize("login", ["svc_sync", "admin", "no-reply", "test.user"])
def test_an_account_of_nobody_is_nobody(login: str) -> None:
    assert Links([], ["Anna Kowal"], [login]).of_login(login) is None


def test_titles_and_particles_tell_nobody_apart() -> None:
    links = Links([], ["Dr. Pieter van 't Hooft", "Pieter Hooft", "Herr van 't Hooft"])
    assert (
        len({id(links.of_name(form)) for form in ("Dr. Pieter van 't Hooft", "Pieter Hooft", "Herr van 't Hooft")}) == 1
    )


def test_umlauts_are_written_in_two_ways() -> None:
    links = Links([], ["Karl Brömmel"], ["kbroemmel", "karl.brommel"])
    assert links.of_login("kbroemmel") is links.of_login("karl.brommel") is links.of_name("Karl Brömmel")

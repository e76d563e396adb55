"""Surrogates: in the value's form, from ranges that are nobody's, one a value inside a fixture."""

import random
import re

import pytest

from tests.core.anonymising.people import people
from workbench.adapters.anonymizer.identifiers import is_iban, is_luhn
from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.linking import Links
from workbench.core.anonymising.pseudonyms import Pseudonyms
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.surrogate_values import is_reserved

KEY = b"0123456789abcdef"


def drawn(scope: str = "a", links: Links | None = None, key: bytes = KEY) -> Pseudonyms:
    return Pseudonyms(key, scope, links=links or Links())


VALUES: list[tuple[Kind, str]] = [
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("iban", "GB82WEST12345698765432"),
    ("card", "5412 4555 0115 0772"),
    ("card", "378734493671000"),
    ("phone", "+44 7700 900461"),
    ("phone", "0221 4710 882"),
    ("phone", "(202) 555-0147"),
    ("phone", "+7 495 555-01-83"),
    ("phone", "01 99 00 47 12"),
    ("ip", "10.31.104.163"),
    ("ip", "2a01:f07:6c8::3d"),
    ("mac", "98:64:6a:16:b5:e2"),
    ("host", "sapprd05.corp.nordwind.local"),
    ("site", "tetra-freight.atlassian.net"),
    ("email", "anna.kowal@kestrel.io"),
    ("issue_key", "PAY-3697"),
    ("token", "ghp_abc"),
    ("url", "https://wiki.kestrel.io/x?y=1"),
    ("person", "Anna Kowal"),
    ("org", "Kestrel Ltd"),
    ("city", "Leeds"),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_surrogate_is_another_value_from_a_range_of_nobodys(kind: Kind, value: str) -> None:
    made = drawn().of(kind, value)
    assert made != value and is_reserved(kind, made) and not (kind != "phone" and is_reserved(kind, value))


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_it_is_the_same_inside_a_fixture_whoever_asks_first(kind: Kind, value: str) -> None:
    first, second = drawn(), drawn()
    second.of("token", "something before")
    assert first.of(kind, value) == first.of(kind, value) == second.of(kind, value)


@pytest.mark.parametrize(("kind", "value"), [("iban", VALUES[0][1]), ("card", VALUES[2][1]), ("phone", VALUES[4][1])])
def test_spaces_of_a_number_make_no_other_one(kind: Kind, value: str) -> None:
    made = drawn()
    assert made.of(kind, value.replace(" ", "")) == made.of(kind, value).replace(" ", "")
    assert [sign == " " for sign in made.of(kind, value)] == [sign == " " for sign in value]


@pytest.mark.parametrize("seed", range(20))
def test_checksums_hold(seed: int) -> None:
    rng = random.Random(seed)
    digits = "".join(rng.choice("0123456789") for _ in range(18))
    made = drawn(str(seed))
    assert is_iban(re.sub(r"\W", "", made.of("iban", f"DE{digits[:2]} {digits}")))
    assert is_luhn(re.sub(r"\D", "", made.of("card", f"4{digits[:15]}")))


def test_another_fixture_and_another_key_give_other_surrogates() -> None:
    names = {drawn(str(scope)).of("person", "Anna Kowal") for scope in range(50)}
    assert len(names) == 50
    assert drawn(key=b"fedcba9876543210").of("person", "Anna Kowal") != drawn().of("person", "Anna Kowal")


def test_nobody_shares_a_surrogate() -> None:
    rng = random.Random(7)
    made = people(rng, 20)
    links = Links([], [each.full for each in made])
    pseudonyms = drawn(links=links)
    words = [word for each in made for word in pseudonyms.of("person", each.full).split()]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("seed", range(13))
def test_every_form_of_a_person_is_that_form_of_the_surrogate(seed: int) -> None:
    rng = random.Random(seed)
    made = people(rng, 4)
    links = Links([], [n for each in made for n in each.names], [n for each in made for n in each.logins])
    pseudonyms = drawn(str(seed), links)
    for each in made:
        given, family = pseudonyms.of("person", each.full).split()
        bare = each.family.removeprefix("van ").removeprefix("de ")
        assert pseudonyms.of("person", each.given) == given
        assert pseudonyms.of("person", bare) == family
        assert pseudonyms.of("person", f"{bare}, {each.given}") == f"{family}, {given}"
        assert fold(pseudonyms.of("person", f"{each.given[0]}. {bare}")) == fold(f"{given[0]}. {family}")
        assert pseudonyms.of("person", f"{each.given} {bare}".upper()) == f"{given} {family}".upper()
        login, short = each.logins[0], each.logins[1]
        assert pseudonyms.of("username", login) == f"{fold(given)}.{fold(family)}"
        assert pseudonyms.of("email", f"{short}@kestrel.io").partition("@")[0] == f"{fold(given)[0]}{fold(family)}"


def test_accents_and_script_are_kept() -> None:
    links = Links([], ["Karl Brömmel", "Дмитрий Корнеев"])
    pseudonyms = drawn(links=links)
    assert not pseudonyms.of("person", "Brömmel").isascii()
    assert pseudonyms.of("person", "Brommel").isascii()
    assert re.fullmatch(r"[\u0400-\u04ff]+ [\u0400-\u04ff]+", pseudonyms.of("person", "Дмитрий Корнеев"))


def test_no_surrogate_is_a_word_of_the_texts() -> None:
    taken = drawn().of("person", "Anna Kowal")
    again = Pseudonyms(KEY, "a", links=Links(), texts=[f"so says {taken}"]).of("person", "Anna Kowal")
    assert not set(again.split()) & set(taken.split())


def test_roles_keep_their_mailbox_and_domains_stay_together() -> None:
    pseudonyms = drawn()
    first, second = pseudonyms.of("email", "support@kestrel.io"), pseudonyms.of("email", "anna.kowal@kestrel.io")
    assert first.startswith("support@") and first.partition("@")[2] == second.partition("@")[2]


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        drawn(key=b"short")

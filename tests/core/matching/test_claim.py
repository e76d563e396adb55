"""What a behaviour claims."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import behaviour
from workbench.core.matching.claim import Claim, claim_of, literal


def claim(statement: str, language: str = "en", **more: object) -> Claim:
    return claim_of(behaviour(statement, **more), language)


@pytest.mark.parametrize(
    ("statement", "language", "condition", "outcome"),
    [
        ("If a password is wrong, the account is locked.", "en", "If a password is wrong", "the account is locked."),
        ("The account is locked when a password is wrong.", "en", "when a password is wrong.", "The account is locked"),
        ("The account is locked.", "en", "", "The account is locked."),
        ("Wenn das Passwort falsch ist, wird gesperrt.", "de", "Wenn das Passwort falsch ist", "wird gesperrt."),
        ("Das Konto wird gesperrt, wenn es leer ist.", "de", "wenn es leer ist.", "Das Konto wird gesperrt,"),
        ("Das Konto wird gesperrt.", "de", "", "Das Konto wird gesperrt."),
        ("It locks when it is wrong.", "en", "", "It locks when it is wrong."),
    ],
)
def test_condition_and_outcome_are_told_apart_in_front_in_the_middle_or_not_at_all(
    statement: str, language: str, condition: str, outcome: str
) -> None:
    found = claim(statement, language)
    assert (found.condition, found.outcome) == (condition, outcome)


def test_without_a_condition_its_words_are_those_of_the_outcome() -> None:
    assert claim("The account is locked.").condition_words == ("account", "locked")
    assert claim("If a password is wrong, the account is locked.").condition_words == ("password", "wrong")


@pytest.mark.parametrize(
    ("statement", "language", "parts"),
    [
        ("The account is locked and the owner is told.", "en", ("The account is locked", "the owner is told.")),
        ("Das Konto ist offen und der Inhaber weiß es.", "de", ("Das Konto ist offen", "der Inhaber weiß es.")),
        (
            'The page shows "Saved and closed, but not sent" and the form is empty.', "en",
            ('The page shows "Saved and closed, but not sent"', "the form is empty."),
        ),
        ("O dono recebe um e-mail e a conta fica presa.", "pt", ("O dono recebe um e-mail", "a conta fica presa.")),
        ("It works.", "en", ("It works.",)),
    ],
)  # fmt: skip
def test_an_outcome_is_split_at_joints_outside_of_quotes(statement: str, language: str, parts: tuple[str, ...]) -> None:
    assert claim(statement, language).parts == parts


def test_a_part_of_one_word_is_a_claim_only_where_it_says_no() -> None:
    assert claim("The voucher is taken and used.").parts == ("The voucher is taken",)
    found = claim("The voucher is refused and not used.")
    assert (found.parts[1], found.part_denials, found.part_refusals) == ("not used.", (True, True), (True, False))


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The list is sorted (newest first and unread on top).", "en"),
        ("The list is sorted, e.g. newest first and unread on top.", "en"),
        ("The list is sorted, for example newest first.", "en"),
        ("Die Liste ist sortiert, z. B. nach Datum und Namen.", "de"),
        ("La liste est triée, par exemple par date.", "fr"),
    ],
)
def test_brackets_and_examples_are_no_claim(statement: str, language: str) -> None:
    found = claim(statement, language)
    assert (len(found.parts), found.words, found.statement) == (1, tuple(found.words[:2]), statement)
    assert found.parts[0].startswith(re.split(r",| \(", statement)[0])


@pytest.mark.parametrize(
    ("value", "text", "names"),
    [
        ("Only {min} left", "only 3 left", True),
        ("Only {min} left", "only left", False),
        ("Code <CODE> sent", "Code ABC-1 sent", True),
        ("Try  again", "try\n again", True),
        ("409", "it answers 409.", True),
        ("409", "it answers 4091", False),
        ("a.b", "axb", False),
    ],
)
def test_a_named_value_is_found_whatever_stands_for_its_placeholders(value: str, text: str, names: bool) -> None:
    assert (literal(value).search(text) is not None) is names


def test_numbers_and_limits_are_those_outside_of_brackets() -> None:
    found = claim("At most 5 files are taken (of 20,000).")
    assert (found.figures, *(limit.side for limit in found.limits)) == (frozenset({"5"}), "at_or_below")


@given(st.text(), st.sampled_from(["en", "de", "fr", "es", "nl", "pt-BR", "ja", ""]), st.text())
def test_any_text_is_a_claim_with_a_part(statement: str, language: str, value: str) -> None:
    found = claim(statement, language, values=(value,))
    assert len(found.parts) == len(found.part_stems) == len(found.part_denials) == len(found.part_refusals) >= 1

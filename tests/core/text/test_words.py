"""Words and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.words import base, content_words, stem, stems, stop_words, words

LANGUAGES = ("en", "de", "fr", "es", "nl", "pt", "pt-BR", "ja", "")


def test_words_are_in_lower_case_with_what_holds_them_together() -> None:
    assert words("The Owner's e-mail: 1,000.50 EUR at 09:59, AC-1 snake_case!") == [
        "the", "owner's", "e-mail", "1,000.50", "eur", "at", "09:59", "ac-1", "snake", "case",
    ]  # fmt: skip


def test_words_without_content_and_single_letters_are_left_out_and_digits_are_not() -> None:
    assert content_words("It is a plan B with 5 steps", "en") == ["plan", "5", "steps"]
    assert content_words("Das Konto ist nicht gesperrt", "de") == ["konto", "gesperrt"]


def test_english_words_without_content_are_left_out_of_every_language() -> None:
    assert content_words("the Konto is gesperrt", "de") == ["konto", "gesperrt"]
    assert stop_words("ja") == stop_words("en") < stop_words("de")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "locked", "locks"),
        ("de", "gesperrte", "gesperrten"),
        ("fr", "refusée", "refusés"),
        ("es", "rechazado", "rechazada"),
        ("nl", "geweigerde", "geweigerd"),
        ("pt-BR", "recusado", "recusada"),
        ("ja", "locked", "locks"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, first: str, second: str) -> None:
    assert stem(first, language) == stem(second, language)


def test_a_word_with_a_digit_is_its_own_stem() -> None:
    assert stems("2 files, files2s", "en") == ["2", "file", "files2s"]


def test_a_region_counts_as_its_language() -> None:
    assert (base("pt-BR"), base("EN"), base("")) == ("pt", "en", "")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_has_as_many_stems_as_content_words(text: str, language: str) -> None:
    found = content_words(text, language)
    assert len(stems(text, language)) == len(found) <= len(words(text))
    assert not stop_words(language) & set(found)

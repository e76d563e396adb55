"""Telling languages, offline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.adapters.language import LANGUAGES, detect

SAID = {
    "en": "the account is locked for thirty minutes",
    "de": "das Konto ist für dreißig Minuten gesperrt",
    "fr": "le compte est bloqué pendant trente minutes",
    "es": "la cuenta queda bloqueada durante treinta minutos",
    "nl": "het account is dertig minuten lang geblokkeerd",
    "pt": "a conta fica bloqueada durante trinta minutos",
}


def test_sentences_of_tests_are_told_in_six_languages() -> None:
    assert detect(list(SAID.values())) == list(SAID)


@pytest.mark.parametrize("text", ["", "ok", "403 | 17 | 42 | 08:15", "it is locked"])
def test_a_text_of_few_letters_is_not_told(text: str) -> None:
    assert detect([text]) == [None]


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=3))
def test_any_texts_get_one_answer_each(texts: list[str]) -> None:
    found = detect(texts)
    assert len(found) == len(texts)
    assert set(found) <= {None, *LANGUAGES}

"""Quoted text in the marks of many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.quotes import quotes, without_quotes


@pytest.mark.parametrize(
    "text", ['say "no way" now', "say „no way“ now", "say “no way” now", "say « no way » now", "say »no way« now"]
)
def test_a_quote_is_read_in_any_marks(text: str) -> None:
    assert quotes(text) == ("no way",)
    assert without_quotes(text).split() == ["say", "now"]


@pytest.mark.parametrize("text", ["the user's page isn't there", "l'échange d'un billet", "the users' pages and ours"])
def test_an_apostrophe_is_no_quotation_mark(text: str) -> None:
    assert quotes(text) == ()
    assert without_quotes(text) == text


def test_single_marks_around_words_are_quotes() -> None:
    assert quotes("shows 'No entry' and ‘Go on’") == ("No entry", "Go on")


@given(st.one_of(st.text(), st.lists(st.sampled_from([*"\"'„“”«»‘’`", "a b", " ", "\n"])).map("".join)))
def test_any_text_is_read_and_quotes_stand_in_it(text: str) -> None:
    assert all(quote and quote in text for quote in quotes(text))
    assert len(without_quotes(text)) <= len(text)

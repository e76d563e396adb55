"""Whether a text says no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.polarity import negates, refuses, says_no


@pytest.mark.parametrize(
    ("language", "negation", "refusal", "neither"),
    [
        ("en", "the mail isn't sent", "the order is rejected", "the mail is sent"),
        ("de", "es kommt keine Mail", "die Bestellung wird abgelehnt", "die Mail kommt"),
        ("fr", "aucun message n'est envoyé", "la commande est refusée", "le message est envoyé"),
        ("es", "no se envía nada", "el pedido es rechazado", "se envía el mensaje"),
        ("nl", "er komt geen bericht", "de bestelling is geweigerd", "het bericht komt"),
        ("pt-BR", "não é enviado", "o pedido é recusado", "a mensagem é enviada"),
        ("ja", "it is not sent", "it is refused", "it is sent"),
    ],
)
def test_a_negation_a_refusal_and_neither_are_told_apart(
    language: str, negation: str, refusal: str, neither: str
) -> None:
    texts = (negation, refusal, neither)
    assert [negates(text, language) for text in texts] == [True, False, False]
    assert [refuses(text, language) for text in texts] == [False, True, False]
    assert [says_no(text, language) for text in texts] == [True, True, False]


def test_a_quoted_no_counts_only_where_it_is_asked_for() -> None:
    text = 'the page shows "Not found"'
    assert (says_no(text, "en"), says_no(text, "en", quotes_too=True)) == (False, True)


@pytest.mark.parametrize("text", ["a note for nobodies", "the northern terror", "an errand", "knotted"])
def test_a_word_within_a_word_is_none(text: str) -> None:
    assert not says_no(text, "en")


@given(st.text(), st.sampled_from(["en", "de", "fr", "es", "nl", "pt", "ja", ""]))
def test_what_a_text_says_without_its_quotes_it_says_with_them(text: str, language: str) -> None:
    assert says_no(text, language, quotes_too=True) >= says_no(text, language)

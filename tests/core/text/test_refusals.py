"""Words that forbid and words that refuse."""

import pytest

from workbench.core.text.refusals import refuses, restricts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A viewer must not delete it", "en"),
        ("Ein Code wird abgelehnt, wenn er alt ist", "de"),
        ("L'échange est refusé", "fr"),
        ("El pedido no puede cancelarse", "es"),
        ("De aanvraag wordt geweigerd", "nl"),
        ("A conta é bloqueada", "pt-BR"),
    ],
)
def test_a_requirement_that_forbids_is_a_restriction(text: str, language: str) -> None:
    assert restricts(text, language)


def test_a_word_in_a_quote_restricts_nothing() -> None:
    assert not restricts('The page says "Not allowed"', "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the status is 403", "en"),
        ("the order stays as it was", "en"),
        ('the message "Too long" is shown', "en"),
        ("sieht er eine Meldung", "de"),
        ("le panier reste vide", "fr"),
        ("o pedido continua ativo", "pt"),
    ],
)
def test_an_outcome_that_keeps_or_warns_refuses(text: str, language: str) -> None:
    assert refuses(text, language)


@pytest.mark.parametrize("text", ["the order is created", "he pays 450 EUR", "it costs 450.00", "a parcel of 420 g"])
def test_other_outcomes_refuse_nothing(text: str) -> None:
    assert not refuses(text, "en")

"""What sentences support and what tests assert."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.generic import is_generic
from workbench.core.text.support import asserts, by_vectors, by_words
from workbench.generator.output.gherkin import Role, Step

ISSUE = ["An account is locked after five wrong passwords.", "It opens again after 30 minutes."]


def steps(*texts: tuple[Role, str]) -> list[Step]:
    return [Step(keyword="", text=text, role=role) for role, text in texts]


def test_a_text_in_the_words_of_a_sentence_is_supported_and_another_is_not() -> None:
    near, far = by_words(["the account is locked", "a voucher is printed"], ISSUE, "en")
    assert (near, far) == (1.0, 0.0)


def test_vectors_are_used_only_where_all_are_there() -> None:
    unit = np.array([1, 0], dtype=np.float32)
    vectors = {"a": unit, ISSUE[0]: unit}
    assert by_vectors(["a"], ISSUE, vectors, "en") == [1.0]
    assert by_vectors(["a", "b"], ISSUE, vectors, "en") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the user is logged in", "en"),
        ("I open the login page", "en"),
        ("der Benutzer ist angemeldet", "de"),
        ("l'utilisateur est connecté", "fr"),
        ("el usuario ha iniciado sesión", "es"),
        ("de gebruiker is ingelogd", "nl"),
        ("o usuário está logado", "pt-BR"),
    ],
)
def test_a_generic_step_needs_no_support(text: str, language: str) -> None:
    assert is_generic(text, language)
    assert by_words([text], ISSUE, language) == [1.0]


def test_a_step_with_content_is_not_generic() -> None:
    assert not is_generic("the user is logged in with an expired licence key of the old shop", "en")


FORBIDDEN = "An e-mail goes to the merchant when an event is undeliverable."


def test_a_test_that_says_a_statement_asserts_it() -> None:
    test = steps(("action", "the event is undeliverable"), ("outcome", "an e-mail goes to the merchant"))
    assert asserts(test, FORBIDDEN, "en")


def test_a_test_that_denies_a_statement_does_not_assert_it() -> None:
    test = steps(("action", "the event is undeliverable"), ("outcome", "no e-mail goes to the merchant"))
    assert not asserts(test, FORBIDDEN, "en")


def test_a_statement_in_the_given_steps_is_not_asserted() -> None:
    test = steps(("context", "an e-mail goes to the merchant when an event is undeliverable"), ("outcome", "it is red"))
    assert not asserts(test, FORBIDDEN, "en")


def test_a_forbidden_host_is_found_unless_the_outcome_denies_something() -> None:
    statement = "The picture of collector.example.org in the result (injected)."
    shown = steps(("outcome", "it shows https://collector.example.org/p.png"))
    hidden = steps(("outcome", "https://collector.example.org/p.png is not loaded"))
    assert (asserts(shown, statement, "en"), asserts(hidden, statement, "en")) == (True, False)


@given(st.lists(st.text()), st.lists(st.text()))
def test_support_of_any_texts_is_a_share(texts: list[str], sentences: list[str]) -> None:
    assert all(0 <= value <= 1 for value in by_words(texts, sentences, "en"))

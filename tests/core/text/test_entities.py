"""What a text names."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text.entities import entities


def test_identifiers_paths_addresses_numbers_and_quotes_are_named() -> None:
    text = 'POST /v1/orders with key_reused as ann@example.org for L-2291 shows "Too  long" after 25,000 tries'
    assert entities(text) == {
        "post", "/v1/orders", "key_reused", "ann@example.org", "l-2291", "too long", "25000"
    }  # fmt: skip


def test_a_number_with_its_unit_is_a_number() -> None:
    assert entities("in 30s, up to 10 kg") == {"30", "10"}


def test_plain_words_name_nothing() -> None:
    assert entities("The customer opens the page and isn't asked again.") == frozenset()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(entities(text))

"""What the anonymiser put there is known again, and what it did not is not taken for it."""

import pytest

from workbench.core.anonymising.linking import Links
from workbench.core.anonymising.pseudonyms import Pseudonyms
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.reserved import is_ours

REAL: list[tuple[Kind, str]] = [
    ("person", "Karl Brömmel"), ("person", "Dr. Anna de Kowal"), ("person", "Дмитрий Корнеев"), ("username", "akowal"),
    ("username", "anna.kowal"), ("email", "anna.kowal@kestrel.io"), ("phone", "0221 4710 882"),
    ("account_id", "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077"), ("account_id", "5b10ac8d82e05b22cc7d4ef5"),
    ("iban", "NL91 ABNA 0417 1643 00"), ("card", "5412 4555 0115 0772"), ("national_id", "86095742719"),
    ("customer_no", "KD-0071234"), ("address", "Hauptstraße 5, 50667 Köln"), ("city", "Leeds"), ("org", "Kestrel Ltd"),
    ("token", "ghp_abc"), ("uuid", "f58131cb-b67d-43c7-b30d-6b58d40bd077"), ("host", "db.corp.nordwind.local"),
    ("site", "tetra-freight.atlassian.net"), ("url", "https://wiki.kestrel.io/x"), ("ip", "10.31.104.163"),
    ("mac", "98:64:6a:16:b5:e2"), ("path", "akowal"), ("issue_key", "PAY-3697"), ("file_name", "kestrel invoice.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), REAL)
@pytest.mark.parametrize("seed", range(5))
def test_a_surrogate_is_ours_and_the_value_is_not(kind: Kind, value: str, seed: int) -> None:
    links = Links([], ["Karl Brömmel", "Anna de Kowal", "Дмитрий Корнеев"], ["akowal", "anna.kowal"])
    made = Pseudonyms(b"0123456789abcdef", str(seed), links=links).of(kind, value)
    assert is_ours(kind, made), made
    if kind != "phone":  # ranges set aside for fiction are nobody's, whoever wrote them
        assert not is_ours(kind, value)


@pytest.mark.parametrize("value", ["Percy Schmidt", "Schmidt", "alva.schmidt", "Dr.", "Alder"])
def test_a_name_is_ours_only_where_each_word_is(value: str) -> None:
    assert not is_ours("person", value)


def test_a_local_number_for_fiction_is_nobodys() -> None:
    assert is_ours("phone", "555-0143")
    assert not is_ours("phone", "555-2143")

"""What is imported again is known again."""

from tests.core.importing.signing import own
from workbench.core.importing.marks import known, mark

SALT, OTHER = bytes(range(16)), bytes(range(1, 17))


def test_a_mark_is_scrypt_of_the_value_and_the_datasets_salt() -> None:
    assert mark(SALT, "PAY-17") == mark(SALT, "PAY-17")
    assert len({mark(SALT, "PAY-17"), mark(OTHER, "PAY-17"), mark(SALT, "PAY-18")}) == 3
    assert len(mark(SALT, "\udc80")) == 32


def test_a_fixture_is_known_by_its_sources_key_and_not_by_another_of_that_number() -> None:
    signed = {"ACME-1": own(source="a" * 32, number="1" * 32), "ACME-2": own("ACME-2", source="b" * 32)}
    assert known(signed, "a" * 32, "1" * 32) is signed["ACME-1"]
    assert known(signed, "a" * 32, None) is signed["ACME-1"]
    assert known(signed, "b" * 32, "2" * 32) is signed["ACME-2"]
    assert known(signed, "a" * 32, "2" * 32) is None
    assert known(signed, "c" * 32, "1" * 32) is None

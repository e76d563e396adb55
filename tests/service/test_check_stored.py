"""What stands beside the fixtures is searched too, once, and is a finding until somebody answers for it."""

from collections.abc import Mapping

from tests.adapters.signed_fixtures import gold
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.core.importing.signoffs import digest_of
from workbench.core.importing.stored import Stored
from workbench.core.records import Fixture
from workbench.service.check_stored import Finding, beside

MAIL = "zoe.canary@kestrel-mail.io"
FIXTURE = Fixture(
    key="ACME-1",
    document={"key": "ACME-1", "fields": {"summary": "Round it", "description": f"Write to {MAIL}"}},
    attachments=(("a.txt", b"the log of Kestrel Ltd"),),
    gold=gold("ACME-1", None),
    split="dev",
    group="ACME",
)


def stored(*texts: str, key: str | None = "ACME-1") -> Stored:
    lines = tuple(enumerate(texts, start=3))
    return Stored(path="suites/ACME-1.yaml", key=key, texts=lines, digest="0" * 64)


def found(*files: Stored, excepted: Mapping[str, frozenset[str]] | None = None) -> list[Finding]:
    return list(beside("acme", files, [FIXTURE], excepted=excepted or {}, detectors=DetectorStack()))


def test_what_a_fixture_does_not_hold_is_a_finding_of_the_dataset() -> None:
    [one] = found(stored("nothing", f"ask {MAIL}"))
    assert (one.key, one.residue.place, one.residue.kind, one.excepted) == (
        "acme", "/suites/ACME-1.yaml:4", "email", False
    )  # fmt: skip
    assert one.digest == digest_of("acme", "email", MAIL)
    assert "canary" not in repr(one)


def test_what_the_fixture_holds_word_for_word_is_not_searched_twice() -> None:
    assert found(stored(f"Write to {MAIL}", "the log of Kestrel Ltd", "It rounds up")) == []
    assert len(found(stored(f"Write to {MAIL}", key=None))) == 1


def test_a_text_that_stands_twice_is_one_finding_and_two_in_a_line_have_two_places() -> None:
    assert len(found(stored(f"ask {MAIL}", f"ask {MAIL}"))) == 1
    both = Stored(path="a.txt", key=None, texts=((1, f"ask {MAIL}"), (1, f"or {MAIL}")), digest="0" * 64)
    assert [each.residue.place for each in found(both)] == ["/a.txt:1", "/a.txt:1/2"]


def test_it_is_excepted_under_the_datasets_name_or_by_its_own_fixtures_exception() -> None:
    for name in ("acme", "ACME-1"):
        excepted = {name: frozenset({digest_of(name, "email", MAIL)})}
        [one] = found(stored(f"ask {MAIL}"), excepted=excepted)
        assert (one.key, one.excepted) == (name, True)
    for key, name in ((None, "ACME-1"), ("ACME-1", "ACME-2")):
        [one] = found(stored(f"ask {MAIL}", key=key), excepted={name: frozenset({digest_of(name, "email", MAIL)})})
        assert not one.excepted


def test_keys_of_the_datasets_own_fixtures_are_no_finding() -> None:
    assert found(stored("as in ACME-17", key=None)) == []
    assert [each.residue.kind for each in found(stored("as in PAYX-17", key=None))] == ["issue_key"]


def test_a_file_that_holds_no_text_is_a_finding_by_its_content() -> None:
    [one] = found(Stored(path="a.png", key=None, texts=None, digest="1" * 64))
    assert (one.residue.place, one.residue.detector, one.digest) == (
        "/a.png", "unreadable", digest_of("acme", "file_name", "1" * 64)
    )  # fmt: skip

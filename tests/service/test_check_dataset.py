"""A dataset is clean where nothing is found that nobody answers for, and every sign-off holds."""

from dataclasses import replace

from tests.adapters.signed_fixtures import gold
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.core.importing.rules import Fault
from workbench.core.records import Fixture
from workbench.service.check_dataset import Checked, check_dataset

DETECTORS = DetectorStack()
FIXTURE = Fixture(
    key="ACME-1",
    document={"key": "ACME-1", "fields": {"summary": "Ask zoe.canary@kestrel-mail.io"}},
    attachments=(),
    gold=gold("ACME-1", None),
    split="dev",
    group="ACME",
)


def checked(*fixtures: Fixture, excepted: frozenset[str] = frozenset(), faults: tuple[Fault, ...] = ()) -> Checked:
    told: list[tuple[int, int]] = []
    done = check_dataset(
        "acme",
        fixtures,
        excepted={each.key: excepted for each in fixtures},
        faults=faults,
        detectors=DETECTORS,
        tell=lambda done, todo: told.append((done, todo)),
    )
    assert told == [(number, len(fixtures)) for number in range(1, len(fixtures) + 1)]
    return done


def test_a_finding_is_open_until_it_is_excepted_in_its_own_fixture() -> None:
    [found] = checked(FIXTURE).open(suspected=False)
    assert (found.key, found.residue.kind, found.excepted) == ("ACME-1", "email", False)
    answered = checked(FIXTURE, excepted=frozenset({found.digest}))
    assert (answered.open(suspected=True), len(answered.findings), answered.unused) == ((), 1, 0)
    other = replace(FIXTURE, key="ACME-2")
    assert len(checked(other, excepted=frozenset({found.digest})).open(suspected=False)) == 1


def test_exceptions_that_fit_nothing_are_counted() -> None:
    clean = replace(FIXTURE, document={"key": "ACME-1", "fields": {"summary": "Round it"}})
    assert (checked(clean).unused, checked(clean, excepted=frozenset({"a", "b"})).unused) == (0, 2)


def test_a_file_that_holds_no_text_is_a_finding_by_its_content() -> None:
    clean = {"key": "ACME-1", "fields": {"summary": "Round it"}}
    digests = []
    for content in (b"\x89PNG\xff", b"a\0b", b"\x89PNG\xfe"):
        [found] = checked(replace(FIXTURE, document=clean, attachments=(("a.png", content),))).findings
        assert (found.residue.place, found.residue.detector) == ("/attached/a.png", "unreadable")
        digests.append(found.digest)
    assert len(set(digests)) == 3


def test_what_is_only_suspected_counts_where_it_is_asked_for() -> None:
    suspected = replace(FIXTURE, document={"key": "ACME-1", "fields": {"summary": "The customer Zentrada pays"}})
    done = checked(suspected)
    assert [each.residue.tier for each in done.findings] == ["suspected"]
    assert (len(done.open(suspected=False)), len(done.open(suspected=True))) == (0, 1)


def test_no_text_of_the_issue_is_shown_by_accident() -> None:
    assert "canary" not in repr(checked(FIXTURE, faults=(Fault(key="ACME-1", rule="changed", why="x"),)))

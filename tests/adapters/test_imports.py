"""What a person signed off becomes a fixture, whole or not at all."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.adapters.signed_fixtures import SALT, gold, new_card, signed, write
from tests.core.importing.signing import NOW, customers, own
from workbench.adapters.catalog import Catalog
from workbench.adapters.catalog.datasets import read_dataset
from workbench.adapters.catalog.forms import Card, read_form
from workbench.adapters.catalog.gold_files import gold_digest, read_revisions, write_gold
from workbench.adapters.catalog.imports import files_digest, read_sign_offs, salt_of, write_signed
from workbench.adapters.catalog.sign_offs import Signing
from workbench.core.errors import CatalogError
from workbench.core.importing.signed import NewCard, SignedFixture

SIGNING = Signing(today=NOW.date)


def refused(folder: Path, said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read_dataset(folder, signing=SIGNING)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def text_of_card(folder: Path) -> str:
    return (folder / "dataset.yaml").read_text(encoding="utf-8")


# Writing


def test_the_first_fixture_makes_its_dataset(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    read = read_dataset(folder, signing=SIGNING)
    assert [(each.key, each.group, each.split, each.gold.draft) for each in read.fixtures] == [
        ("ACME-1", "ACME-1", "dev", True)
    ]
    assert read.fixtures[0].attachments == (("attachment-7.csv.txt", b"a;b\n1;2\n"),)
    assert read.fixtures[0].document["fields"]["attachment"][0]["filename"] == "attachment-7.csv.txt"
    assert (read.card.origin, read.card.gold.written_by, read.card.reviewers) == ("own_project", "model", ("Ada",))
    assert salt_of(folder) == SALT
    assert read_sign_offs(folder)["ACME-1"].files == files_digest(folder, "ACME-1")
    assert {path.name for path in folder.iterdir()} == {
        "attachments", "dataset.yaml", "expected", "issues", "signoffs.jsonl"
    }  # fmt: skip


def test_a_card_keeps_its_comments_and_order_and_gets_a_salt(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    written = text_of_card(folder)
    old = "# Ours.\n" + "".join(line for line in written.splitlines(keepends=True) if not line.startswith("salt"))
    (folder / "dataset.yaml").write_text(old + "  # the end\n", encoding="utf-8")
    assert salt_of(folder) is None
    write(folder, signed("ACME-2"))
    lines = text_of_card(folder).splitlines()
    assert lines[0] == "# Ours."
    assert lines[-3:] == [
        "  ACME-1: {split: dev, group: ACME-1}", "  ACME-2: {split: dev, group: ACME-2}", "  # the end"
    ]  # fmt: skip
    assert salt_of(folder) == SALT
    assert list(read_sign_offs(folder)) == ["ACME-1", "ACME-2"]


@pytest.mark.parametrize(
    "form",
    [
        "fixtures: {ACME-1: {split: dev}}",
        "fixtures:\n    ACME-1:\n      split: dev",
        "fixtures: # all\n  'ACME-1': {split: dev}\nexpires: null",
        "fixtures:\r\n  ACME-1: {split: dev}\r\n",
    ],
)
def test_a_card_in_another_form_takes_a_fixture_too(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    head = {name: value for name, value in yaml.safe_load(text_of_card(folder)).items() if name not in form}
    (folder / "dataset.yaml").write_bytes(f"{yaml.safe_dump(head)}{form}".encode())
    write(folder, signed("ACME-2"))
    assert [each.key for each in read_dataset(folder, signing=SIGNING).fixtures] == ["ACME-1", "ACME-2"]


def test_imported_again_a_fixture_is_replaced_and_keeps_its_gold(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed(attached={"a.log": "x", "b.log": "y"}))
    confirmed = gold("ACME-1", "rounded up", draft=None)
    seen = gold_digest(folder, "ACME-1")
    write_gold(folder, confirmed, seen=seen, actor="Ada", why="mine", at=NOW, lock=tmp_path / "gold.lock")
    again = signed(said="The total is\nrounded up, always.", attached={"b.log": "z"}, sign_off=own(added=1))
    write(folder, again)
    [read] = read_dataset(folder, signing=SIGNING).fixtures
    assert (read.gold, read.attachments) == (confirmed, (("b.log.txt", b"z"),))
    assert read.document["fields"]["description"] == "The total is\nrounded up, always."
    assert read_sign_offs(folder)["ACME-1"].added == 1
    assert len((folder / "signoffs.jsonl").read_bytes().splitlines()) == 2
    assert text_of_card(folder).count("ACME-1:") == 1


def test_gold_whose_evidence_is_gone_is_a_draft_again_and_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    seen = gold_digest(folder, "ACME-1")
    write_gold(
        folder, gold("ACME-1", "rounded up", draft=None), seen=seen, actor="Ada", why="mine", at=NOW,
        lock=tmp_path / "gold.lock",
    )  # fmt: skip
    write(folder, signed(said="The total is cut."))
    [read] = read_dataset(folder, signing=SIGNING).fixtures
    assert (read.gold.draft, read.gold.behaviours[0].evidence) == (True, None)
    assert [each.why for each in read_revisions(folder, "ACME-1")] == [
        "mine", "the issue was imported again, and evidence does not stand in it any more"
    ]  # fmt: skip
    assert (folder / "expected" / "revisions" / "ACME-1.r2.yaml").is_file()


def test_two_who_write_at_once_write_both(tmp_path: Path) -> None:
    folder, keys = tmp_path / "acme", [f"ACME-{number}" for number in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: write(folder, signed(key)), keys))
    assert {each.key for each in read_dataset(folder, signing=SIGNING).fixtures} == set(keys)
    assert set(read_sign_offs(folder)) == set(keys)


# What is not written


@pytest.mark.parametrize(
    ("fixture", "said"),
    [
        (signed(evidence="Something else"), "the evidence of behaviour 'B1' does not stand in the issue"),
        (replace(signed(), document={"key": "ACME-2", "fields": {}}), "its issue or its gold has another key"),
        (replace(signed(), gold=gold("ACME-2", None)), "its issue or its gold has another key"),
        (replace(signed(), document={"key": "ACME-1", "fields": {}}), "fixture 'ACME-1' of"),
        (signed(attached={"../x.txt": "x"}), "cannot be the name of a file here"),
        (signed(attached={".x.txt": "x"}), "cannot be the name of a file here"),
        (signed(attached={"": "x"}), "cannot be the name of a file here"),
        (signed(sign_off=customers()), "its origin is own_project, and fixture 'ACME-1' is customer_consented"),
    ],
)
def test_what_would_not_load_is_not_written(tmp_path: Path, fixture: object, said: str) -> None:
    folder = tmp_path / "acme"
    with pytest.raises(CatalogError) as caught:
        write(folder, fixture)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert ".importing" not in str(caught.value)
    assert not folder.exists()


def test_a_dataset_that_somebody_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    other = replace(new_card(), salt=bytes(16))
    with pytest.raises(CatalogError, match="somebody made it meanwhile; import again"):
        write_signed(folder, signed("ACME-2"), card=other, lock=tmp_path / "card.lock")
    with pytest.raises(CatalogError, match="nothing says what its card is to say"):
        write_signed(tmp_path / "new", signed(), card=None, lock=tmp_path / "card.lock")
    with pytest.raises(CatalogError, match="is no name of a dataset"):
        write(tmp_path / "No Name", signed())
    write_signed(folder, signed("ACME-2"), card=None, lock=tmp_path / "card.lock")
    assert len(read_sign_offs(folder)) == 2


@pytest.mark.parametrize("card", [None, replace(new_card(), salt=b"")])
def test_a_card_whose_salt_was_deleted_stays_without_one_where_no_marks_are_made(
    tmp_path: Path, card: NewCard | None
) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    salted = text_of_card(folder)
    without = "".join(line for line in salted.splitlines(keepends=True) if not line.startswith("salt"))
    (folder / "dataset.yaml").write_text(without, encoding="utf-8")
    again = replace(signed(said="Else."), earlier=read_sign_offs(folder)["ACME-1"])
    write_signed(folder, again, card=card, lock=tmp_path / "card.lock")
    assert (text_of_card(folder), salt_of(folder)) == (without, None)
    assert read_dataset(folder, signing=SIGNING).fixtures[0].document["fields"]["description"] == "Else."
    (folder / "dataset.yaml").write_text(salted, encoding="utf-8")
    again = replace(again, earlier=read_sign_offs(folder)["ACME-1"])
    write_signed(folder, again, card=card, lock=tmp_path / "card.lock")
    assert text_of_card(folder) == salted


def test_a_new_card_without_a_salt_says_nothing_of_one(tmp_path: Path) -> None:
    write_signed(tmp_path / "acme", signed(), card=replace(new_card(), salt=b""), lock=tmp_path / "card.lock")
    assert "salt" not in text_of_card(tmp_path / "acme")


def test_files_that_the_card_does_not_list_are_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    (folder / "issues" / "ACME-2.json").write_text("{}")
    with pytest.raises(CatalogError, match="has files of 'ACME-2', which its card does not list"):
        write(folder, signed("ACME-2"))
    assert (folder / "issues" / "ACME-2.json").read_text() == "{}"


def written_meanwhile(folder: Path, fixture: SignedFixture, said: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CatalogError) as caught:
        write_signed(folder, fixture, card=new_card(), lock=folder.parent / "card.lock")
    assert said in str(caught.value)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_of_two_imports_that_took_the_same_key_the_second_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    other = own(source="d" * 32)
    written_meanwhile(folder, signed(said="Else.", sign_off=other), "ACME-1 was written by somebody else meanwhile")
    (folder / "signoffs.jsonl").unlink()
    written_meanwhile(folder, signed(said="Else.", sign_off=other), "ACME-1 was written by somebody else meanwhile")


def test_a_review_that_started_from_an_older_sign_off_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    earlier = read_sign_offs(folder)["ACME-1"]
    first, second = (replace(signed(said=said), earlier=earlier) for said in ("One.", "Two."))
    write_signed(folder, first, card=new_card(), lock=tmp_path / "card.lock")
    written_meanwhile(folder, second, "ACME-1 was written by somebody else meanwhile; import again")


def test_what_was_taken_out_during_its_review_does_not_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    write(folder, signed("ACME-2"))
    card = text_of_card(folder)
    (folder / "dataset.yaml").write_text(card.replace("  ACME-1: {split: dev, group: ACME-1}\n", ""))
    for name in ("issues/ACME-1.json", "expected/ACME-1.yaml", "attachments/ACME-1/attachment-7.csv.txt"):
        (folder / name).unlink()
    again = replace(signed(), earlier=read_sign_offs(folder)["ACME-1"])
    written_meanwhile(folder, again, "ACME-1 was taken out by somebody meanwhile; import again")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("1" * 32, "1" * 32, True), (None, "1" * 32, True), ("1" * 32, None, True), ("1" * 32, "2" * 32, False)],
)
def test_an_issue_that_came_in_meanwhile_under_another_key_is_not_written_twice(
    tmp_path: Path, first: str | None, second: str | None, same: bool
) -> None:
    folder, source = tmp_path / "acme", "e" * 32
    write(folder, signed(sign_off=own(source=source, number=first)))
    twice = signed("ACME-2", sign_off=own("ACME-2", source=source, number=second))
    if same:
        written_meanwhile(folder, twice, "the issue of ACME-2 is there already as ACME-1")
    else:
        write(folder, twice)


# Reading sign-offs


def test_the_last_line_of_a_key_counts_and_a_torn_one_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    path = folder / "signoffs.jsonl"
    later = own(added=3).model_dump_json(by_alias=True)
    path.write_bytes(path.read_bytes() + f"\n{later}\n{later[:90]}".encode())
    assert read_sign_offs(folder)["ACME-1"].added == 3
    write(folder, signed("ACME-2"))
    assert later[:90].encode() + b"{" not in path.read_bytes()
    assert list(read_sign_offs(folder)) == ["ACME-1", "ACME-2"]
    assert read_sign_offs(tmp_path / "nowhere") == {}


BASE = json.loads(own().model_dump_json(by_alias=True))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "line 1:"),
        (b"\xff\xfe", "line 1:"),
        (b"[]", "line 1:"),
        ({"files": None}, "'files'"),
        ({"origin": "stolen"}, "'origin'"),
        ({"origin": None}, "'origin'"),
        ({"licence": " "}, "'licence'"),
        ({"reviewers": []}, "'reviewers'"),
        ({"reviewers": ["A", " "]}, "'reviewers.1'"),
        ({"replaced": {"person": 0}}, "'replaced.person'"),
        ({"replaced": {"cat": 1}}, "'replaced.cat.[key]'"),
        ({"rejected": {"date": -1}}, "'rejected.date'"),
        ({"at": "2026-03-02T09:30:00"}, "'at'"),
        ({"source": "a"}, "'source'"),
        ({"number": "Z" * 32}, "'number'"),
        ({"expires": "soon"}, "'expires'"),
        ({"key": "acme"}, "'key'"),
        ({"schema": 2}, "'schema'"),
        ({"extra": 1}, "unknown key 'extra'"),
        ({"exceptions": [{"kind": "person", "digest": "0" * 64, "why": ""}]}, "'exceptions.0.why'"),
        ({"exceptions": [{"kind": "person", "digest": "0", "why": "x"}]}, "'exceptions.0.digest'"),
    ],
)
def test_a_malformed_sign_off_is_one_sentence(tmp_path: Path, line: bytes | dict[str, object], said: str) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    content = line if isinstance(line, bytes) else json.dumps(BASE | line).encode()
    (folder / "signoffs.jsonl").write_bytes(content + b"\n")
    refused(folder, "signoffs.jsonl: line 1:")
    refused(folder, said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": None}, "'name'"),
        ({"origin": None}, "'origin'"),
        ({"origin": "mine"}, "'origin'"),
        ({"licence": 3}, "'licence'"),
        ({"salt": "00"}, "'salt'"),
        ({"salt": 12}, "'salt'"),
        ({"anonymised": "yes"}, "'anonymised'"),
        ({"anonymised": {"how": "x"}}, "'anonymised.version' is missing"),
        ({"gold": {"written_by": "cat"}}, "'gold.written_by'"),
        ({"reviewers": "Ada"}, "'reviewers'"),
        ({"expires": "later"}, "'expires'"),
        ({"expires": "2026-02-30"}, "'expires'"),
        ({"fixtures": {}}, "'fixtures'"),
        ({"fixtures": ["ACME-1"]}, "'fixtures'"),
        ({"fixtures": {"ACME-1": None}}, "'fixtures.ACME-1'"),
        ({"fixtures": {"ACME-1": {"split": "test"}}}, "'fixtures.ACME-1.split'"),
        ({"fixtures": {"ACME-1": {"split": "dev", "reviewer": "x"}}}, "unknown key 'fixtures.ACME-1.reviewer'"),
        ({"fixtures": {"ACME-2": {"split": "dev"}}}, "issue 'ACME-1' has no split"),
        ({"consent": "DPA-7"}, "unknown key 'consent'"),
        ({"expires": "2026-03-01"}, "may be used until 2026-03-01 only"),
    ],
)
def test_a_malformed_card_is_one_sentence(tmp_path: Path, change: dict[str, object], said: str) -> None:
    folder = tmp_path / "acme"
    write(folder, signed())
    (folder / "dataset.yaml").write_text(yaml.safe_dump(yaml.safe_load(text_of_card(folder)) | change))
    refused(folder, said)


# The rules


def test_a_dataset_is_refused_where_a_sign_off_does_not_hold_and_can_still_be_read_for_review(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed(sign_off=customers()), "customer_consented")
    assert len(read_dataset(folder, signing=SIGNING).fixtures) == 1
    write(folder, signed("ACME-2", sign_off=customers("ACME-2", expires=date(2026, 1, 1))), "customer_consented")
    refused(folder, "fixture 'ACME-2' is a customer's, and the consent ended on 2026-01-01")
    refused(folder, "look at it with `workbench dataset review acme`, or take it out of the card and delete its files")
    assert len(read_dataset(folder, signing=None).fixtures) == 2


def ends(folder: Path, line: str) -> None:
    text = text_of_card(folder)
    (folder / "dataset.yaml").write_text("# Theirs.\n" + text.replace("expires: null", line), encoding="utf-8")


@pytest.mark.parametrize("line", ["expires: 2026-03-01  # soon", "expires: '2026-03-01'  # soon"])
@pytest.mark.parametrize("key", ["ACME-1", "ACME-2"])
def test_a_renewed_consent_moves_the_end_of_the_card_and_of_nothing_else(tmp_path: Path, key: str, line: str) -> None:
    folder, theirs = tmp_path / "acme", new_card("customer_consented")
    first = signed(sign_off=customers(expires=date(2026, 3, 1)))
    write_signed(folder, first, card=theirs, lock=tmp_path / "card.lock")
    assert read_form(folder / "dataset.yaml", Card).expires is None
    refused(folder, "fixture 'ACME-1' is a customer's, and the consent ended on 2026-03-01")
    ends(folder, line)
    refused(folder, "the dataset may be used until 2026-03-01 only")
    write(folder, signed(key, sign_off=customers(key, consent="DPA-8", expires=date(2027, 3, 1))), "customer_consented")
    assert text_of_card(folder).startswith("# Theirs.")
    assert "expires: 2027-03-01  # soon\n" in text_of_card(folder)
    if key == "ACME-1":
        assert len(read_dataset(folder, signing=SIGNING).fixtures) == 1
    else:
        refused(folder, "fixture 'ACME-1' is a customer's, and the consent ended on 2026-03-01")


def test_an_earlier_end_of_a_fixture_leaves_that_of_the_card(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed(sign_off=customers()), "customer_consented")
    ends(folder, "expires: 2026-12-31")
    write(folder, signed("ACME-2", sign_off=customers("ACME-2", expires=date(2026, 6, 1))), "customer_consented")
    assert "expires: 2026-12-31" in text_of_card(folder)


def test_a_changed_file_and_newer_detectors_open_a_sign_off_again(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed(sign_off=customers(detectors="rules-1+no-model")), "customer_consented")
    read_dataset(folder, signing=SIGNING)
    with pytest.raises(CatalogError, match="'ACME-1' was signed off with older detectors than those of today"):
        read_dataset(folder, signing=replace(SIGNING, detectors=lambda: "rules-2+no-model"))
    path = folder / "attachments" / "ACME-1" / "attachment-7.csv.txt"
    path.write_text("a;b\n1;3\n")
    refused(folder, "fixture 'ACME-1' was changed since it was signed off")
    path.rename(path.with_name("b.txt"))
    refused(folder, "fixture 'ACME-1' was changed since it was signed off")


def test_every_fixture_of_a_customers_dataset_needs_a_sign_off(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    write(folder, signed(sign_off=customers()), "customer_consented")
    (folder / "signoffs.jsonl").unlink()
    refused(folder, "fixture 'ACME-1' is a customer's, and nobody has signed it off")


def test_a_digest_is_over_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "A-1.json").write_bytes(b"{}")
    (tmp_path / "attachments" / "A-1").mkdir(parents=True)
    (tmp_path / "attachments" / "A-1" / "x.txt").write_bytes(b"x")
    lines = [
        f"issues/A-1.json\0{hashlib.sha256(b'{}').hexdigest()}\n",
        f"attachments/A-1/x.txt\0{hashlib.sha256(b'x').hexdigest()}\n",
    ]
    assert files_digest(tmp_path, "A-1") == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_card_of_a_new_dataset_is_one_line_a_fixture(tmp_path: Path) -> None:
    write(tmp_path / "acme", signed())
    assert read_form(tmp_path / "acme" / "dataset.yaml", Card).anonymised.version is not None
    assert text_of_card(tmp_path / "acme").splitlines()[-2:] == ["fixtures:", "  ACME-1: {split: dev, group: ACME-1}"]


# Whoever reads it


def test_a_dataset_that_may_not_be_used_is_refused_by_every_way_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "datasets" / "acme"
    write(folder, signed(sign_off=customers()), "customer_consented")
    write(folder, signed("ACME-2", sign_off=customers("ACME-2", reviewers=("Ada",))), "customer_consented")
    catalog = Catalog(tmp_path, known_scorers=(), price=lambda _: None, signing=SIGNING)
    ways: list[Callable[[], object]] = [
        lambda: catalog.dataset("acme"),
        lambda: catalog.rated("acme"),
        lambda: catalog.undrafted("acme"),
        lambda: catalog.refuse_unsigned(folder),
    ]
    for way in ways:
        with pytest.raises(CatalogError, match="fixture 'ACME-2' is a customer's, and needs two different reviewers"):
            way()
    assert len(catalog.dataset("acme", for_review=True).fixtures) == 2
    assert len(catalog.placed("acme")) == 2
    catalog.refuse_unsigned(tmp_path)

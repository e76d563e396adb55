"""Every text of a dataset's folder is read once: with its fixture, or as a file beside."""

import hashlib
from pathlib import Path

import pytest

from tests.adapters.signed_fixtures import signed, write
from workbench.adapters.catalog.stored import read_stored
from workbench.core.importing.stored import Stored


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "acme", signed())
    return tmp_path / "acme"


def put(folder: Path, name: str, content: str | bytes) -> Stored:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [found] = [each for each in read_stored(folder, ["ACME-1"]) if each.path == name]
    return found


def texts(folder: Path, name: str, content: str) -> list[str]:
    return [text for _, text in put(folder, name, content).texts or ()]


def test_a_fixtures_own_files_are_not_read_again(folder: Path) -> None:
    found = {each.path: each.texts for each in read_stored(folder, ["ACME-1"])}
    assert found.keys() == {"dataset.yaml", "expected/ACME-1.yaml", "signoffs.jsonl"}
    assert found["expected/ACME-1.yaml"] == ()
    assert not any("Ada" in text for read in found.values() for _, text in read or ())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("expected/revisions/ACME-1.r1.yaml", "ACME-1"),
        ("expected/revisions/ACME-1.jsonl", "ACME-1"),
        ("suites/ACME-1.yaml", "ACME-1"),
        ("attachments/ACME-1/deep/er.txt", "ACME-1"),
        ("attachments/ACME-2/a.txt", None),
        ("issues/ACME-2.json", None),
        (".hidden", None),
        ("notes.md", None),
    ],
)
def test_whatever_else_stands_there_is_read_and_told_by_its_fixture(folder: Path, name: str, key: str | None) -> None:
    found = put(folder, name, '"canary"')
    assert (found.key, "canary" in str(found.texts)) == (key, True)
    assert found.digest == hashlib.sha256(b'"canary"').hexdigest()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# who: Ada\na: one  # two\n", ["a", "one", "who: Ada", "two"]),
        ("a: first\na: second\nb: [x, {c: y}]\n", ["a", "first", "a", "second", "b", "x", "c", "y"]),
        ("a: &x said\nb: *x\n", ["a", "said", "b"]),
        ("a: |\n  one # none\n", ["a", "one # none\n"]),
        ("a: 1\n---\nb: two\n", ["a", "1", "b", "two"]),
        ("a: [\n", ["a: [\n"]),
    ],
)
def test_of_yaml_every_scalar_and_comment_is_read(folder: Path, text: str, said: list[str]) -> None:
    assert texts(folder, "suites/ACME-1.yaml", text) == said


def test_of_gold_the_comments_are_read(folder: Path) -> None:
    gold = (folder / "expected/ACME-1.yaml").read_text(encoding="utf-8")
    assert texts(folder, "expected/ACME-1.yaml", f"{gold}# ask Zoe\n") == ["ask Zoe"]


def test_of_lines_every_reason_is_read_and_no_digest_or_reviewer(folder: Path) -> None:
    lines = '{"consent":"DPA-7","why":"w","files":"f","reviewers":["Ada"],"exceptions":[{"why":"v","digest":"d"}]}'
    found = put(folder, "signoffs.jsonl", f'{lines}\n{{"consent":"with Kestrel Bank","why":"t\n')
    assert [each for each in found.texts or () if each[1]] == [
        (1, "why"), (1, "w"), (1, "exceptions"), (1, "why"), (1, "v"), (2, '{"consent":"with Kestrel Bank","why":"t')
    ]  # fmt: skip
    assert texts(folder, "expected/revisions/ACME-1.jsonl", '{"actor":"Ada","why":"a","why":"b","before":"d"}') == [
        "why", "a", "why", "b"
    ]  # fmt: skip


def test_in_the_card_and_the_exceptions_those_who_answer_may_stand(folder: Path) -> None:
    given = "exceptions:\n- by: Ada\n  why: mine\n  findings: {ACME-1: {person: [d]}}\n"
    assert texts(folder, "exceptions.yaml", given) == ["exceptions", "why", "mine"]
    assert texts(folder, "dataset.yaml", "salt: s\nreviewers: [Ada]\nnote: n\n") == ["note", "n"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a\0b"])
def test_a_file_without_text_is_told(folder: Path, content: bytes) -> None:
    assert put(folder, "attachments/ACME-1/deep/a.png", content).texts is None

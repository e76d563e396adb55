"""Releases and their evidence on disk, and the look at all of it."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.releasing import (
    ARITHMETIC,
    FIRST,
    FLOOR,
    GATE,
    HOSTED,
    SECOND,
    decide,
    history,
    promote,
    promoted,
    proof,
    proposal,
    roll_back,
    rolled_back,
    row,
)
from workbench.adapters.release_files import Verified, add_line, ledger_bytes, read_evidence, verify, write_evidence
from workbench.core.gates import Better, Ceiling, Cheaper, Floor, NoWorse
from workbench.core.proof import Proof, plain_row
from workbench.core.verdicts import Verdict
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import canonical_json, digest, short
from workbench.generator.prompt.ledger import HEAD, LEDGER, as_bytes
from workbench.generator.prompt.ledger_line import Promotion
from workbench.generator.prompt.release import file_name, ledger, load_release, release_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def contents(place: Path) -> dict[str, bytes]:
    return {str(each.relative_to(place)): each.read_bytes() for each in sorted(place.rglob("*")) if each.is_file()}


# The folder of releases ------------------------------------------------------------------------


def test_a_promotion_adds_a_file_and_a_line_and_touches_no_line_before(folder: Path, evidence: Path) -> None:
    first = promote(folder, evidence, proposal())
    before = contents(folder)
    assert set(before) == {LEDGER, HEAD, file_name(first.release)}
    second = promote(folder, evidence, proposal(SECOND, FIRST))
    after = contents(folder)
    assert after[LEDGER] == before[LEDGER] + as_bytes(second)
    assert set(after) - set(before) == {file_name(second.release)}
    assert load_release("embedded", folder=folder) == SECOND


def test_a_roll_back_adds_a_line_and_no_file_and_production_reads_the_earlier_release(
    folder: Path, evidence: Path
) -> None:
    promote(folder, evidence, proposal())
    promote(folder, evidence, proposal(SECOND, FIRST))
    before = contents(folder)
    roll_back(folder, FIRST)
    assert set(contents(folder)) == set(before)
    assert load_release("embedded", folder=folder) == FIRST


def test_the_same_release_is_one_file_on_two_channels(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    promote(folder, evidence, proposal(channel="local"))
    assert len(contents(folder)) == 3
    assert len(list(evidence.iterdir())) == 1
    assert load_release("local", folder=folder) == load_release("embedded", folder=folder)


def test_a_line_that_was_sealed_on_an_older_ledger_is_not_added(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    late = promoted((), HOSTED, FLOOR, channel="openai")
    before = contents(folder)
    with pytest.raises(ReleaseError, match=r"^line 2 of the ledger: it does not follow on the line before it; nothing"):
        add_line(folder, late, release_of(HOSTED))
    assert contents(folder) == before


def test_a_promotion_without_its_release_or_with_another_is_not_added(folder: Path, evidence: Path) -> None:
    line = promoted((), FIRST, FLOOR)
    for release in (None, release_of(SECOND)):
        with pytest.raises(ReleaseError, match=r"^the line and the release file are not of one release"):
            add_line(folder, line, release)
    promote(folder, evidence, proposal())
    promote(folder, evidence, proposal(SECOND, FIRST))
    with pytest.raises(ReleaseError, match=r"^the line and the release file are not of one release"):
        add_line(folder, rolled_back(ledger(folder=folder), FIRST), release_of(FIRST))


def test_a_second_promotion_at_the_same_time_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{LEDGER}.part").touch()
    with pytest.raises(ReleaseError, match=r"another promotion is under way, or one was cut off; remove the file"):
        add_line(folder, promoted((), FIRST, FLOOR), release_of(FIRST))
    assert list(contents(folder)) == [f"{LEDGER}.part"]


def test_a_folder_that_cannot_be_written_is_said_and_left_as_it_was(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    before = contents(folder)
    name = file_name(release_of(SECOND).digest)
    (folder / f"{name}.part").mkdir()  # where the new release is written first
    with pytest.raises(ReleaseError, match=r"cannot be written \("):
        promote(folder, evidence, proposal(SECOND, FIRST))
    (folder / f"{name}.part").rmdir()
    assert contents(folder) == before


def test_a_ledger_that_is_damaged_takes_no_line(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    line = promoted(ledger(folder=folder), HOSTED, FLOOR, channel="openai")
    (folder / HEAD).write_bytes(b"{}\n")
    before = contents(folder)
    with pytest.raises(ReleaseError, match=r"^ledger\.jsonl: does not end where head\.json says"):
        add_line(folder, line, release_of(HOSTED))
    assert contents(folder) == before


def test_the_ledgers_bytes_are_empty_where_there_is_none(folder: Path, evidence: Path) -> None:
    assert ledger_bytes(folder) == b""
    line = promote(folder, evidence, proposal())
    assert ledger_bytes(folder) == as_bytes(line)


# Evidence --------------------------------------------------------------------------------------

RICH = GATE.model_copy(
    update={
        "floors": (Floor(score="gherkin_valid", at_least=0.5, strata={"bug": 0.25}, repeats=1, each=0.5),),
        "better": Better(score="coverage_evidence", by=0.03),
        "cheaper": Cheaper(not_worse_by=0.1, cheaper_by=0.15),
        "no_worse": (NoWorse(score="gherkin_quality", margin=0.05),),
        "ceilings": (Ceiling(score="cost_usd", at_most=Decimal("0.0040")),),
        "looked_at": ("SHOP-1",),
    }
)


def spelled(given: Proof) -> list[bytes]:
    """The rows as text, for -0.0 equals 0.0."""
    return sorted(canonical_json(plain_row(each)) for each in given.rows)


def rich() -> Proof:
    """A proof with every kind of value in it."""
    rows = (
        row("A-1", gherkin_valid=1.0, coverage_evidence=0.1 + 0.2, mutation=None),
        row("A-2", outcome="refused", gherkin_valid=0.0, coverage_evidence=-0.0),
        row("A-1", "old", gherkin_valid=1.0),
        replace(row("A-2", "old"), outcome=None, failure="rate_limit", scores={}),
        replace(row("A-3", "old"), outcome=None, failure="budget", scores={}),
        replace(row("A-4", "old"), outcome=None, failure=None, scores={}),
    )
    return proof(rows=rows, gate=RICH)


def test_evidence_reads_back_as_it_was_written(evidence: Path) -> None:
    given = rich()
    known = write_evidence(evidence, given)
    manifest, again = read_evidence(evidence, known)
    assert manifest.digest == known
    assert replace(again, rows=()) == replace(given, rows=())
    assert spelled(again) == spelled(given)


def test_the_folder_holds_rows_gate_verdict_and_a_manifest_that_knows_their_bytes(evidence: Path) -> None:
    known = write_evidence(evidence, proof())
    (place,) = evidence.iterdir()
    assert place.name == short(known)
    found = contents(place)
    assert set(found) == {"manifest.json", "rows.parquet", "gate.json", "verdict.json"}
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert manifest["candidate"]["config"] == release_of(FIRST).config_digest


def test_the_same_evidence_is_the_same_folder(evidence: Path) -> None:
    given = proof()
    known = write_evidence(evidence, given)
    turned = replace(given, rows=tuple(reversed(given.rows)))
    before = contents(evidence)
    assert write_evidence(evidence, turned) == known
    assert contents(evidence) == before


def test_evidence_that_is_there_and_damaged_is_not_written_over(evidence: Path) -> None:
    known = write_evidence(evidence, proof())
    path = evidence / short(known) / "gate.json"
    path.write_bytes(b"{}\n")
    with pytest.raises(ReleaseError, match=r"gate\.json: is not as it was written"):
        write_evidence(evidence, proof())
    assert path.read_bytes() == b"{}\n"


def texts(text: str) -> list[Proof]:
    """Proofs that hold a text where a name or a line of words belongs."""
    given = proof()
    (first, *rest) = given.rows
    changed = [replace(first, **{field: text}) for field in ("fixture", "group", "stratum", "language", "cell_key")]
    changed.append(replace(first, scores={text: 1.0}))
    (check,) = given.verdict.checks
    said = [replace(given, verdict=replace(given.verdict, checks=(replace(check, found=text),)))]
    return said + [replace(given, rows=(each, *rest)) for each in changed]


@pytest.mark.parametrize("text", ["Feature: Locking\n  Scenario: It locks", "word " * 300])
def test_a_text_is_no_evidence(evidence: Path, text: str) -> None:
    for given in texts(text):
        with pytest.raises(ReleaseError) as caught:
            write_evidence(evidence, given)
        assert text not in str(caught.value)
    assert not evidence.exists()


def test_a_score_that_is_no_number_is_no_evidence(evidence: Path) -> None:
    given = proof()
    rows = (replace(given.rows[0], scores={"gherkin_valid": float("inf")}), *given.rows[1:])
    with pytest.raises(ReleaseError, match=r"holds a number that is infinite or none; score it again"):
        write_evidence(evidence, replace(given, rows=rows))
    assert not evidence.exists()


def test_evidence_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file")
    with pytest.raises(ReleaseError, match=r"cannot be written \("):
        write_evidence(tmp_path / "evidence", proof())
    assert list(contents(tmp_path)) == ["evidence"]


def rewritten(place: Path, name: str, content: bytes) -> str:
    """Put a file into the evidence with a manifest and a folder name that fit, and return the digest."""
    (place / name).write_bytes(content)
    manifest = json.loads((place / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    (place / "manifest.json").write_bytes(canonical_json(manifest) + b"\n")
    place.rename(place.with_name(short(digest(manifest))))
    return digest(manifest)


def test_an_unknown_key_is_refused_even_where_every_digest_is_right(evidence: Path) -> None:
    known = write_evidence(evidence, proof())
    path = evidence / short(known) / "verdict.json"
    verdict = json.loads(path.read_bytes())
    again = rewritten(path.parent, "verdict.json", path.read_bytes())
    assert again == known
    verdict["checks"][0]["text"] = "Feature"
    again = rewritten(path.parent, "verdict.json", canonical_json(verdict) + b"\n")
    with pytest.raises(ReleaseError, match=r"verdict\.json: unknown key 'text'; restore"):
        read_evidence(evidence, again)


def test_a_column_more_is_refused_even_where_every_digest_is_right(evidence: Path, tmp_path: Path) -> None:
    place = evidence / short(write_evidence(evidence, proof()))
    table = pq.read_table(place / "rows.parquet")
    pq.write_table(table.append_column("text", table["fixture"]), tmp_path / "more.parquet")
    again = rewritten(place, "rows.parquet", (tmp_path / "more.parquet").read_bytes())
    with pytest.raises(ReleaseError, match=r"rows\.parquet: has other columns than these; restore"):
        read_evidence(evidence, again)


def test_rows_that_are_fewer_are_refused_even_where_the_file_is_the_one(evidence: Path, tmp_path: Path) -> None:
    place = evidence / short(write_evidence(evidence, proof()))
    table = pq.read_table(place / "rows.parquet")
    pq.write_table(table.slice(1), tmp_path / "fewer.parquet")
    again = rewritten(place, "rows.parquet", (tmp_path / "fewer.parquet").read_bytes())
    with pytest.raises(ReleaseError, match=r"gate or rows are not those that the manifest names"):
        read_evidence(evidence, again)


def test_what_is_no_parquet_is_refused_even_where_every_digest_is_right(evidence: Path) -> None:
    place = evidence / short(write_evidence(evidence, proof()))
    again = rewritten(place, "rows.parquet", b"PAR1 or not")
    with pytest.raises(ReleaseError, match=r"rows\.parquet: is no Parquet file that can be read"):
        read_evidence(evidence, again)


def edited(path: Path, before: bytes, after: bytes) -> None:
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after))


DAMAGES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no folder": (lambda place: shutil.rmtree(place), "cannot be read (No such file or directory)"),
    "no manifest": (lambda place: (place / "manifest.json").unlink(), "manifest.json: is not as it was written"),
    "no rows": (lambda place: (place / "rows.parquet").unlink(), "rows.parquet: is missing"),
    "a file more": (lambda place: (place / "answer.txt").touch(), "answer.txt: is there and in no manifest"),
    "a folder in it": (lambda place: (place / "more").mkdir(), "cannot be read (Is a directory)"),
    "another score": (
        lambda place: edited(place / "manifest.json", b'"primary":"coverage_evidence"', b'"primary":"gherkin_valid"'),
        "manifest.json: is not as it was written",
    ),
    "a blank": (lambda place: (place / "gate.json").write_bytes(b" {}\n"), "gate.json: is not as it was written"),
}


@pytest.mark.parametrize(("damage", "says"), DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_evidence_is_refused_with_what_to_do(evidence: Path, damage: Callable[[Path], Any], says: str) -> None:
    known = write_evidence(evidence, proof())
    damage(evidence / short(known))
    with pytest.raises(ReleaseError) as caught:
        read_evidence(evidence, known)
    assert says in str(caught.value)
    assert str(caught.value).endswith("restore the evidence from version control")


# The look at all of it -------------------------------------------------------------------------


def looked(folder: Path, evidence: Path, **more: Any) -> Verified:
    return verify(folder, evidence, **{"decide": decide, "arithmetic": ARITHMETIC, **more})


def test_all_is_well_and_every_promotion_was_decided_once_more(folder: Path, evidence: Path) -> None:
    lines = history(folder, evidence)
    assert looked(folder, evidence) == Verified(lines=lines, decided=4, faults=(), notes=())
    for end in range(len(lines) + 1):
        older = b"".join(as_bytes(line) for line in lines[:end])
        assert looked(folder, evidence, older=older).faults == ()


def test_a_fresh_clone_is_as_well(folder: Path, evidence: Path, tmp_path: Path) -> None:
    history(folder, evidence)
    for place in (folder, evidence):
        shutil.copytree(place, tmp_path / "clone" / place.name)
    assert looked(tmp_path / "clone" / "releases", tmp_path / "clone" / "evidence").faults == ()


def test_where_nothing_was_released_there_is_nothing_to_find(folder: Path, evidence: Path) -> None:
    assert looked(folder, evidence) == Verified(lines=(), decided=0, faults=(), notes=())


def test_a_verdict_that_comes_out_otherwise_is_a_fault(folder: Path, evidence: Path) -> None:
    line = promote(folder, evidence, proposal())

    def strict(given: Proof) -> Verdict:
        return replace(decide(given), decision="failed")

    found = looked(folder, evidence, decide=strict)
    where = f"release {short(line.release)} on channel 'embedded'"
    assert found.faults == (f"{where}: decided once more, the decision 'passed' is 'failed'",)


def test_what_an_older_arithmetic_decided_is_not_decided_again_and_a_note_says_so(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    found = looked(folder, evidence, arithmetic=ARITHMETIC + 1)
    assert (found.decided, found.faults, len(found.notes)) == (0, (), 1)
    assert "was decided by version 1 of the arithmetic" in found.notes[0]


def test_a_decision_that_cannot_be_made_again_is_a_fault(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())

    def unable(given: Proof) -> Verdict:
        raise ValueError("the scorer is unknown")

    (fault,) = looked(folder, evidence, decide=unable).faults
    assert fault == f"release {short(release_of(FIRST).digest)} cannot be decided once more: the scorer is unknown"


def test_the_target_branchs_ledger_has_to_be_how_this_one_begins(folder: Path, evidence: Path) -> None:
    older = b"".join(as_bytes(line) for line in history(folder, evidence))
    shutil.rmtree(folder)
    shutil.rmtree(evidence)
    promote(folder, evidence, proposal())
    (fault,) = looked(folder, evidence, older=older).faults
    assert fault.startswith("the ledger does not go on where that of the target branch ends")


def test_evidence_that_no_line_names_is_a_fault(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    stray = short(write_evidence(evidence, proof(SECOND, FIRST)))
    (fault,) = looked(folder, evidence).faults
    assert fault.endswith(f"{stray}: is evidence of no line of the ledger; restore the ledger, or remove it")


def forge(folder: Path, evidence: Path, given: Proof, **more: Any) -> None:
    """Add a line that is sealed by hand over this evidence."""
    fields = json.loads(as_bytes(promoted((), FIRST, FLOOR))) | {"evidence_digest": write_evidence(evidence, given)}
    del fields["hash"]
    fields |= more
    add_line(folder, Promotion.model_validate({**fields, "hash": digest(fields)}), release_of(FIRST))


def faults(folder: Path, evidence: Path) -> list[str]:
    return [fault.rpartition(": ")[2] for fault in looked(folder, evidence).faults]


def test_evidence_of_another_promotion_is_a_fault(folder: Path, evidence: Path) -> None:
    forge(folder, evidence, proof(SECOND, FLOOR, run="another"))
    assert faults(folder, evidence) == [
        "'run' is another in the evidence",
        "'candidate' is another in the evidence",
    ]


def test_counts_that_are_not_those_of_the_rows_are_a_fault_even_where_line_and_evidence_agree(
    folder: Path, evidence: Path
) -> None:
    more = proof().candidate.model_copy(update={"planned": 9, "answered": 9})
    forge(folder, evidence, proof(candidate=more), candidate=more.model_dump(mode="json"))
    assert faults(folder, evidence) == ["the counts of 'new' are not those of the rows"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_what_is_written_can_be_read_by_others(folder: Path, evidence: Path) -> None:
    promote(folder, evidence, proposal())
    assert all(each.stat().st_mode & 0o400 for each in (*folder.iterdir(), *evidence.rglob("*")))

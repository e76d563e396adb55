"""Journals: they fill a new store, what is damaged in them is said, and those of complete runs are compressed."""

import gzip
import shutil
from pathlib import Path

import pytest

from tests.builders import completion, generation, session
from tests.fakes import Ticks
from tests.stores import CELLS, LATER, RUN, content, filled, journalled, paid_for, store_in
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    filled(folder)
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A store with a run of everything, and its journal."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def journal(home: Path) -> Path:
    return home / "spool" / f"{RUN.id}.jsonl"


def without_store(home: Path) -> None:
    for path in home.glob("workbench.duckdb*"):
        path.unlink()


# The journals fill a new store -----------------------------------------------------------------


def test_a_new_store_gets_all_back_that_was_paid_for(home: Path) -> None:
    before = paid_for(store_in(home))
    without_store(home)
    store = store_in(home)
    store.ingest()
    assert paid_for(store) == before
    assert store.damaged() == {}


def test_a_journal_that_was_moved_away_and_begun_anew_is_taken_in_whole(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    journalled(tmp_path, run=LATER, cells=CELLS[:1], letters=9)
    for call in ("one", "two"):  # lines of one length
        with Spool(tmp_path / "spool", RUN.id, Ticks()) as journal:
            journal.completion(call, "vendor/large", completion(), 100)
        store.ingest()
        (tmp_path / "spool" / f"{RUN.id}.jsonl").unlink()
        store.ingest()
    assert store.completions(["one", "two"]).keys() == {"one", "two"}


@pytest.mark.parametrize("left", [0, 1, 7_000])
def test_a_journal_that_was_cut_behind_what_was_taken_is_taken_from_its_beginning(
    home: Path, journal: Path, left: int
) -> None:
    store = store_in(home)
    before = store.rows(RUN.id)
    journal.write_bytes(journal.read_bytes()[:left])
    with Spool(home / "spool", RUN.id, Ticks()) as again:
        again.completion("late", "vendor/large", completion(), 100)
    assert store.ingest() > 0
    assert (store.rows(RUN.id), store.completions(["late"]) != {}, store.damaged()) == (before, True, {})


def test_a_journal_that_grew_beyond_where_it_was_cut_is_taken_from_its_beginning(home: Path, journal: Path) -> None:
    taken = journal.stat().st_size
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:9]))
    with Spool(home / "spool", RUN.id, Ticks()) as again:
        number = 0
        while journal.stat().st_size <= taken:
            again.completion(f"late {number}", "vendor/large", completion("x" * 3_000), 100)
            number += 1
    store = store_in(home)
    store.ingest()
    assert len(store.completions([f"late {each}" for each in range(number)])) == number


# A damaged journal -----------------------------------------------------------------------------


def line_of(journal: Path, kind: str) -> int:
    """Return the number of the first line of a kind, from 1."""
    lines = journal.read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if f'"type":"{kind}"' in line)


def damage(journal: Path, number: int) -> int:
    """Change a figure or letter in the middle of a line, and return how many bytes are from there to the end."""
    lines = journal.read_bytes().splitlines(keepends=True)
    middle = len(lines[number - 1]) // 2
    lines[number - 1] = lines[number - 1][:middle] + b"~" + lines[number - 1][middle + 1 :]
    journal.write_bytes(b"".join(lines))
    return len(b"".join(lines[number - 1 :]))


def drop(journal: Path, number: int) -> None:
    """Delete a line, as the sentence says."""
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[: number - 1] + lines[number:]))


def test_a_damaged_line_keeps_no_other_run_back(home: Path, journal: Path) -> None:
    without_store(home)
    journalled(home, run=LATER)
    number = line_of(journal, "generation")
    rest = damage(journal, number)
    store = store_in(home)
    assert store.ingest() > 0
    assert (store.run(LATER.id).complete, store.run(RUN.id).planned) == (True, len(CELLS))
    assert store.damaged() == {
        RUN.id: f"{journal}: line {number} is damaged; what is before it is taken in, the {rest} bytes from there on "
        "are not; put a copy of the file back, or delete that line and what it held is asked again"
    }


def test_what_is_damaged_is_said_every_time(home: Path, journal: Path) -> None:
    without_store(home)
    damage(journal, 3)
    first, second = store_in(home), store_in(home)
    first.ingest()
    assert second.ingest() == 0
    assert second.damaged() == first.damaged() != {}
    shutil.rmtree(home / "spool")
    second.ingest()
    assert second.damaged() == {}


def test_without_the_damaged_line_all_others_are_taken_in(home: Path, journal: Path) -> None:
    without_store(home)
    store = store_in(home)
    number = line_of(journal, "generation")
    damage(journal, number)
    store.ingest()
    drop(journal, number)
    store.ingest()
    assert store.damaged() == {}
    assert [row.outcome for row in store.rows(RUN.id)] == [None] + ["ok"] * (len(CELLS) - 1)


def test_a_copy_of_the_journal_put_back_mends_all(home: Path, journal: Path) -> None:
    before, whole = paid_for(store_in(home)), journal.read_bytes()
    without_store(home)
    store = store_in(home)
    damage(journal, 30)
    store.ingest()
    journal.write_bytes(whole)
    store.ingest()
    assert (paid_for(store), store.damaged()) == (before, {})


def test_a_generation_without_its_answer_is_held_back_and_said(home: Path, journal: Path) -> None:
    without_store(home)
    store = store_in(home)
    drop(journal, line_of(journal, "completion"))
    number = line_of(journal, "generation")
    store.ingest()
    assert f"line {number} rests on an answer that no journal holds; what is before" in store.damaged()[RUN.id]
    assert store.results([cell.key for cell in CELLS]) == {}
    drop(journal, number)
    store.ingest()
    assert (store.damaged(), store.run(RUN.id).done) == ({}, len(CELLS) - 1)
    assert len(store.results([cell.key for cell in CELLS])) == len(CELLS) - 1


def test_an_answer_in_the_journal_of_a_later_run_is_an_answer(tmp_path: Path) -> None:
    with Spool(tmp_path / "spool", RUN.id, Ticks()) as first:
        first.begin(RUN, CELLS, session())
        first.generation(CELLS[0], generation(), ["shared"])
        first.generation(CELLS[1], generation(), [])
    with Spool(tmp_path / "spool", LATER.id, Ticks()) as second:
        second.begin(LATER, CELLS, session())
        second.completion("shared", "vendor/large", completion(), 100)
    store = store_in(tmp_path)
    assert store.ingest() == 7
    assert (store.damaged(), store.run(RUN.id).done) == ({}, 2)


def test_a_line_that_a_kill_cut_off_is_no_damage(home: Path, journal: Path) -> None:
    with journal.open("ab") as file:
        file.write(journal.read_bytes()[:50])
    store = store_in(home)
    assert (store.ingest(), store.damaged()) == (0, {})


def test_a_run_with_a_damaged_journal_does_not_go_on(home: Path, journal: Path) -> None:
    damage(journal, 5)
    whole = journal.read_bytes()
    with pytest.raises(
        StoreError, match="line 5 is damaged, so the run cannot go on; put a copy of the file back, or "
    ):
        Spool(home / "spool", RUN.id, Ticks()).__enter__()
    assert journal.read_bytes() == whole
    drop(journal, 5)
    with Spool(home / "spool", RUN.id, Ticks()):
        pass


def test_a_damaged_line_break_at_the_end_is_not_taken_for_a_kill(home: Path, journal: Path) -> None:
    whole = journal.read_bytes()
    number = whole.count(b"\n")
    journal.write_bytes(whole[:-1] + b"\x0b")
    with pytest.raises(StoreError, match=f"line {number} is damaged"):
        Spool(home / "spool", RUN.id, Ticks()).__enter__()


# Compressed journals ---------------------------------------------------------------------------


def pack(home: Path) -> Path:
    with Spool(home / "spool", RUN.id, Ticks()) as spool:
        spool.pack()
    return home / "spool" / f"{RUN.id}.jsonl.gz"


def test_a_packed_journal_is_one_file_that_fills_a_new_store(home: Path, journal: Path) -> None:
    before = paid_for(store_in(home))
    content = journal.read_bytes()
    packed = pack(home)
    assert gzip.decompress(packed.read_bytes()) == content
    assert (journal.exists(), store_in(home).ingest()) == (False, 0)
    without_store(home)
    store = store_in(home)
    assert store.ingest() == content.count(b"\n")
    assert (paid_for(store), store.ingest(), store.damaged()) == (before, 0, {})


def test_packing_is_the_same_bytes_every_time(home: Path, journal: Path) -> None:
    content = journal.read_bytes()
    first = pack(home).read_bytes()
    assert int.from_bytes(first[4:8], "little") == 0  # where gzip keeps the time
    assert pack(home).read_bytes() == first
    assert not journal.exists()
    assert gzip.decompress(first) == content


def test_a_kill_between_the_two_files_leaves_both_and_nothing_counts_twice(home: Path, journal: Path) -> None:
    before, plain = content(store_in(home)), journal.read_bytes()
    packed = pack(home)
    journal.write_bytes(plain)
    (packed.with_name(f"{packed.name}.part")).write_bytes(b"half")
    assert store_in(home).ingest() == 0
    assert content(store_in(home)) == before
    assert pack(home).exists()
    assert not journal.exists()


def test_a_packed_run_can_be_gone_on_with(home: Path, journal: Path) -> None:
    pack(home)
    with Spool(home / "spool", RUN.id, Ticks()) as again:
        again.begin(RUN, CELLS, session(id="second"))
    assert journal.read_text().count('"type":"run"') == 1
    store = store_in(home)
    assert (store.ingest(), [each.id for each in store.sessions(RUN.id)]) == (1, ["second", "session"])


def test_a_damaged_packed_journal_is_a_sentence_where_it_is_needed(home: Path) -> None:
    packed = pack(home)
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-30] + bytes(22) + whole[-8:])
    taken = store_in(home)
    assert (taken.ingest(), taken.damaged()) == (0, {})
    without_store(home)
    journalled(home, run=LATER)
    store = store_in(home)
    assert store.ingest() > 0
    assert store.damaged() == {
        RUN.id: f"{packed}: is damaged, and nothing more of it is taken in; put a copy of it back"
    }
    assert store.run(LATER.id).complete
    with pytest.raises(StoreError, match=r"jsonl\.gz: is damaged, so the run cannot go on"):
        Spool(home / "spool", RUN.id, Ticks()).__enter__()


def test_nothing_is_written_to_a_packed_journal(home: Path, journal: Path) -> None:
    with Spool(home / "spool", RUN.id, Ticks()) as spool:
        spool.pack()
        spool.pack()
        spool.end("session", 1.0)
    assert not journal.exists()

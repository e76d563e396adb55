"""The real store: its file, its journals, and other processes."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.builders import completion, generation, run_record, session, suite
from tests.fakes import Ticks
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.duckdb_store.file import opened
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError
from workbench.service.plan import plan

SUITE = suite()
CELLS = plan(SUITE)
RUN = run_record(SUITE, CELLS)
EVERY_VERSION = [1, 2, 3, 4, 5, 6, 7]

HOLD = """
import sys, duckdb
db = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
db.close()
"""

COUNT = """
import sys, duckdb
with duckdb.connect(sys.argv[1]) as db:
    print(db.execute("select count(*) from runs").fetchall()[0][0])
"""

ASK = """
import pathlib, sys
from workbench.adapters.duckdb_store import DuckDbStore
place = pathlib.Path(sys.argv[1])
print(DuckDbStore(place / "store.duckdb", place).runs())
"""


def read_elsewhere(path: Path) -> int:
    """How many runs another process finds in a store; it fails where this one has the file open."""
    return int(subprocess.run([sys.executable, "-c", COUNT, str(path)], check=True, capture_output=True).stdout)


@pytest.fixture
def store(tmp_path: Path) -> DuckDbStore:
    """A store over a journal of one run with one answered cell."""
    with Spool(tmp_path / "spool", RUN.id, Ticks()) as journal:
        journal.begin(RUN, CELLS, session())
        journal.completion("call", "vendor/large", completion(), 400)
        journal.generation(CELLS[0], generation(), ["call"])
    return DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "spool" / f"{RUN.id}.jsonl"


def test_a_line_that_is_not_whole_yet_is_left_for_the_next_time(store: DuckDbStore, journal: Path) -> None:
    whole = journal.read_bytes()
    half = whole.rindex(b"\n", 0, -1) + 20
    journal.write_bytes(whole[:half])
    first = store.ingest(), store.known([CELLS[0].key])
    journal.write_bytes(whole)
    second = store.ingest(), store.known([CELLS[0].key])
    assert (first, second) == ((3, set()), (1, {CELLS[0].key}))


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "7", '"x"', "null", '{"type": "run"}', '{"type": "party", "run_id": "a", "at": "2026-11-24T12:00:00"}',
     '{"type": "failure", "run_id": "a", "at": "yesterday"}', "\x00\x00"],
)  # fmt: skip
def test_a_damaged_line_is_one_sentence_and_what_was_taken_in_stays(
    store: DuckDbStore, journal: Path, line: str
) -> None:
    store.ingest()
    with journal.open("a") as file:
        file.write(line + "\n")
    number = journal.read_bytes().count(b"\n")
    assert store.ingest() == 0
    assert list(store.damaged()) == [RUN.id]
    assert store.damaged()[RUN.id].startswith(f"{journal}: line {number} is damaged; what is before it is taken in")
    assert store.known([CELLS[0].key]) == {CELLS[0].key}


@pytest.mark.parametrize("content", [b"no database at all, and rather long " * 200, b"x", b"\x00" * 20_000])
def test_a_damaged_store_is_one_sentence_at_once(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "block.duckdb"
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(StoreError, match=r"block\.duckdb: is no DuckDB store, is damaged"):
        DuckDbStore(path, tmp_path).runs()
    assert time.monotonic() - began < 5
    assert path.read_bytes() == content


def test_a_store_cut_in_the_middle_is_one_sentence(store: DuckDbStore, tmp_path: Path) -> None:
    store.ingest()
    path = tmp_path / "store.duckdb"
    path.write_bytes(path.read_bytes()[:9_000])
    with pytest.raises(StoreError, match=r"store\.duckdb"):
        store.runs()


def test_a_folder_may_have_any_name(store: DuckDbStore, tmp_path: Path) -> None:
    path = tmp_path / 'it\'s; $1 "ours" é' / "store.duckdb"
    assert DuckDbStore(path, tmp_path / "spool").ingest() == 4
    assert read_elsewhere(path) == 1


def test_a_damaged_store_keeps_no_other_from_being_opened(store: DuckDbStore, tmp_path: Path) -> None:
    (tmp_path / "bad.duckdb").write_bytes(b"\x00" * 20_000)
    with pytest.raises(StoreError):
        DuckDbStore(tmp_path / "bad.duckdb", tmp_path / "none").runs()
    assert store.ingest() == 4


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, StoreError, duckdb.IOException])
def test_a_call_that_was_broken_off_lets_go_of_the_file_with_all_that_it_committed(
    store: DuckDbStore, tmp_path: Path, trouble: type[BaseException]
) -> None:
    path = tmp_path / "store.duckdb"
    with pytest.raises((KeyboardInterrupt, StoreError)), opened(path):
        raise trouble
    assert read_elsewhere(path) == 0
    assert store.ingest() == 4
    assert read_elsewhere(path) == 1


def test_a_process_that_asked_the_store_ends_without_a_word(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", ASK, str(tmp_path)], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[]\n", "")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        DuckDbStore(tmp_path / "file" / "store.duckdb", tmp_path).runs()


def versions(path: Path) -> list[int]:
    with duckdb.connect(str(path)) as db:
        return [row[0] for row in db.execute("select version from schema_version order by version").fetchall()]


def test_each_migration_runs_once(store: DuckDbStore, tmp_path: Path) -> None:
    for _ in range(3):
        store.ingest()
    assert versions(tmp_path / "store.duckdb") == EVERY_VERSION


def test_a_store_of_the_first_version_is_brought_up_to_date_with_its_rows(store: DuckDbStore, tmp_path: Path) -> None:
    store.ingest()
    path = tmp_path / "store.duckdb"
    with duckdb.connect(str(path)) as db:
        for table in (
            "labels", "vectors", "sessions", "endings", "reservations", "settlements", "limit_steps"
        ):  # fmt: skip
            db.execute(f"drop table {table}")
        added = (
            ("cells", "position"),
            ("runs", "fresh"),
            ("runs", "grounds"),
            ("runs", "actor"),
            ("completions", "asked_bytes"),
            ("completions", "purpose"),
        )
        for table, column in added:
            db.execute(f"alter table {table} drop column {column}")
        db.execute("delete from schema_version where version > 1")
    path.with_name("store.duckdb.seal").unlink()
    assert [row.fixture for row in store.rows(RUN.id)] == [cell.fixture.key for cell in CELLS]
    assert versions(path) == EVERY_VERSION


def test_a_new_file_can_be_read_by_the_older_duckdb(store: DuckDbStore, tmp_path: Path) -> None:
    store.ingest()
    with duckdb.connect(str(tmp_path / "store.duckdb")) as db:
        tags = db.execute("select tags from duckdb_databases() where database_name = 'store'").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.5.0")


def test_a_reader_waits_for_a_writer_in_another_process(store: DuckDbStore, tmp_path: Path) -> None:
    store.ingest()
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "store.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdin is not None
    assert writer.stdout.readline() == "held\n"
    reader = subprocess.Popen(
        [sys.executable, "-c", READ, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    with pytest.raises(subprocess.TimeoutExpired):
        reader.wait(timeout=0.5)
    writer.communicate("\n")
    out, err = reader.communicate(timeout=30)
    assert (reader.returncode, out) == (0, f"['{RUN.id}']\n"), err


READ = """
import sys
from pathlib import Path
from workbench.adapters.duckdb_store import DuckDbStore
folder = Path(sys.argv[1])
print("reading", flush=True)
print([run.id for run in DuckDbStore(folder / "store.duckdb", folder / "spool").runs()])
"""


def many_lines(folder: Path, events: int) -> None:
    """Write a journal of one run with so many completions and generations."""
    with Spool(folder / "spool", RUN.id, Ticks(0.001)) as journal:
        journal.begin(RUN, CELLS, session())
        for number in range(events // 2):
            journal.completion(f"call {number}", "vendor/large", completion(), 400)
            journal.generation(replace(CELLS[0], key=f"cell {number}"), generation(), [f"call {number}"])


@pytest.mark.parametrize("events", [2_000, pytest.param(20_000, marks=pytest.mark.campaign)])
def test_a_long_journal_is_taken_in_whole(tmp_path: Path, events: int) -> None:
    many_lines(tmp_path, events)
    store = DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")
    began = time.monotonic()
    taken = store.ingest()
    took = time.monotonic() - began
    print(f"{events} events in {took:.2f} s")
    assert taken == events + 2
    assert len(store.known([f"cell {number}" for number in range(events // 2)])) == events // 2


def test_threads_that_take_in_the_same_journal_take_it_in_once(tmp_path: Path) -> None:
    many_lines(tmp_path, 400)
    store = DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: store.ingest(), range(4)))
    assert sorted(taken) == [0, 0, 0, 402]
    with duckdb.connect(str(tmp_path / "store.duckdb")) as db:
        assert db.execute("select count(*) from completions").fetchall() == [(200,)]


def test_a_journal_is_lines_of_a_sum_and_json(store: DuckDbStore, journal: Path) -> None:
    assert [json.loads(line[9:])["type"] for line in journal.read_text().splitlines()] == [
        "run",
        "session",
        "completion",
        "generation",
    ]

"""A run as a folder of Parquet files: out of one store, into another, exactly or not at all."""

import json
import resource
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from tests.builders import generation, session
from tests.fakes import Ticks
from tests.stores import CELLS, LATER, RUN, filled, journalled, paid_for, store_in
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.run_files import Manifest, read_run, write_run
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError
from workbench.service.leaderboard import leaderboard

TABLES = (
    "runs", "cells", "completions", "generations", "failures", "sessions", "endings", "reservations", "settlements",
    "limit_steps", "scores",
)  # fmt: skip


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DuckDbStore:
    """A store with a run of everything, whose answers another run shares."""
    folder = tmp_path_factory.mktemp("source")
    store = filled(folder, letters=50)
    journalled(folder, run=LATER, letters=50)
    store.ingest()
    return store


@pytest.fixture(scope="module")
def written(source: DuckDbStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "run"
    write(source, folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return shutil.copytree(written, tmp_path / "copy")


@pytest.fixture
def empty(tmp_path: Path) -> DuckDbStore:
    return store_in(tmp_path / "home")


def write(store: DuckDbStore, folder: Path, run: str = RUN.id) -> Manifest:
    return write_run(folder, store.tables(run), run=run, suite=RUN.suite, written_by="1.2.3")


def test_a_run_is_a_file_for_each_table_and_a_manifest(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(
        ["manifest.json", *(f"{t}.parquet" for t in TABLES)]
    )
    manifest, tables = read_run(written)
    assert (manifest.run, manifest.suite, manifest.written_by, manifest.format) == (RUN.id, RUN.suite, "1.2.3", 1)
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(
        TABLES, len(CELLS)
    ) | dict.fromkeys(("runs", "failures", "sessions", "endings", "limit_steps"), 1)


@pytest.mark.parametrize("run_id", [RUN.id, LATER.id], ids=["its own answers", "answers of an earlier run"])
def test_a_run_comes_back_exactly(source: DuckDbStore, empty: DuckDbStore, tmp_path: Path, run_id: str) -> None:
    write(source, tmp_path / "run", run_id)
    new = empty.add_tables(read_run(tmp_path / "run")[1])
    keys = [cell.key for cell in CELLS]
    assert new.keys() == set(TABLES)
    assert empty.run(run_id) == source.run(run_id)
    assert empty.rows(run_id) == source.rows(run_id)
    assert empty.results(keys) == source.results(keys)
    assert (empty.spending(run_id), empty.sessions(run_id)) == (source.spending(run_id), source.sessions(run_id))
    assert paid_for(empty, run_id) == paid_for(source, run_id)
    given = {"primary": RUN.primary, "scorers": list(RUN.scorers)}
    assert leaderboard(empty.rows(run_id), **given) == leaderboard(source.rows(run_id), **given)
    empty.verify()


def test_taking_in_twice_changes_nothing(empty: DuckDbStore, written: Path) -> None:
    tables = read_run(written)[1]
    empty.add_tables(tables)
    before = paid_for(empty)
    assert set(empty.add_tables(tables).values()) == {0}
    assert paid_for(empty) == before


def test_a_run_that_went_on_adds_what_is_new(empty: DuckDbStore, tmp_path: Path) -> None:
    with Spool(tmp_path / "spool", RUN.id, Ticks()) as journal:
        journal.begin(RUN, CELLS, session())
        journal.generation(CELLS[0], generation(), [])
    store = store_in(tmp_path)
    store.ingest()
    empty.add_tables(store.tables(RUN.id))
    with Spool(tmp_path / "spool", RUN.id, Ticks()) as journal:
        journal.generation(CELLS[1], generation(), [])
    store.ingest()
    new = empty.add_tables(store.tables(RUN.id))
    assert {name: count for name, count in new.items() if count} == {"generations": 1}
    assert empty.run(RUN.id).done == 2


def test_a_run_whose_cells_were_answered_otherwise_here_is_refused(
    empty: DuckDbStore, tmp_path: Path, written: Path
) -> None:
    with Spool(tmp_path / "home" / "spool", LATER.id, Ticks()) as journal:
        journal.begin(LATER, CELLS, session())
        journal.generation(CELLS[0], generation("refused"), [])
    empty.ingest()
    before = empty.rows(LATER.id)
    with pytest.raises(StoreError, match=r"1 rows of 'generations' are here already and are others") as caught:
        empty.add_tables(read_run(written)[1])
    assert "look at it in a home of its own: WORKBENCH_HOME=FOLDER workbench import" in str(caught.value)
    assert (empty.rows(LATER.id), [run.id for run in empty.runs()]) == (before, [LATER.id])
    empty.verify()


def test_the_same_run_is_the_same_bytes(source: DuckDbStore, empty: DuckDbStore, written: Path, tmp_path: Path) -> None:
    empty.add_tables(read_run(written)[1])
    assert write(source, tmp_path / "again") == write(empty, tmp_path / "from there") == read_run(written)[0]


@pytest.mark.parametrize("name", [*TABLES, "manifest"])
def test_a_damaged_or_missing_file_is_a_sentence(folder: Path, name: str) -> None:
    path = folder / (f"{name}.parquet" if name in TABLES else "manifest.json")
    whole = path.read_bytes()
    for place in (len(whole) // 3, len(whole) - 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoreError, match="export the run again"):
            read_run(folder)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="export the run again"):
        read_run(folder)
    path.unlink()
    with pytest.raises(StoreError, match=rf"{path.name}: cannot be read \(No such file or directory\)"):
        read_run(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "is of format 2, of a newer workbench; import it with that one"),
        ({"format": 2, "colour": "red"}, "is of format 2, of a newer workbench"),
        ({"suite": "another"}, "is not as it was written"),
        ({"colour": "red"}, "is no manifest of a run, or is damaged"),
        ({"files": {"../runs": {"rows": 1, "sha256": ""}}}, "is no manifest of a run, or is damaged"),
        ({"files": []}, "is no manifest of a run, or is damaged"),
    ],
)
def test_a_manifest_of_another_kind_is_a_sentence(folder: Path, change: dict[str, object], said: str) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(StoreError, match=said):
        read_run(folder)


@pytest.mark.parametrize("content", ["", "7", "null", "{", "\x00", '{"format": "x"}'])
def test_what_is_no_manifest_is_a_sentence(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match="is no manifest of a run, or is damaged"):
        read_run(folder)


def wrong(tables: dict[str, pa.Table], kind: str) -> dict[str, pa.Table]:
    """Return tables that no workbench writes."""
    cells = tables["cells"]
    if kind == "a table is missing":
        return {name: table for name, table in tables.items() if name != "scores"}
    if kind == "a table is too many":
        return {**tables, "labels": cells}
    if kind == "a column is missing":
        return {**tables, "cells": cells.drop_columns(["basis"])}
    if kind == "a column is another":
        return {**tables, "cells": cells.set_column(7, "repeat", cells["repeat"].cast(pa.string()))}
    if kind == "a row is there twice":
        return {**tables, "cells": pa.concat_tables([cells, cells.slice(0, 1)])}
    if kind == "no run":
        return {**tables, "runs": tables["runs"].slice(1)}
    other = pa.array(["another"] * cells.num_rows, pa.string())
    return {**tables, "cells": cells.set_column(0, "run_id", other)}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("a table is missing", "a run is the tables runs, cells"),
        ("a table is too many", "a run is the tables runs, cells"),
        ("a column is missing", "the columns of 'cells' are not those that this workbench keeps"),
        ("a column is another", "the columns of 'cells' are not those that this workbench keeps"),
        ("a row is there twice", "the table 'cells' holds a row twice"),
        ("no run", "the tables are not of one run"),
        ("a row of another run", "the tables are not of one run"),
    ],
)
def test_tables_that_are_no_run_are_a_sentence_and_nothing_is_stored(
    empty: DuckDbStore, written: Path, kind: str, said: str
) -> None:
    with pytest.raises(StoreError, match=said):
        empty.add_tables(wrong(read_run(written)[1], kind))
    assert empty.runs() == []


def test_what_an_older_workbench_did_not_keep_is_unknown(empty: DuckDbStore, written: Path) -> None:
    tables = read_run(written)[1]
    older = {**tables, "completions": tables["completions"].drop_columns(["asked_bytes"])}
    assert empty.add_tables(older)["completions"] == len(CELLS)
    assert empty.tables(RUN.id)["completions"]["asked_bytes"].null_count == len(CELLS)


def test_a_folder_that_holds_something_is_left_alone(source: DuckDbStore, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("mine")
    for name in ("full", "full/notes"):
        with pytest.raises(StoreError, match="is there already; name a new folder, or an empty one"):
            write(source, tmp_path / name)
    (tmp_path / "empty").mkdir()
    write(source, tmp_path / "empty")
    write(source, tmp_path / "new" / "deep")
    assert read_run(tmp_path / "empty")[0] == read_run(tmp_path / "new" / "deep")[0]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes"]


def test_a_full_disk_leaves_nothing_behind(source: DuckDbStore, tmp_path: Path) -> None:
    tables = source.tables(RUN.id)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, before[1]))
    try:
        with pytest.raises(StoreError, match=r"run: cannot be written \(File too large\)"):
            write_run(tmp_path / "run", tables, run=RUN.id, suite=RUN.suite, written_by="1.2.3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_not_exported(tmp_path: Path) -> None:
    store = filled(tmp_path, letters=50)
    path = tmp_path / "workbench.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + bytes(50) + b"~" + whole[len(whole) // 2 + 51 :])
    with pytest.raises(StoreError, match=r"workbench\.duckdb: "):
        store.tables(RUN.id)

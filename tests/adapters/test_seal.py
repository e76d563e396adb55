"""The seal: row counts and digests that are kept outside of the store."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.builders import label, score
from tests.stores import CELLS, LATER, filled, journalled, store_in
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.duckdb_store.seal import Seal, Tally, read_seal, seal_of, write_seal
from workbench.adapters.duckdb_store.tables import COLUMNS
from workbench.adapters.duckdb_store.tallying import MAKER, tallied
from workbench.core.errors import StoreError

WAY_OUT = (
    "put a copy of it back, or move workbench.duckdb* away and the journals in spool/ fill a new one, "
    "what was paid for is there"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    filled(folder, letters=50)
    return folder


@pytest.fixture
def store(template: Path, tmp_path: Path) -> DuckDbStore:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return store_in(tmp_path)


@pytest.fixture
def path(store: DuckDbStore, tmp_path: Path) -> Path:
    return tmp_path / "workbench.duckdb"


@contextmanager
def behind_its_back(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file as somebody who knows of no seal."""
    with duckdb.connect(str(path)) as db:
        yield db


def kept(path: Path) -> Seal:
    seal = read_seal(path)
    assert seal is not None
    return seal


def held(path: Path) -> dict[str, Tally]:
    with behind_its_back(path) as db:
        return dict(tallied(db))


def refused(store: DuckDbStore) -> str:
    with pytest.raises(StoreError) as caught:
        store.runs()
    return str(caught.value)


def test_the_seal_counts_every_table(path: Path) -> None:
    rows = {name: tally.rows for name, tally in kept(path).now.items()}
    assert rows.keys() == {*COLUMNS, "taken", "schema_version"}
    assert (rows["runs"], rows["cells"], rows["completions"], rows["scores"], rows["taken"]) == (1, 40, 40, 40, 1)
    assert all(rows.values()), "every table of the test store holds something"


def test_what_was_counted_along_is_what_is_counted_anew(store: DuckDbStore, path: Path, tmp_path: Path) -> None:
    store.add_scores([score(CELLS[0], value=0.5), score(CELLS[0], "gherkin_valid", None), score(CELLS[1], value=0.5)])
    store.add_labels([label(behaviour="B1"), label(behaviour="ünï", note=None)])
    store.add_vectors({"key 1": b"another", "new": b"\x00\xff"}, "encoder")
    journalled(tmp_path, run=LATER)
    store.ingest()
    store.ingest()
    assert kept(path) == Seal(maker=MAKER, now=held(path))


def test_the_digest_of_a_table_does_not_depend_on_the_order_of_its_rows(path: Path) -> None:
    with behind_its_back(path) as db:
        db.execute("create temp table turned as select * from completions order by call_key desc")
        db.execute("delete from completions")
        db.execute("insert into completions select * from turned")
    assert held(path) == kept(path).now


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("delete from completions where rowid = 3", "the table 'completions' holds 39 rows where 40 were put in"),
        ("insert into runs select * from runs", "the table 'runs' holds 2 rows where 1 were put in"),
        ("update scores set value = 1 where rowid = 0", "the table 'scores' holds other rows than were put in"),
        ("update generations set reason = '' where rowid = 0", "the table 'generations' holds other rows"),
        ("update taken set bytes = bytes + 1", "the table 'taken' holds other rows than were put in"),
        ("drop table labels", "the table 'labels' is missing, it held 20 rows"),
    ],
)
def test_a_store_that_does_not_fit_its_seal_is_one_sentence(
    store: DuckDbStore, path: Path, change: str, wrong: str
) -> None:
    with behind_its_back(path) as db:
        db.execute(change)
    said = refused(store)
    assert said.startswith(f"{path}: {wrong}")
    assert said.endswith(f"; {WAY_OUT}")


def test_a_copy_of_before_is_not_taken_for_the_store(store: DuckDbStore, path: Path) -> None:
    before = path.read_bytes()
    store.add_scores([score(CELLS[0], "gherkin_valid", 1.0)])
    path.write_bytes(before)
    assert "the table 'scores' holds 40 rows where 41 were put in" in refused(store)


def test_the_counts_are_looked_at_every_time_and_every_row_when_asked(store: DuckDbStore, path: Path) -> None:
    store.verify()
    seal = kept(path)
    other = {**seal.now, "runs": Tally(1, seal.now["runs"].digest ^ 1)}
    write_seal(path, replace(seal, now=other))  # as after another process wrote both: the counts are enough
    assert len(store.runs()) == 1
    with pytest.raises(StoreError, match="the table 'runs' holds other rows"):
        store.verify()
    write_seal(path, replace(seal, now={**seal.now, "runs": Tally(2, 0)}))
    assert "holds 1 rows where 2 were put in" in refused(store)


@pytest.mark.parametrize("committed", [True, False])
def test_a_kill_between_the_seal_and_the_commit_or_after_it_is_no_damage(
    store: DuckDbStore, path: Path, committed: bool
) -> None:
    before = kept(path)
    file = path.read_bytes()
    store.add_scores([score(CELLS[0], "gherkin_valid", 1.0)])
    after = kept(path)
    if not committed:
        path.write_bytes(file)
    write_seal(path, replace(before, after=after.now))
    assert len(store.runs()) == 1
    assert kept(path) == (after if committed else before)


def test_a_store_that_is_neither_before_nor_after_is_refused(store: DuckDbStore, path: Path) -> None:
    seal = kept(path)
    write_seal(path, replace(seal, after={**seal.now, "scores": Tally(41, 7)}))
    with behind_its_back(path) as db:
        db.execute("update scores set value = 1 where rowid = 0")
    assert "the table 'scores' holds other rows than were put in" in refused(store)


def test_a_seal_of_any_damage_is_one_sentence(path: Path) -> None:
    whole = seal_of(path).read_bytes()
    taken: list[int] = []
    for place in range(len(whole) - 1):  # the line break says nothing
        seal_of(path).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            read_seal(path)
        except StoreError as error:
            assert "the seal is damaged, so what workbench.duckdb has to hold is not known" in str(error)
        else:
            taken.append(place)
    assert taken == []


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": 1}', b"\x00" * 600, b"12345678 {}"])
def test_a_seal_that_is_none_is_one_sentence(store: DuckDbStore, path: Path, content: bytes) -> None:
    seal_of(path).write_bytes(content)
    said = refused(store)
    assert f"remove the seal to trust the store as it is, or {WAY_OUT}" in said


def test_a_seal_of_a_newer_workbench_is_left_alone(store: DuckDbStore, path: Path) -> None:
    seal_of(path).write_text('{"format": 2}')
    assert "is of a newer workbench" in refused(store)


def test_a_store_from_before_there_were_seals_is_sealed_as_it_is(store: DuckDbStore, path: Path) -> None:
    seal = kept(path)
    seal_of(path).unlink()
    assert len(store.runs()) == 1
    assert kept(path) == seal


@pytest.mark.parametrize("left", [None, b""])
def test_a_store_that_is_gone_is_not_begun_anew_in_silence(store: DuckDbStore, path: Path, left: bytes | None) -> None:
    rows = sum(tally.rows for tally in kept(path).now.values())
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    said = refused(store)
    assert said.startswith(f"{path}: is missing or empty where {rows} rows were put in; put it back, or remove ")
    assert path.exists() == (left is not None)
    seal_of(path).unlink()
    path.unlink(missing_ok=True)
    assert store.ingest() > 0


def test_digests_of_another_duckdb_are_made_anew_where_the_counts_fit(store: DuckDbStore, path: Path) -> None:
    seal = kept(path)
    foreign = {name: Tally(tally.rows, tally.digest ^ 5) for name, tally in seal.now.items()}
    write_seal(path, Seal(maker="duckdb 1.0.0 vax", now=foreign))
    assert len(store.runs()) == 1
    assert kept(path) == seal
    write_seal(path, Seal(maker="duckdb 1.0.0 vax", now={**foreign, "runs": Tally(2, 5)}))
    assert "the table 'runs' holds 1 rows where 2 were put in" in refused(store)


def test_the_seal_holds_no_text_of_the_store(path: Path) -> None:
    said = seal_of(path).read_text()
    assert len(said) < 1_000
    assert "SHOP" not in said

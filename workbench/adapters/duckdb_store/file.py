"""The file: opened for one call, brought up to date, rows put in, journals taken in."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from workbench.adapters.duckdb_store.tables import COLUMNS, IDENTITY, Values, event_rows
from workbench.core.errors import StoreError

_WAIT_S: Final = 15.0
_LOCKED: Final = "Could not set lock on file"
_CONFIG: Final[dict[str, Any]] = {
    "storage_compatibility_version": "v1.5.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# DuckDB's lock keeps other processes out; threads of this one would share the file and take journals in twice.
_ONE_AT_A_TIME: Final = threading.Lock()


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the store, newly made or brought up to date, waiting a while for another process that has it open.

    Raises:
        StoreError: it is held for too long, damaged, or cannot be read or written.
    """
    with _ONE_AT_A_TIME:
        db = _connect(path)
        try:
            _migrate(db)
            yield db
        except duckdb.Error as error:
            raise StoreError(
                f"{path}: the store cannot be read or written ({type(error).__name__}); "
                "is the disk full, or the file damaged?"
            ) from error
        finally:
            db.close()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + _WAIT_S
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made ({error.strerror})") from None
    while True:
        try:
            return duckdb.connect(str(path), config=_CONFIG)
        except duckdb.Error as error:
            if _LOCKED not in str(error):
                kind = type(error).__name__
                raise StoreError(
                    f"{path}: is no DuckDB store, is damaged, or may not be opened ({kind}); move it away to start anew"
                ) from None
            if time.monotonic() > deadline:
                raise StoreError(f"{path}: another process has held it for {_WAIT_S:.0f} s; try again") from None
            time.sleep(0.05)


def _migrate(db: duckdb.DuckDBPyConnection) -> None:
    """Apply the numbered files that the store has not seen, each in one transaction."""
    db.execute("create table if not exists schema_version (version integer not null, applied_at timestamp not null)")
    newest = db.execute("select coalesce(max(version), 0) from schema_version").fetchall()[0][0]
    folder = files("workbench.adapters.schema")
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name):
        version = int(file.name.partition("_")[0])
        if version > newest:
            db.execute("begin")
            db.execute(file.read_text(encoding="utf-8"))
            now = datetime.now(UTC).replace(tzinfo=None)
            db.execute("insert into schema_version values ($version, $at)", {"version": version, "at": now})
            db.execute("commit")


@contextmanager
def wanted(db: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> Iterator[None]:
    """Offer these keys to a query as the table `wanted (key)`."""
    db.register("wanted", pa.table({"key": pa.array(list(keys), pa.string())}))
    try:
        yield
    finally:
        db.unregister("wanted")


def insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Values]) -> None:
    """Insert the rows whose identity is not there yet; among equals the first one stays."""
    columns, identity = COLUMNS[table], IDENTITY[table]
    places = [list(columns).index(name) for name in identity]
    unique: dict[Values, Values] = {}
    for row in rows:
        unique.setdefault(tuple(row[place] for place in places), row)
    values = zip(*unique.values(), strict=True)
    arrays = {name: pa.array(column, type_) for (name, type_), column in zip(columns.items(), values, strict=True)}
    db.register("incoming", pa.table(arrays))
    same = " and ".join(f"t.{name} = i.{name}" for name in identity)
    names = ", ".join(columns)
    db.execute(
        f"insert into {table} ({names}) select {names} from incoming i "  # noqa: S608 - our own names
        f"where not exists (select 1 from {table} t where {same})"
    )
    db.unregister("incoming")


def take(db: duckdb.DuckDBPyConnection, journal: Path) -> int:
    """Take in a journal's whole lines beyond what was taken, in one transaction; return how many there were.

    Raises:
        StoreError: the journal cannot be read, or a line of it is no event of ours.
    """
    name = journal.name
    seen = db.execute("select coalesce(max(bytes), 0) from taken where spool = $name", {"name": name}).fetchall()[0][0]
    whole = _whole_lines(journal, seen)
    if not whole:
        return 0
    tables: dict[str, list[Values]] = {}
    lines = whole.splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            found = event_rows(json.loads(line))
        except (KeyError, TypeError, ValueError):
            raise StoreError(
                f"{journal}: damaged at line {number} after byte {seen}; what was taken in before is safe; "
                "mend the line or move the file away"
            ) from None
        for table, row in found:
            tables.setdefault(table, []).append(row)
    db.execute("begin")
    for table, rows in tables.items():
        insert(db, table, rows)
    db.execute("delete from taken where spool = $name", {"name": name})
    db.execute("insert into taken values ($name, $bytes)", {"name": name, "bytes": seen + len(whole)})
    db.execute("commit")
    return len(lines)


def _whole_lines(journal: Path, start: int) -> bytes:
    try:
        with journal.open("rb") as file:
            file.seek(start)
            content = file.read()
    except OSError as error:
        raise StoreError(f"{journal}: cannot be read ({error.strerror or type(error).__name__})") from None
    return content[: content.rfind(b"\n") + 1]

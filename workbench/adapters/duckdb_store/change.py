"""Rows going in, and what the seal has to know of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.adapters.duckdb_store.seal import State, Tally
from workbench.adapters.duckdb_store.tables import COLUMNS, IDENTITY, Values
from workbench.adapters.duckdb_store.tallying import tallied, tally

if TYPE_CHECKING:
    import pyarrow as pa


class Change:
    """What one transaction puts in; the counts of the seal go along with it.

    Attributes:
        state: what the store holds once this is committed.
    """

    def __init__(self, db: duckdb.DuckDBPyConnection, state: State) -> None:
        self._db = db
        self.state: dict[str, Tally] = dict(state)

    def insert(self, table: str, rows: Sequence[Values]) -> int:
        """Insert the rows whose identity is not there yet, and return how many; among equals the first one stays."""
        columns = COLUMNS[table]
        places = [list(columns).index(name) for name in IDENTITY[table]]
        unique: dict[Values, Values] = {}
        for row in rows:
            unique.setdefault(tuple(row[place] for place in places), row)
        values = dict(zip(columns, zip(*unique.values(), strict=True), strict=bool(unique)))
        with staged(self._db, "incoming", {name: (type_, values.get(name, ())) for name, type_ in columns.items()}):
            return self._put(table)

    def insert_table(self, table: str, incoming: "pa.Table") -> int:
        """Insert the rows whose identity is not there yet, and return how many; no two of them are alike in it."""
        with offered(self._db, "incoming", incoming):
            return self._put(table)

    def _put(self, table: str) -> int:
        """Insert what is new of the rows on offer as `incoming`."""
        names, same = ", ".join(COLUMNS[table]), ", ".join(IDENTITY[table])
        self._db.execute(
            f"create or replace temp table new_rows as "  # noqa: S608 - our own names
            f"select {names} from incoming anti join {table} using ({same})"
        )
        new = tally(self._db, table, "new_rows")
        self.state[table] = self.state[table].with_rows(new)
        self._db.execute(f"insert into {table} ({names}) select {names} from new_rows")  # noqa: S608 - our own names
        self._db.execute("drop table new_rows")
        return new.rows

    def take(self, journal: str, length: int) -> None:
        """Write down that so many bytes of a journal were taken in."""
        self.forget([journal])
        with staged(self._db, "new_rows", {"spool": ("varchar", [journal]), "bytes": ("bigint", [length])}):
            self.state["taken"] = self.state["taken"].with_rows(tally(self._db, "taken", "new_rows"))
            self._db.execute("insert into taken (spool, bytes) select spool, bytes from new_rows")

    def forget(self, journals: Sequence[str]) -> None:
        """Forget what was taken in of these journals; they are taken in from their beginning."""
        with wanted(self._db, journals):
            gone = tally(self._db, "taken", "taken semi join wanted on spool = key")
            self.state["taken"] = self.state["taken"].without(gone)
            self._db.execute("delete from taken where spool in (select key from wanted)")

    def migrate(self, version: int, text: str) -> None:
        """Apply one numbered file."""
        self._db.execute(
            "create table if not exists schema_version (version integer not null, applied_at timestamp not null)"
        )
        self._db.execute(text)
        now = datetime.now(UTC).replace(tzinfo=None)
        self._db.execute("insert into schema_version values ($version, $at)", {"version": version, "at": now})
        if self.state:  # a new store is sealed once it is ready
            self.state = dict(tallied(self._db))


@contextmanager
def wanted(db: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> Iterator[None]:
    """Offer these keys to a query as the table `wanted (key)`."""
    with staged(db, "wanted", {"key": ("varchar", list(keys))}):
        yield


@contextmanager
def staged(
    db: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]
) -> Iterator[None]:
    """Offer columns, each with its SQL type, to queries as a table of a name.

    As parameters, because DuckDB imports pandas to look at an Arrow table: a second, and 60 MB.
    """
    lists = ", ".join(f'unnest(${column}::{type_}[]) as "{column}"' for column, (type_, _) in columns.items())
    given = {column: list(values) for column, (_, values) in columns.items()}
    db.execute(f"create or replace temp table {name} as select {lists}", given)
    try:
        yield
    finally:
        db.execute(f"drop table if exists temp.{name}")


@contextmanager
def offered(db: duckdb.DuckDBPyConnection, name: str, table: "pa.Table") -> Iterator[None]:
    """Offer an Arrow table to queries under a name."""
    db.register(name, table)
    try:
        yield
    finally:
        db.unregister(name)

"""Rows going in, and what the seal has to know of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from workbench.adapters.duckdb_store.seal import State, Tally
from workbench.adapters.duckdb_store.tables import COLUMNS, IDENTITY, Values
from workbench.adapters.duckdb_store.tallying import tallied, tally


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
        values = zip(*unique.values(), strict=True)
        arrays = {name: pa.array(column, type_) for (name, type_), column in zip(columns.items(), values, strict=True)}
        return self.insert_table(table, pa.table(arrays))

    def insert_table(self, table: str, incoming: pa.Table) -> int:
        """Insert the rows whose identity is not there yet, and return how many; no two of them are alike in it."""
        names, same = ", ".join(COLUMNS[table]), ", ".join(IDENTITY[table])
        with offered(self._db, "incoming", incoming):
            query = f"select {names} from incoming anti join {table} using ({same})"  # noqa: S608 - our own names
            new = self._db.sql(query).to_arrow_table()
        with offered(self._db, "new_rows", new):
            self.state[table] = self.state[table].with_rows(tally(self._db, table, "new_rows"))
            self._db.execute(f"insert into {table} ({names}) select {names} from new_rows")  # noqa: S608 - our own names
        return int(new.num_rows)

    def take(self, journal: str, length: int) -> None:
        """Write down that so many bytes of a journal were taken in."""
        self.forget([journal])
        row = pa.table({"spool": pa.array([journal], pa.string()), "bytes": pa.array([length], pa.int64())})
        with offered(self._db, "new_rows", row):
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
    with offered(db, "wanted", pa.table({"key": pa.array(list(keys), pa.string())})):
        yield


@contextmanager
def offered(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    """Offer an Arrow table to queries under a name."""
    db.register(name, table)
    try:
        yield
    finally:
        db.unregister(name)

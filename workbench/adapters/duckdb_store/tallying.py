"""Counting tables' rows, and digests of them; holding both against the seal."""

import platform
from pathlib import Path
from typing import Final

import duckdb

from workbench.adapters.duckdb_store.seal import Seal, State, Tally, way_out
from workbench.adapters.duckdb_store.tables import COLUMNS
from workbench.core.errors import StoreError

MAKER: Final = f"duckdb {duckdb.__version__} {platform.machine()}"
"""Who works the digests out: DuckDB promises its `hash()` for no other version. MD5 would be the same for all of them,
and makes taking a journal in slower by a quarter; `hash()` by a tenth."""
_SEALED: Final = (*COLUMNS, "taken", "schema_version")


def tally(db: duckdb.DuckDBPyConnection, table: str, source: str | None = None) -> Tally:
    """Return the count and digest of a table's rows, or of others that a query finds in a source, as rows of it."""
    types = {row[0]: row[1] for row in db.execute(f"describe {table}").fetchall()}
    values = ", ".join(f"{name}::{types[name]}" for name in sorted(types))
    query = f"select count(*), bit_xor(hash({values})) from {source or table}"  # noqa: S608 - our own names
    rows, digest = db.execute(query).fetchall()[0]
    return Tally(rows, digest or 0)


def tallied(db: duckdb.DuckDBPyConnection) -> State:
    """Return what every table of ours holds."""
    found = {row[0] for row in db.execute("show tables").fetchall()}
    return {name: tally(db, name) for name in _SEALED if name in found}


def fitting(db: duckdb.DuckDBPyConnection, path: Path, seal: Seal, *, whole: bool) -> Seal:
    """Return the seal at rest of what the store holds, which is what its seal says.

    Args:
        db: the store.
        path: where it is, for the message.
        seal: its seal.
        whole: read every row; else the counts alone, where no transaction was cut off. Digests of another maker cannot
            be compared: then it is the counts too, and the digests are made anew.

    Raises:
        StoreError: it holds other rows.
    """
    foreign = seal.maker != MAKER
    held = tallied(db) if whole or foreign or seal.after else _counted(db, seal.now)
    for state in (seal.after, seal.now):
        if state is not None and all(_same(held.get(name), kept, foreign) for name, kept in state.items()):
            return Seal(maker=MAKER, now=held if foreign else state)
    raise StoreError(f"{path}: {_difference(held, seal.now)}; {way_out(path)}")


def _same(held: Tally | None, kept: Tally, foreign: bool) -> bool:  # noqa: FBT001
    return held is not None and (held.rows == kept.rows if foreign else held == kept)


def _difference(held: State, kept: State) -> str:
    """Return what is wrong with the first table that does not fit."""
    name = next(each for each in kept if held.get(each) != kept[each])
    if name not in held:
        return f"the table {name!r} is missing, it held {kept[name].rows} rows"
    if held[name].rows == kept[name].rows:
        return f"the table {name!r} holds other rows than were put in"
    return f"the table {name!r} holds {held[name].rows} rows where {kept[name].rows} were put in"


def _counted(db: duckdb.DuckDBPyConnection, state: State) -> State:
    """Return the counts, with the digests of the seal."""
    names = [name for name in _SEALED if name in state]
    query = " union all ".join(f"select '{name}', count(*) from {name}" for name in names)  # noqa: S608 - our own names
    try:
        return {name: Tally(rows, state[name].digest) for name, rows in db.execute(query).fetchall()}
    except duckdb.CatalogException:  # a table is missing; to ask which there are takes longer than to count them
        return tallied(db)

"""One run's rows out of the store as tables, and in."""

from collections.abc import Mapping
from typing import Final

import duckdb
import pyarrow as pa

from workbench.adapters.duckdb_store.change import Change, offered
from workbench.adapters.duckdb_store.tables import COLUMNS, IDENTITY
from workbench.core.errors import StoreError

_ARROW: Final = {
    "varchar": pa.string(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us"),
    "decimal(18, 9)": pa.decimal128(18, 9),
}
_OWN: Final = "where run_id = $run"
_CELLS: Final = "(select cell_key, basis from cells where run_id = $run)"
_CALLED: Final = """where run_id = $run or call_key in (
    select unnest(from_json(calls, '["varchar"]')) from generations
    where cell_key in (select cell_key from cells where run_id = $run)
)"""
_PARTS: Final = {
    "runs": "where id = $run",
    "cells": _OWN,
    "completions": _CALLED,
    "generations": f"semi join {_CELLS} using (cell_key)",
    "failures": _OWN,
    "sessions": _OWN,
    "endings": _OWN,
    "reservations": _OWN,
    "settlements": _OWN,
    "limit_steps": _OWN,
    "scores": f"semi join {_CELLS} using (cell_key, basis)",
}
"""Table to the rows of it that belong to a run: its own, and what its cells share with other runs."""


def tables_of_run(db: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, pa.Table]:
    """Return a run's rows of every table: cells as they were planned, all others by what makes a row the same."""
    return {table: _part(db, table, run_id) for table in _PARTS}


def _part(db: duckdb.DuckDBPyConnection, table: str, run_id: str) -> pa.Table:
    names = ", ".join(COLUMNS[table])
    order = "position, rowid" if table == "cells" else ", ".join(IDENTITY[table])
    query = f"select {names} from {table} {_PARTS[table]} order by {order}"  # noqa: S608 - our own names
    return db.sql(query, params={"run": run_id}).to_arrow_table().cast(schema_of(table))


def schema_of(table: str) -> pa.Schema:
    """Return the columns that a table of a run has."""
    return pa.schema([(name, _ARROW[type_]) for name, type_ in COLUMNS[table].items()])


def put_in(db: duckdb.DuckDBPyConnection, change: Change, tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """Put a run's rows in and return how many were new of each table; what is here stays.

    Raises:
        StoreError: the tables are not those of one run, or a row is here already and is another one: the run would show
            rows that it never had.
    """
    if tables.keys() != _PARTS.keys():
        raise StoreError(f"a run is the tables {', '.join(_PARTS)}; here are {', '.join(sorted(tables))}")
    whole = {name: _completed(db, name, table) for name, table in tables.items()}
    _check_run(whole)
    for name, table in whole.items():
        others = _others(db, name, table)
        if others:
            raise StoreError(
                f"run {whole['runs']['id'][0]}: {others} rows of {name!r} are here already and are others, for the "
                "same cells were answered here too; nothing was taken in; look at it in a home of its own: "
                "WORKBENCH_HOME=FOLDER workbench import ..."
            )
    return {name: change.insert_table(name, table) for name, table in whole.items()}


def _completed(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> pa.Table:
    """Return a table with the columns that the workbench which wrote it did not keep yet: unknown."""
    schema = schema_of(name)
    needed = {row[0] for row in db.execute(f"describe {name}").fetchall() if row[2] == "NO"}  # may it be null?
    if not needed <= set(table.column_names) or not set(table.schema) <= set(schema):
        raise StoreError(f"the columns of {name!r} are not those that this workbench keeps; is it of a newer one?")
    for field in schema:
        if field.name not in table.column_names:
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    return table.select(schema.names)


def _check_run(tables: Mapping[str, pa.Table]) -> None:
    for name, table in tables.items():
        alike = table.group_by(list(IDENTITY[name])).aggregate([([], "count_all")])
        if alike.num_rows != table.num_rows:
            raise StoreError(f"the table {name!r} holds a row twice")
    runs = tables["runs"]["id"].to_pylist()
    own = [name for name, rows in _PARTS.items() if rows == _OWN]
    if len(runs) != 1 or any(set(tables[name]["run_id"].unique().to_pylist()) - set(runs) for name in own):
        raise StoreError("the tables are not of one run")


def _others(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> int:
    same, rest = IDENTITY[name], [column for column in COLUMNS[name] if column not in IDENTITY[name]]
    differs = " or ".join(f"i.{column} is distinct from t.{column}" for column in rest)
    with offered(db, "incoming", table):
        query = f"select count(*) from incoming i join {name} t using ({', '.join(same)}) where {differs}"  # noqa: S608
        return int(db.execute(query).fetchall()[0][0])

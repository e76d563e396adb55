"""The store: one DuckDB file, and the only SQL. A connection lives for one call."""

from workbench.adapters.duckdb_store.store import DuckDbStore

__all__ = ["DuckDbStore"]

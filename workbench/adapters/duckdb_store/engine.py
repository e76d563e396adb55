"""DuckDB itself: started once a process and without a file, which is attached to it for one call.

To start it takes 13 ms, mostly to make known its functions; to attach a file and let it go again takes one. What it
cannot be sure of any more after an error is not kept: then the next call starts another.
"""

import atexit
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import duckdb

_CONFIG: Final[dict[str, Any]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_FORMAT: Final = "type duckdb, storage_version 'v1.5.0'"
_STARTED: Final[list[duckdb.DuckDBPyConnection]] = []


def attach(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection that has a file open, newly made where there is none; to be given to `detach`.

    One at a time: the file of another connection is let go first. Raises duckdb.Error as DuckDB does.
    """
    if not _STARTED:
        _STARTED.append(duckdb.connect(config=_CONFIG))
        atexit.register(_end)  # what is left at the end of a process, its library complains about on stderr
    db = _STARTED[0].cursor()
    try:
        db.execute(f"attach {_literal(path)} as store ({_FORMAT}{', read_only' if read_only else ''})")
        db.execute("use store")
    except duckdb.Error:
        db.close()
        _end()
        raise
    return db


def detach(db: duckdb.DuckDBPyConnection, *, sound: bool) -> None:
    """Let go of the file, with all that was committed in it; where something went wrong, end DuckDB for that."""
    if sound:
        with suppress(duckdb.Error):
            db.execute("use memory")
            db.execute("detach store")
            db.close()
            return
    db.close()
    _end()


def _literal(path: Path) -> str:
    """Return a path as SQL has it; DuckDB 1.5 takes no parameter in its place."""
    return "'" + str(path).replace("'", "''") + "'"


def _end() -> None:
    while _STARTED:
        _STARTED.pop().close()

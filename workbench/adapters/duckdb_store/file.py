"""The file: opened for one call, held against its seal, brought up to date, changed in sealed transactions."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb
from filelock import FileLock, Timeout

from workbench.adapters.duckdb_store.change import Change
from workbench.adapters.duckdb_store.engine import attach, detach
from workbench.adapters.duckdb_store.seal import Seal, read_seal, seal_of, way_out, write_seal
from workbench.adapters.duckdb_store.tallying import MAKER, fitting, tallied
from workbench.core.errors import StoreError

_WAIT_S: Final = 15.0
_TRY_EVERY_S: Final = 0.05
_LOOK_EVERY_S: Final = 0.002
_LOCKED: Final = "Could not set lock on file"
_REFUSED: Final = ("Permission denied", "Read-only file system")
_FULL: Final = ("No space left", "File too large", "quota exceeded")
# DuckDB's lock keeps other processes out; threads of this one would share the file and take journals in twice.
_ONE_AT_A_TIME: Final = threading.Lock()
_LEFT: Final[dict[Path, tuple[object, Seal | None]]] = {}
"""How this process left each file, and its seal."""


@contextmanager
def opened(path: Path, *, whole: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the store, newly made or brought up to date, waiting a while for another process that has it open.

    It is held against its seal: the counts every time, every row where the file changed and the seal did not since this
    process last had it, or at its first time. Where it cannot be written it is opened to be read.

    Args:
        path: the file.
        whole: hold every row against the seal.

    Raises:
        StoreError: it is held for too long, damaged, not what its seal says, or cannot be read or written.
    """
    with _ONE_AT_A_TIME, _turn(path):
        _refuse_lost(path)
        left = _LEFT.pop(path, None)
        db, sound = _connect(path), False
        try:
            try:
                _make_ready(db, path, left, whole=whole)
                yield db
                sound = True
            finally:
                detach(db, sound=sound)
        except duckdb.Error as error:
            what = "cannot be read or written, and seems damaged"
            raise StoreError(f"{path}: {_trouble(path, error, what)}") from error
        with suppress(OSError):  # nobody may look any more: the next time begins from nothing
            _LEFT[path] = (_stamp(path), read_seal(path))


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Wait until no other process of ours has the store.

    DuckDB only says that it is locked, and to ask it takes 4 ms: who asks now and then finds it locked for ever where
    others open it again and again. This lock takes next to nothing to look at, so everybody gets a turn.
    """
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=_WAIT_S, poll_interval=_LOOK_EVERY_S)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made ({error.strerror})") from None
    try:
        lock.acquire()
    except Timeout:
        raise _held(path) from None
    except OSError:  # in a folder that cannot be written; DuckDB's own lock is there still
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _held(path: Path) -> StoreError:
    return StoreError(f"{path}: another process has held it for {_WAIT_S:.0f} s; try again")


def _trouble(path: Path, error: duckdb.Error, what: str) -> str:
    text = str(error)
    if any(reason in text for reason in _FULL):
        return "cannot be written, for the disk is full; make room and run the same again, what was answered is kept"
    refused = next((reason for reason in _REFUSED if reason in text), None)
    return f"cannot be read or written ({refused})" if refused else f"{what} ({type(error).__name__}); {way_out(path)}"


def _refuse_lost(path: Path) -> None:
    seal = read_seal(path)  # before the look at the file: another process makes the file first
    if seal is not None and not (path.exists() and path.stat().st_size):
        rows = sum(kept.rows for kept in seal.now.values())
        raise StoreError(
            f"{path}: is missing or empty where {rows} rows were put in; put it back, or remove {seal_of(path).name} "
            "too and the journals fill a new one, what was paid for is there"
        )


def _stamp(path: Path) -> object:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + _WAIT_S
    read_only = False
    while True:
        try:
            return attach(path, read_only=read_only)
        except duckdb.Error as error:
            if not read_only and path.exists() and any(reason in str(error) for reason in _REFUSED):
                read_only = True
                continue
            if _LOCKED not in str(error):
                what = "is no DuckDB store, is damaged, or may not be opened"
                raise StoreError(f"{path}: {_trouble(path, error, what)}") from None
            if time.monotonic() > deadline:
                raise _held(path) from None
            time.sleep(_TRY_EVERY_S)


def _make_ready(
    db: duckdb.DuckDBPyConnection, path: Path, left: tuple[object, Seal | None] | None, *, whole: bool
) -> None:
    seal = read_seal(path)
    if seal is not None:
        touched = left is None or (left[0] != _stamp(path) and left[1] == seal)
        fits = fitting(db, path, seal, whole=whole or touched)
        if fits != seal and not read_only(db):
            write_seal(path, fits)
    missing = _missing_migrations(db)
    if (missing or seal is None) and read_only(db):
        raise StoreError(f"{path}: is of an older workbench or has no seal, and cannot be written; copy it elsewhere")
    for version, text in missing:
        with transaction(db, path) as change:
            change.migrate(version, text)
    if seal is None:
        write_seal(path, Seal(maker=MAKER, now=tallied(db)))


def _missing_migrations(db: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """Return the numbered files that the store has not seen, with their text."""
    try:
        newest = db.execute("select coalesce(max(version), 0) from schema_version").fetchall()[0][0]
    except duckdb.CatalogException:  # a new one
        newest = 0
    return [(version, text) for version, text in _migrations() if version > newest]


@lru_cache(maxsize=1)
def _migrations() -> tuple[tuple[int, str], ...]:
    folder = files("workbench.adapters.schema")
    found = {int(file.name.partition("_")[0]): file for file in folder.iterdir() if file.name.endswith(".sql")}
    return tuple((version, found[version].read_text(encoding="utf-8")) for version in sorted(found))


def read_only(db: duckdb.DuckDBPyConnection) -> bool:
    """Return whether nothing can be written."""
    query = "select readonly from duckdb_databases() where database_name = current_database()"
    return bool(db.execute(query).fetchall()[0][0])


@contextmanager
def changing(path: Path) -> Iterator[Change]:
    """Open the store for one transaction. Raises StoreError as `opened`, and where nothing can be written."""
    with opened(path) as db, transaction(db, path) as change:
        yield change


@contextmanager
def transaction(db: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Change]:
    """Offer a change that is committed at the end, and sealed in two steps around the commit.

    A kill at any moment leaves a seal that names what the store holds: before the commit, or after it.

    Raises:
        StoreError: nothing can be written.
    """
    if read_only(db):
        raise StoreError(f"{path}: cannot be written; what is new stays in spool/ until it can")
    seal = read_seal(path)
    db.execute("begin")
    change = Change(db, {} if seal is None else seal.now)
    try:
        yield change
        if seal is not None and change.state != seal.now:
            write_seal(path, Seal(maker=MAKER, now=seal.now, after=change.state))
        db.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):
            db.execute("rollback")
        raise
    if seal is not None and change.state != seal.now:
        write_seal(path, Seal(maker=MAKER, now=change.state))

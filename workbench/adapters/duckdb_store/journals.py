"""Journals taken in: the whole lines that the store has not seen, up to one that is damaged."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from workbench.adapters.duckdb_store.change import wanted
from workbench.adapters.duckdb_store.events import event_rows
from workbench.adapters.duckdb_store.file import read_only, transaction
from workbench.adapters.duckdb_store.tables import COLUMNS, Values
from workbench.core.errors import StoreError
from workbench.core.journal import unsealed

_GZIP: Final = 31  # zlib's word for a gzip frame
_AT_ONCE: Final = 1_000_000
_TRAILER: Final = 4  # the last bytes of a gzip file: how many bytes it holds
_ROUND: Final = 2**32  # where that number begins anew
_KEY: Final = list(COLUMNS["completions"]).index("call_key")
_CALLS: Final = list(COLUMNS["generations"]).index("calls")


@dataclass(frozen=True, slots=True)
class _Line:
    """A whole line as rows of tables, and the byte behind it."""

    end: int
    rows: list[tuple[str, Values]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What became of a journal.

    Attributes:
        lines: how many were new.
        end: the byte behind the last one.
        damage: what is wrong with the rest, one sentence; None where all whole lines were taken in.
        waits: another journal may hold what is missing.
        more: there may be more lines behind.
    """

    lines: int
    end: int
    damage: str | None = None
    waits: bool = False
    more: bool = False


def journals(spool: Path) -> dict[str, Path]:
    """Return each run's journal: the plain one, or where that is gone the compressed one.

    Raises:
        StoreError: the folder cannot be looked into.
    """
    try:
        paths = sorted(spool.iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"{spool}: cannot be read ({error.strerror or type(error).__name__})") from None
    packed = {path.name.removesuffix(".jsonl.gz"): path for path in paths if path.name.endswith(".jsonl.gz")}
    return packed | {path.stem: path for path in paths if path.suffix == ".jsonl"}


def take_all(db: duckdb.DuckDBPyConnection, store: Path, spool: Path) -> tuple[int, dict[str, str]]:
    """Take in what every journal holds beyond what was taken, each in one transaction.

    Returns:
        How many lines were new, and for each run whose journal could not be taken in whole, one sentence.

    Raises:
        StoreError: the store cannot be written, and there is something to take in.
    """
    found = journals(spool)
    seen: dict[str, int] = dict(db.execute("select spool, max(bytes) from taken group by spool").fetchall())
    gone = sorted(seen.keys() - {_name(run) for run in found})
    if gone and not read_only(db):  # one of that name that begins anew is no longer the one that was taken
        with transaction(db, store) as change:
            change.forget(gone)
    damaged: dict[str, str | None] = {}
    lines, todo = 0, sorted(found)
    while todo:
        taken = {run: _take(db, store, run, found[run], seen.get(_name(run), 0)) for run in todo}
        seen |= {_name(run): each.end for run, each in taken.items()}
        new = sum(each.lines for each in taken.values())
        lines, damaged = lines + new, damaged | {run: each.damage for run, each in taken.items()}
        todo = [run for run in todo if taken[run].waits or taken[run].more] if new else []
    return lines, {run: damage for run, damage in damaged.items() if damage}


def _name(run_id: str) -> str:
    return f"{run_id}.jsonl"


def _take(db: duckdb.DuckDBPyConnection, store: Path, run_id: str, journal: Path, seen: int) -> Taken:
    """Take in one journal; what the store holds already stays as it is."""
    try:
        start, content = _beyond(journal, seen)
    except FileNotFoundError:
        return Taken(lines=0, end=seen)  # compressed a moment ago; the next time finds it
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Taken(lines=0, end=seen, damage=f"{journal}: cannot be read ({reason})")
    except (zlib.error, EOFError):
        damage = f"{journal}: is damaged, and nothing more of it is taken in; put a copy of it back"
        return Taken(lines=0, end=seen, damage=damage)
    whole = content.count(b"\n")
    sound = _sound(content.split(b"\n")[:whole], run_id, start)
    lines = _answered(db, sound)
    end = lines[-1].end if lines else start
    if end != seen:
        _put_in(db, store, run_id, lines, end)
    if len(lines) == whole:
        return Taken(lines=len(lines), end=end, more=whole > 0)
    waits = len(lines) < len(sound)
    return Taken(lines=len(lines), end=end, damage=_damage(journal, end, waits=waits), waits=waits)


def _beyond(journal: Path, seen: int) -> tuple[int, bytes]:
    """Return where to begin, and lines from there on: the beginning, if what is before is not what was taken.

    Of a plain journal a megabyte at a time, up to the end of its last line; a compressed one is read as a whole.
    """
    with journal.open("rb") as file:
        size = file.seek(0, 2)
        if journal.suffix == ".gz":
            file.seek(max(0, size - _TRAILER))
            if seen and int.from_bytes(file.read(), "little") == seen % _ROUND:
                return seen, b""
            content = _unpacked(journal)
            return (seen, content[seen:]) if content[:seen].endswith(b"\n") else (0, content)
        file.seek(max(0, seen - 1))
        start = seen if seen == 0 or file.read(1) == b"\n" else 0
        file.seek(start)
        return start, file.read(_AT_ONCE) + file.readline()


def _sound(lines: Sequence[bytes], run_id: str, start: int) -> list[_Line]:
    """Return the lines up to the first one that is not as it was written."""
    found: list[_Line] = []
    position = start
    for line in lines:
        try:
            rows = event_rows(unsealed(line), run_id, position)
        except (KeyError, TypeError, ValueError, ArithmeticError):
            break
        position += len(line) + 1
        found.append(_Line(position, rows))
    return found


def _answered(db: duckdb.DuckDBPyConnection, lines: list[_Line]) -> list[_Line]:
    """Return the lines up to the first generation that rests on an answer which nobody has any more."""
    given = {row[_KEY] for line in lines for table, row in line.rows if table == "completions"}
    lost = {call for line in lines for call in _calls(line)} - given
    if lost:
        with wanted(db, sorted(lost)):
            found = db.execute("select distinct call_key from completions semi join wanted on call_key = key")
            lost -= {key for (key,) in found.fetchall()}
    first = (number for number, line in enumerate(lines) if lost.intersection(_calls(line)))
    return lines[: next(first, len(lines))]


def _calls(line: _Line) -> list[str]:
    return [call for table, row in line.rows if table == "generations" for call in json.loads(row[_CALLS])]


def _put_in(db: duckdb.DuckDBPyConnection, store: Path, run_id: str, lines: Sequence[_Line], end: int) -> None:
    tables: dict[str, list[Values]] = {}
    for line in lines:
        for table, row in line.rows:
            tables.setdefault(table, []).append(row)
    with transaction(db, store) as change:
        for table, rows in tables.items():
            change.insert(table, rows)
        change.take(_name(run_id), end)


def _damage(journal: Path, at: int, *, waits: bool) -> str:
    content = _unpacked(journal) if journal.suffix == ".gz" else journal.read_bytes()
    number = content.count(b"\n", 0, at) + 1
    wrong = "rests on an answer that no journal holds" if waits else "is damaged"
    return (
        f"{journal}: line {number} {wrong}; what is before it is taken in, the {len(content) - at} bytes from there on "
        "are not; put a copy of the file back, or delete that line and what it held is asked again"
    )


def _unpacked(journal: Path) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    content = unpacking.decompress(journal.read_bytes())
    if not unpacking.eof:
        raise EOFError
    return content

"""The journal of a run: one line an event, written the moment a result arrives.

A line is whole or it is not there: what a kill cut off is dropped when the run goes on. A run is locked
to one process; the lock falls with the process. The journal of a complete run is compressed.
"""

import errno
import gzip
import json
import os
import shutil
import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from filelock import FileLock, Timeout

from workbench.core.errors import RunError, StoppedError, StoreError
from workbench.core.journal import sealed, unsealed
from workbench.core.ports import Clock
from workbench.core.records import Cell
from workbench.core.runs import Failure, RunRecord
from workbench.core.spending import LimitStep, Purpose, Session
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Completion, Generation

_SYNC_EVERY_S: Final = 5.0

_PIECE: Final = 1_000_000


class Spool:
    """Appends the events of one run to `<folder>/<run>.jsonl`; use it as a context manager."""

    def __init__(self, folder: Path, run_id: str, clock: Clock) -> None:
        self._path, self._run, self._clock = folder / f"{run_id}.jsonl", run_id, clock
        self._file_lock = FileLock(folder / f"{run_id}.lock")
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._packed = folder / f"{run_id}.jsonl.gz"
        self._begun = False
        self._synced: datetime | None = None

    def __enter__(self) -> "Spool":
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file_lock.acquire(timeout=0)
            _unpack(self._packed, self._path)
            _drop_partial_line(self._path)
            self._begun = self._path.exists() and self._path.stat().st_size > 0
            self._file = self._path.open("ab")
            _sync_folder(self._path.parent)
        except Timeout:
            raise RunError(f"run {self._run} is going on in another process; wait for it, or stop it") from None
        except OSError as error:
            self._file_lock.release()
            raise StoreError(f"{self._path}: cannot be written ({error.strerror or type(error).__name__})") from None
        except StoreError:
            self._file_lock.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._close()
        finally:
            self._file_lock.release()

    def pack(self) -> None:
        """Compress the journal, for the run is complete; nothing is written to it after this.

        The plain file goes when the compressed one is whole and on the disk, so a kill at any moment leaves one of them
        or both. Where the run is gone on with after all, it is made plain again.

        Raises:
            StoreError: it cannot be written; the plain one is as it was.
        """
        self._close()
        try:
            _pack(self._path, self._packed)
            if not _same(self._path, self._packed):
                raise OSError(errno.EIO, "it reads otherwise than it was written")
            self._path.unlink()
        except FileNotFoundError:
            return  # it is packed
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise StoreError(f"{self._packed}: cannot be written ({reason}); the journal stays plain") from None

    def _close(self) -> None:
        with self._lock:
            file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:  # its end writes what a full disk kept back
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from None

    def begin(self, run: RunRecord, cells: Sequence[Cell], session: Session) -> None:
        """Write the run and its plan, where this journal does not hold them yet, and that a session begins."""
        if not self._begun:
            record = {name: getattr(run, name) for name in ("id", "suite", "dataset", "plan_digest", "primary", "note")}
            record |= {"scorers": run.scorers, "tags": list(run.tags), "started_at": run.started_at.isoformat()}
            record |= {
                "actor": run.actor,
                "fresh": run.fresh,
                "grounds": None if run.grounds is None else asdict(run.grounds),
            }
            self._write({"type": "run", "run": record, **_planned(cells)})
        terms = session.terms
        self._write(
            {
                "type": "session",
                "id": session.id,
                "began_at": session.began_at.isoformat(),
                "budget_usd": None if terms.budget_usd is None else str(terms.budget_usd),
                "max_minutes": terms.max_minutes,
                "estimate": session.estimate.model_dump_json(),
                "dirty": None if run.grounds is None else run.grounds.dirty,
            }
        )

    def end(self, session: str, seconds: float) -> None:
        """Write that a session came to its end."""
        self._write({"type": "end", "id": session, "seconds": seconds})

    def reserved(self, number: str, model: str, usd: Decimal | None, purpose: Purpose = "candidate") -> None:
        """Write that a call is about to be sent, and the most it can cost.

        Raises:
            StoppedError: the run was interrupted; a thread that was left behind may not spend any more.
        """
        if self._file is None:
            raise StoppedError("cancelled", "the run was stopped")
        most = None if usd is None else str(usd)
        self._write({"type": "reserved", "id": number, "model": model, "usd": most, **_for(purpose)})

    def settled(self, number: str, usd: Decimal | None, *, certain: bool) -> None:
        """Write what a call cost; not certain is its worst case."""
        self._write({"type": "settled", "id": number, "usd": None if usd is None else str(usd), "certain": certain})

    def limited(self, step: LimitStep) -> None:
        """Write that a provider's limit changed."""
        self._write({"type": "limit", "name": step.name, "calls": step.limit, "cause": step.cause})

    def completion(
        self, key: str, model: str, completion: Completion, asked_bytes: int, purpose: Purpose = "candidate"
    ) -> None:
        """Write one call's answer, and what it was for."""
        usage = completion.usage
        self._write(
            {
                "type": "completion",
                "key": key,
                "model": model,
                "text": completion.text,
                "finish": completion.finish,
                **{field.name: getattr(usage, field.name) for field in fields(usage)},
                "latency_s": completion.latency_s,
                "served_by": completion.served_by,
                "asked_bytes": asked_bytes,
                **_for(purpose),
            }
        )

    def generation(self, cell: Cell, generation: Generation, calls: Sequence[str]) -> None:
        """Write what was made of a cell."""
        self._write(
            {
                "type": "generation",
                "cell_key": cell.key,
                "outcome": generation.outcome,
                "reason": generation.reason,
                "suite": generation.suite.model_dump_json(),
                "calls": list(calls),
                "left_out": list(generation.left_out),
            }
        )

    def failure(self, cell: Cell, failure: Failure) -> None:
        """Write that a cell has no generation."""
        self._write({"type": "failure", "cell_key": cell.key, **asdict(failure)})

    def _write(self, event: dict[str, Any]) -> None:
        now = self._clock()
        line = sealed(json.dumps({"at": now.isoformat(), **event}, ensure_ascii=True, separators=(",", ":")))
        with self._lock:
            if self._file is None:  # a thread that was left behind by an interrupted run
                return
            try:
                self._file.write(line)
                self._file.flush()
                if self._synced is None or (now - self._synced).total_seconds() >= _SYNC_EVERY_S:
                    os.fsync(self._file.fileno())  # what a loss of power may cost: the last seconds
                    self._synced = now
            except OSError as error:
                raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from None


def _for(purpose: Purpose) -> dict[str, str]:
    """Return what a line says of its purpose: nothing where it is the usual one."""
    return {} if purpose == "candidate" else {"purpose": purpose}


def _planned(cells: Sequence[Cell]) -> dict[str, Any]:
    """Return the plan: each candidate once, and a short row for each cell."""
    candidates = list({cell.candidate.name: cell.candidate for cell in cells}.values())
    places = {candidate.name: place for place, candidate in enumerate(candidates)}
    described = [
        {
            "candidate": candidate.name,
            "prompt": candidate.config.prompt,
            "model": candidate.config.model.name,
            "reference": candidate.reference,
            "config_digest": config_digest(candidate.config),
        }
        for candidate in candidates
    ]
    rows = [
        [places[cell.candidate.name], cell.fixture.key, cell.fixture.gold.stratum, cell.repeat, cell.key, cell.basis]
        for cell in cells
    ]
    return {"candidates": described, "cells": rows}


def _drop_partial_line(path: Path) -> None:
    """Drop what a kill cut off at the end.

    Raises:
        StoreError: another line is not as it was written.
    """
    if not path.exists():
        return
    with path.open("r+b") as file:
        *lines, rest = file.read().split(b"\n")
        if _whole(rest[:-1]):  # it is the line break that is damaged
            lines.append(b"")
        for number, line in enumerate(lines, start=1):
            if not _whole(line):
                raise StoreError(
                    f"{path}: line {number} is damaged, so the run cannot go on; put a copy of the file back, or "
                    "delete that line and what it held is asked again"
                )
        file.truncate(file.tell() - len(rest))


def _whole(line: bytes) -> bool:
    try:
        unsealed(line)
    except ValueError:
        return False
    return True


def _pack(path: Path, packed: Path) -> None:
    """Compress a file, a piece at a time; the compressed one is whole and on the disk once it is there."""
    part = packed.with_name(f"{packed.name}.part")
    with path.open("rb") as plain, part.open("wb") as raw:
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as file:
            shutil.copyfileobj(plain, file, _PIECE)
        raw.flush()
        os.fsync(raw.fileno())
    part.replace(packed)
    _sync_folder(packed.parent)


def _same(path: Path, packed: Path) -> bool:
    with path.open("rb") as plain, gzip.open(packed, "rb") as file:
        pieces = iter(lambda: plain.read(_PIECE), b"")
        return all(piece == file.read(_PIECE) for piece in pieces) and not file.read(1)


def _unpack(packed: Path, path: Path) -> None:
    """Make a compressed journal plain again, where there is no plain one."""
    if path.exists() or not packed.exists():
        return
    try:
        content = gzip.decompress(packed.read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise StoreError(f"{packed}: is damaged, so the run cannot go on; put a copy of it back") from None
    _put(path, content)


def _put(path: Path, content: bytes) -> None:
    """Write a file that is whole and on the disk once it is there."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # where folders cannot be opened, there is nothing to be done
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

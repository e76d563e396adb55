"""The journal of a run: one line an event, written the moment a result arrives.

A line is whole or it is not there: what a kill cut off is dropped when the run goes on. A run is locked
to one process; the lock falls with the process.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from workbench.core.errors import RunError, StoreError
from workbench.core.ports import Clock
from workbench.core.records import Cell, Failure, RunRecord
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Completion, Generation


class Spool:
    """Appends the events of one run to `<folder>/<run>.jsonl`; use it as a context manager."""

    def __init__(self, folder: Path, run_id: str, clock: Clock) -> None:
        self._path, self._run, self._clock = folder / f"{run_id}.jsonl", run_id, clock
        self._file_lock = FileLock(folder / f"{run_id}.lock")
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "Spool":
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file_lock.acquire(timeout=0)
            _drop_partial_line(self._path)
            self._file = self._path.open("ab")
        except Timeout:
            raise RunError(f"run {self._run} is going on in another process; wait for it, or stop it") from None
        except OSError as error:
            self._file_lock.release()
            raise StoreError(f"{self._path}: cannot be written ({error.strerror or type(error).__name__})") from None
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            file, self._file = self._file, None
        try:
            if file:
                file.close()  # writes what a full disk kept back
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from None
        finally:
            self._file_lock.release()

    def begin(self, run: RunRecord, cells: Sequence[Cell]) -> None:
        """Write the run and its plan; going on with a run writes them again, which changes nothing."""
        record = {name: getattr(run, name) for name in ("id", "suite", "dataset", "plan_digest", "primary", "note")}
        record |= {"scorers": run.scorers, "tags": list(run.tags), "started_at": run.started_at.isoformat()}
        digests = {cell.candidate.name: config_digest(cell.candidate.config) for cell in cells}
        self._write({"type": "run", "run": record, "cells": [_planned(cell, digests) for cell in cells]})

    def completion(self, key: str, model: str, completion: Completion) -> None:
        """Write one call's answer."""
        self._write({"type": "completion", "key": key, "model": model, "completion": asdict(completion)})

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
        at = self._clock().isoformat()
        line = json.dumps({"run_id": self._run, "at": at, **event}, ensure_ascii=True) + "\n"
        with self._lock:
            if self._file is None:  # a thread that was left behind by an interrupted run
                return
            try:
                self._file.write(line.encode("ascii"))
                self._file.flush()
            except OSError as error:
                raise StoreError(f"{self._path}: cannot be written ({error.strerror})") from None


def _planned(cell: Cell, digests: dict[str, str]) -> dict[str, Any]:
    return {
        "candidate": cell.candidate.name,
        "prompt": cell.candidate.config.prompt,
        "model": cell.candidate.config.model.name,
        "reference": cell.candidate.reference,
        "fixture": cell.fixture.key,
        "stratum": cell.fixture.gold.stratum,
        "repeat": cell.repeat,
        "cell_key": cell.key,
        "basis": cell.basis,
        "config_digest": digests[cell.candidate.name],
    }


def _drop_partial_line(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            file.truncate(whole)

"""The store: one DuckDB file, and the only SQL. A connection lives for one call."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from workbench.core.errors import StoreError
from workbench.core.records import Cell, Result, Row, RunRecord, Score
from workbench.generator.records import Completion, TestSuite, Usage

_WAIT_S: Final = 15.0
_CONFIG: Final[dict[str, Any]] = {
    "storage_compatibility_version": "v1.5.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_USAGE: Final = ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens")
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("id", "suite", "dataset", "plan_digest", "primary_score", "scorers", "started_at", "note", "tags"),
    "cells": (
        "run_id", "candidate", "prompt", "model", "reference", "fixture", "stratum", "repeat", "cell_key", "basis",
        "config_digest",
    ),
    "completions": ("call_key", "run_id", "model", "text", "finish", *_USAGE, "latency_s", "served_by", "arrived_at"),
    "generations": ("cell_key", "run_id", "outcome", "reason", "suite", "calls", "left_out", "arrived_at"),
    "failures": ("run_id", "cell_key", "kind", "provider_kind", "detail", "arrived_at"),
    "scores": ("cell_key", "basis", "scorer", "version", "value", "detail"),
}  # fmt: skip
_IDENTITY: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("id",),
    "cells": ("run_id", "candidate", "fixture", "repeat"),
    "completions": ("call_key",),
    "generations": ("cell_key",),
    "failures": ("run_id", "cell_key", "arrived_at"),
    "scores": ("cell_key", "basis", "scorer", "version"),
}
_RUNS: Final = """
    select r.*, count(c.cell_key) planned, count(g.cell_key) done,
           count(f.cell_key) filter (where g.cell_key is null) failed
    from runs r
    left join cells c on c.run_id = r.id
    left join (select distinct cell_key from generations) g on g.cell_key = c.cell_key
    left join (select distinct run_id, cell_key from failures) f on f.cell_key = c.cell_key and f.run_id = r.id
    {where}
    group by all order by r.started_at desc, r.id desc
"""
_ROWS: Final = """
    select c.candidate, c.prompt, c.model, c.reference, c.fixture, c.stratum, c.repeat, c.cell_key, c.basis,
           g.outcome, g.reason, f.detail
    from cells c
    left join generations g on g.cell_key = c.cell_key
    left join (
        select cell_key, arg_max(detail, arrived_at) detail from failures where run_id = $run group by cell_key
    ) f on f.cell_key = c.cell_key and g.cell_key is null
    where c.run_id = $run
    order by c.rowid
"""
_SCORES: Final = """
    select c.candidate, c.fixture, c.repeat, s.scorer, s.version, s.value
    from cells c join scores s on s.cell_key = c.cell_key and s.basis = c.basis
    where c.run_id = $run
"""


class DuckDbStore:
    """Runs, cells, completions, generations and scores in one file; safe beside other processes."""

    def __init__(self, path: Path, spool: Path) -> None:
        """Name the file and the folder of the journals; nothing is opened yet."""
        self._path, self._spool = path, spool

    def ingest(self) -> int:
        """Take in the whole lines that the journals hold beyond what was taken; idempotent by key."""
        journals = sorted(self._spool.glob("*.jsonl")) if self._spool.is_dir() else []
        if not journals:
            return 0
        with self._open() as db:
            return sum(_take(db, journal) for journal in journals)

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which cell keys hold a generation."""
        with self._open() as db, _keys(db, keys):
            found = db.execute("select distinct cell_key from generations semi join wanted using (cell_key)")
            return {key for (key,) in found.fetchall()}

    def completions(self, keys: Sequence[str]) -> dict[str, Completion]:
        """Return the stored completions among these call keys."""
        with self._open() as db, _keys(db, keys):
            found = db.execute(
                f"select call_key, {_completion_columns()} from completions "  # noqa: S608 - our own column names
                "where call_key in (select cell_key from wanted)"
            )
            return {row[0]: _completion(row[1:]) for row in found.fetchall()}

    def unfinished(self, plan_digest: str) -> RunRecord | None:
        """Return the newest run of this plan that is not complete, or None."""
        with self._open() as db:
            runs = _runs(db, "where r.plan_digest = $value", plan_digest)
        return next((run for run in runs if not run.complete), None)

    def runs(self) -> list[RunRecord]:
        """Return all runs, newest first."""
        with self._open() as db:
            return _runs(db, "", None)

    def run(self, run_id: str) -> RunRecord:
        """Return one run; a beginning of its id is enough where it is the only one.

        Raises:
            StoreError: there is none, or several begin so.
        """
        with self._open() as db:
            found = _runs(db, "where starts_with(r.id, $value)", run_id)
        if len(found) != 1:
            said = "no run" if not found else f"{len(found)} runs"
            raise StoreError(f"{said} with an id that begins with {run_id!r}; `workbench runs` lists them")
        return found[0]

    def rows(self, run_id: str) -> list[Row]:
        """Return every planned cell of a run with its outcome and the scores in the run's scorer versions."""
        versions = self.run(run_id).scorers
        with self._open() as db:
            cells = db.execute(_ROWS, {"run": run_id}).fetchall()
            scores = db.execute(_SCORES, {"run": run_id}).fetchall()
        found: dict[tuple[str, str, int], dict[str, float | None]] = {}
        for candidate, fixture, repeat, scorer, version, value in scores:
            if versions.get(scorer) == version:
                found.setdefault((candidate, fixture, repeat), {})[scorer] = value
        return [_row(cell, found.get((cell[0], cell[4], cell[6]), {})) for cell in cells]

    def results(self, keys: Sequence[str]) -> dict[str, Result]:
        """Return the generations of these cell keys with their completions."""
        with self._open() as db, _keys(db, keys):
            found = db.execute(
                "select cell_key, outcome, reason, suite, calls, left_out from generations "
                "semi join wanted using (cell_key)"
            ).fetchall()
        calls = self.completions(sorted({key for row in found for key in json.loads(row[4])}))
        return {
            row[0]: Result(
                cell_key=row[0],
                outcome=row[1],
                reason=row[2],
                suite=TestSuite.model_validate_json(row[3]),
                completions=tuple(calls[key] for key in json.loads(row[4])),
                left_out=tuple(json.loads(row[5])),
            )
            for row in found
        }

    def scored(self, cells: Sequence[Cell], versions: dict[str, int]) -> set[tuple[str, str, str]]:
        """Return (cell key, basis, scorer) of the scores that are stored in these versions."""
        with self._open() as db, _keys(db, [cell.key for cell in cells]):
            found = db.execute(
                "select distinct cell_key, basis, scorer, version from scores semi join wanted using (cell_key)"
            ).fetchall()
        return {(key, basis, scorer) for key, basis, scorer, version in found if versions.get(scorer) == version}

    def add_scores(self, scores: Sequence[Score]) -> None:
        """Store scores; one that is there already stays as it is."""
        with self._open() as db:
            db.execute("begin")
            rows = [tuple(getattr(score, name) for name in _COLUMNS["scores"]) for score in scores]
            _insert(db, "scores", rows)
            db.execute("commit")

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        db = _connect(self._path)
        try:
            _migrate(db)
            yield db
        except duckdb.Error as error:
            raise StoreError(f"{self._path}: the store cannot be read or written ({type(error).__name__})") from error
        finally:
            db.close()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the file, waiting a while for another process that has it open."""
    deadline = time.monotonic() + _WAIT_S
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made ({error.strerror})") from None
    while True:
        try:
            return duckdb.connect(str(path), config=_CONFIG)
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise StoreError(f"{path}: is no DuckDB store, or is damaged; move it away to start anew") from None
            if time.monotonic() > deadline:
                raise StoreError(f"{path}: another process has held it for {_WAIT_S:.0f} s; try again") from None
            time.sleep(0.05)
        except duckdb.Error as error:
            raise StoreError(f"{path}: cannot be opened ({type(error).__name__}); move it away to start anew") from None


def _migrate(db: duckdb.DuckDBPyConnection) -> None:
    """Apply the numbered files that the store has not seen, each in one transaction."""
    db.execute("create table if not exists schema_version (version integer not null, applied_at timestamp not null)")
    newest = db.execute("select coalesce(max(version), 0) from schema_version").fetchall()[0][0]
    folder = files("workbench.adapters.schema")
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".sql")), key=lambda each: each.name):
        version = int(file.name.partition("_")[0])
        if version > newest:
            db.execute("begin")
            db.execute(file.read_text(encoding="utf-8"))
            db.execute("insert into schema_version values ($version, $at)", {"version": version, "at": _now()})
            db.execute("commit")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def _keys(db: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> Iterator[None]:
    db.register("wanted", pa.table({"cell_key": pa.array(list(keys), pa.string())}))
    try:
        yield
    finally:
        db.unregister("wanted")


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows whose identity is not there yet; among equals the first one stays."""
    if not rows:
        return
    names, identity = _COLUMNS[table], _IDENTITY[table]
    places = [names.index(name) for name in identity]
    unique = list({tuple(row[place] for place in places): row for row in reversed(rows)}.values())[::-1]
    db.execute(f"create temp table incoming as select {', '.join(names)} from {table} limit 0")  # noqa: S608
    db.executemany(f"insert into incoming values ({', '.join('?' * len(names))})", unique)  # noqa: S608
    same = " and ".join(f"t.{name} = incoming.{name}" for name in identity)
    db.execute(
        f"insert into {table} ({', '.join(names)}) select * from incoming "  # noqa: S608
        f"where not exists (select 1 from {table} t where {same})"
    )
    db.execute("drop table incoming")


def _take(db: duckdb.DuckDBPyConnection, journal: Path) -> int:
    name = journal.name
    seen = db.execute("select coalesce(max(bytes), 0) from taken where spool = $name", {"name": name}).fetchall()[0][0]
    with journal.open("rb") as file:
        file.seek(seen)
        content = file.read()
    whole = content[: content.rfind(b"\n") + 1]
    if not whole:
        return 0
    try:
        events = [json.loads(line) for line in whole.splitlines()]
    except ValueError:
        raise StoreError(f"{journal}: a line is damaged; what was taken in before is safe") from None
    db.execute("begin")
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for event in events:
        for table, row in _event_rows(event):
            tables.setdefault(table, []).append(row)
    for table, rows in tables.items():
        _insert(db, table, rows)
    db.execute("delete from taken where spool = $name", {"name": name})
    db.execute("insert into taken values ($name, $bytes)", {"name": name, "bytes": seen + len(whole)})
    db.execute("commit")
    return len(events)


def _event_rows(event: dict[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
    kind, run_id, at = event["type"], event["run_id"], _time(event["at"])
    if kind == "run":
        run = event["run"]
        row = (
            run["id"], run["suite"], run["dataset"], run["plan_digest"], run["primary"], json.dumps(run["scorers"]),
            _time(run["started_at"]), run["note"], json.dumps(run["tags"]),
        )  # fmt: skip
        cells = [tuple({**cell, "run_id": run_id}[name] for name in _COLUMNS["cells"]) for cell in event["cells"]]
        return [("runs", row), *(("cells", cell) for cell in cells)]
    if kind == "completion":
        given = event["completion"]
        usage = tuple(given["usage"][name] for name in _USAGE)
        rest = (given["latency_s"], given["served_by"], at)
        return [("completions", (event["key"], run_id, event["model"], given["text"], given["finish"], *usage, *rest))]
    if kind == "generation":
        lists = (json.dumps(event["calls"]), json.dumps(event["left_out"]))
        made = (event["cell_key"], run_id, event["outcome"], event["reason"], event["suite"], *lists, at)
        return [("generations", made)]
    return [("failures", (run_id, event["cell_key"], event["kind"], event["provider_kind"], event["detail"], at))]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def _runs(db: duckdb.DuckDBPyConnection, where: str, value: str | None) -> list[RunRecord]:
    found = db.execute(_RUNS.format(where=where), {} if value is None else {"value": value})
    return [
        RunRecord(
            id=row[0],
            suite=row[1],
            dataset=row[2],
            plan_digest=row[3],
            primary=row[4],
            scorers=json.loads(row[5]),
            started_at=row[6].replace(tzinfo=UTC),
            note=row[7],
            tags=tuple(json.loads(row[8])),
            planned=row[9],
            done=row[10],
            failed=row[11],
        )
        for row in found.fetchall()
    ]


def _row(cell: tuple[Any, ...], scores: dict[str, float | None]) -> Row:
    return Row(
        candidate=cell[0],
        prompt=cell[1],
        model=cell[2],
        reference=cell[3],
        fixture=cell[4],
        stratum=cell[5],
        repeat=cell[6],
        cell_key=cell[7],
        outcome=cell[9],
        reason=cell[10],
        failure=cell[11],
        scores=scores,
    )


def _completion_columns() -> str:
    return ", ".join(["text", "finish", *_USAGE, "latency_s", "served_by"])


def _completion(row: tuple[Any, ...]) -> Completion:
    usage = Usage(**dict(zip(_USAGE, row[2:7], strict=True)))
    return Completion(text=row[0], finish=row[1], usage=usage, latency_s=row[7], served_by=row[8])

"""What is asked of the store, each question one method."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import duckdb

from workbench.adapters.duckdb_store.file import insert, opened, take, wanted
from workbench.adapters.duckdb_store.tables import (
    COLUMNS,
    COMPLETION,
    completion_of,
    label_of,
    label_row,
    row_of,
    run_of,
)
from workbench.core.errors import StoreError
from workbench.core.labels import Label, LabelKind
from workbench.core.records import Cell, Result, Row, RunRecord, Score
from workbench.generator.records import Completion, TestSuite

_RUNS: Final = """
    select r.id, r.suite, r.dataset, r.plan_digest, r.primary_score, r.scorers, r.started_at, r.note, r.tags,
           count(c.cell_key) planned, count(g.cell_key) done,
           count(f.cell_key) filter (where g.cell_key is null) failed
    from runs r
    left join cells c on c.run_id = r.id
    left join (select distinct cell_key from generations) g on g.cell_key = c.cell_key
    left join (select distinct run_id, cell_key from failures) f on f.cell_key = c.cell_key and f.run_id = r.id
    {where}
    group by all order by r.started_at desc, r.id desc
"""
_ROWS: Final = """
    select c.candidate, c.prompt, c.model, c.reference, c.fixture, c.stratum, c.repeat, c.cell_key,
           g.outcome, g.reason, f.detail
    from cells c
    left join generations g on g.cell_key = c.cell_key
    left join (
        select cell_key, arg_max(detail, arrived_at) detail from failures where run_id = $run group by cell_key
    ) f on f.cell_key = c.cell_key and g.cell_key is null
    where c.run_id = $run
    order by c.position, c.rowid
"""
_SCORES: Final = """
    select c.candidate, c.fixture, c.repeat, s.scorer, s.version, s.value
    from cells c join scores s on s.cell_key = c.cell_key and s.basis = c.basis
    where c.run_id = $run
"""
_LABELS: Final = """
    select {columns} from labels
    where ($dataset is null or dataset = $dataset) and ($kind is null or kind = $kind)
    {newest}
    order by given_at, id, revision
"""
_NEWEST: Final = "qualify row_number() over (partition by id order by revision desc) = 1"


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
        with opened(self._path) as db:
            return sum(take(db, journal) for journal in journals)

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which cell keys hold a generation."""
        with opened(self._path) as db, wanted(db, keys):
            found = db.execute("select distinct cell_key from generations semi join wanted on cell_key = key")
            return {key for (key,) in found.fetchall()}

    def completions(self, keys: Sequence[str]) -> dict[str, Completion]:
        """Return the stored completions among these call keys."""
        columns = ", ".join(COMPLETION)
        with opened(self._path) as db, wanted(db, keys):
            found = db.execute(
                f"select call_key, {columns} from completions semi join wanted on call_key = key"  # noqa: S608 - our names
            )
            return {row[0]: completion_of(row[1:]) for row in found.fetchall()}

    def unfinished(self, plan_digest: str) -> RunRecord | None:
        """Return the newest run of this plan that is not complete, or None."""
        with opened(self._path) as db:
            runs = _runs(db, "where r.plan_digest = $value", plan_digest)
        return next((run for run in runs if not run.complete), None)

    def runs(self) -> list[RunRecord]:
        """Return all runs, newest first."""
        with opened(self._path) as db:
            return _runs(db, "", None)

    def run(self, run_id: str) -> RunRecord:
        """Return one run; a beginning of its id is enough where it is the only one.

        Raises:
            StoreError: there is none, or several begin so.
        """
        with opened(self._path) as db:
            found = _runs(db, "where starts_with(r.id, $value)", run_id)
        if len(found) != 1:
            said = "no run" if not found else f"{len(found)} runs"
            raise StoreError(f"{said} with an id that begins with {run_id!r}; `workbench runs` lists them")
        return found[0]

    def rows(self, run_id: str) -> list[Row]:
        """Return every planned cell of a run, in the plan's order, with its outcome and the run's scores."""
        run = self.run(run_id)
        with opened(self._path) as db:
            cells = db.execute(_ROWS, {"run": run.id}).fetchall()
            scores = db.execute(_SCORES, {"run": run.id}).fetchall()
        found: dict[tuple[str, str, int], dict[str, float | None]] = {}
        for candidate, fixture, repeat, scorer, version, value in scores:
            if run.scorers.get(scorer) == version:
                found.setdefault((candidate, fixture, repeat), {})[scorer] = value
        return [row_of(cell, found.get((cell[0], cell[4], cell[6]), {})) for cell in cells]

    def results(self, keys: Sequence[str]) -> dict[str, Result]:
        """Return the generations of these cell keys with their completions."""
        with opened(self._path) as db, wanted(db, keys):
            found = db.execute(
                "select cell_key, outcome, reason, suite, calls, left_out from generations "
                "semi join wanted on cell_key = key"
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
        with opened(self._path) as db, wanted(db, [cell.key for cell in cells]):
            found = db.execute(
                "select distinct cell_key, basis, scorer, version from scores semi join wanted on cell_key = key"
            ).fetchall()
        return {(key, basis, scorer) for key, basis, scorer, version in found if versions.get(scorer) == version}

    def add_scores(self, scores: Sequence[Score]) -> None:
        """Store scores; one that is there already stays as it is."""
        if not scores:
            return
        rows = [tuple(getattr(score, name) for name in COLUMNS["scores"]) for score in scores]
        with opened(self._path) as db:
            db.execute("begin")
            insert(db, "scores", rows)
            db.execute("commit")

    def labels(
        self, *, dataset: str | None = None, kind: LabelKind | None = None, every_revision: bool = False
    ) -> list[Label]:
        """Return the newest revision of each label, or every one, by time; of all datasets and kinds unless named."""
        columns, newest = ", ".join(COLUMNS["labels"]), "" if every_revision else _NEWEST
        with opened(self._path) as db:
            found = db.execute(_LABELS.format(columns=columns, newest=newest), {"dataset": dataset, "kind": kind})
            return [label_of(row) for row in found.fetchall()]

    def add_labels(self, labels: Sequence[Label]) -> None:
        """Store labels; a revision that is there already stays as it is."""
        if not labels:
            return
        with opened(self._path) as db:
            db.execute("begin")
            insert(db, "labels", [label_row(label) for label in labels])
            db.execute("commit")

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        """Return a model's stored vectors among these keys."""
        query = "select distinct key, vector from vectors semi join wanted using (key) where model = $model"
        with opened(self._path) as db, wanted(db, keys):
            return dict(db.execute(query, {"model": model}).fetchall())

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        """Store a model's vectors by key; one that is there already stays as it is."""
        if not rows:
            return
        with opened(self._path) as db:
            db.execute("begin")
            insert(db, "vectors", [(key, model, vector) for key, vector in rows.items()])
            db.execute("commit")


def _runs(db: duckdb.DuckDBPyConnection, where: str, value: str | None) -> list[RunRecord]:
    found = db.execute(_RUNS.format(where=where), {} if value is None else {"value": value})
    return [run_of(row) for row in found.fetchall()]

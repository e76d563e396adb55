"""What is asked of the store, each question one method."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from workbench.adapters.duckdb_store.change import wanted
from workbench.adapters.duckdb_store.file import changing, opened, transaction
from workbench.adapters.duckdb_store.journals import journals, take_all
from workbench.adapters.duckdb_store.queries import (
    FAILED,
    HISTORY,
    LABELS,
    MADE,
    NEWEST,
    PROGRESS,
    ROWS,
    RUNS,
    SCORES,
    SESSIONS,
    SPENDING,
    TOOK,
    TREND,
)
from workbench.adapters.duckdb_store.tables import (
    COLUMNS,
    COMPLETION,
    completion_of,
    label_of,
    label_row,
    limit_step_of,
    past_of,
    row_of,
    run_of,
    session_of,
)
from workbench.core.errors import StoreError
from workbench.core.labels import Label, LabelKind
from workbench.core.progress import FailedCells, RunProgress, Share
from workbench.core.records import Cell, Result, Score
from workbench.core.runs import Row, RunRecord
from workbench.core.spending import LimitStep, Past, Session, Spending, Took
from workbench.core.trend import ScoredRun
from workbench.generator.records import Completion, TestSuite

if TYPE_CHECKING:
    import pyarrow as pa


class DuckDbStore:
    """Runs, cells, completions, generations and scores in one file; safe beside other processes."""

    def __init__(self, path: Path, spool: Path) -> None:
        """Name the file and the folder of the journals; nothing is opened yet."""
        self._path, self._spool = path, spool
        self._damaged: dict[str, str] = {}

    def ingest(self) -> int:
        """Take in the whole lines that the journals hold beyond what was taken; idempotent by key.

        A damaged journal keeps none of the others back; `damaged` says what is wrong with it.
        """
        if not journals(self._spool):
            self._damaged = {}
            return 0
        with opened(self._path) as db:
            lines, self._damaged = take_all(db, self._path, self._spool)
        return lines

    def damaged(self) -> dict[str, str]:
        """Return what the last `ingest` could not take in: run id to one sentence."""
        return dict(self._damaged)

    def verify(self) -> None:
        """Hold every row against the seal. Raises StoreError where one is not as it was put in."""
        with opened(self._path, whole=True):
            pass

    def tables(self, run_id: str) -> "dict[str, pa.Table]":
        """Return a run's rows of every table, to be read elsewhere; every row of the store is held against the seal."""
        from workbench.adapters.duckdb_store.exchange import tables_of_run  # pyarrow takes 30 MB

        run = self.run(run_id)
        with opened(self._path, whole=True) as db:
            return tables_of_run(db, run.id)

    def add_tables(self, tables: "Mapping[str, pa.Table]") -> dict[str, int]:
        """Store a run of another store and return how many rows were new of each table; what is here stays.

        Raises:
            StoreError: the tables are not those of one run, or rows that are here already are others.
        """
        from workbench.adapters.duckdb_store.exchange import put_in

        with opened(self._path) as db, transaction(db, self._path) as change:
            return put_in(db, change, tables)

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

    def fresh(self, suite: str | None) -> int:
        """Return the generation number of a suite's newest run, or the highest of all runs; 0 where there is none."""
        query = (
            "select coalesce(max(fresh), 0) from runs"
            if suite is None
            else "select coalesce(arg_max(coalesce(fresh, 0), (started_at, id)), 0) from runs where suite = $suite"
        )
        with opened(self._path) as db:
            number = db.execute(query, {} if suite is None else {"suite": suite}).fetchall()[0][0]
            return int(number)

    def spending(self, run_id: str) -> Spending:
        """Return what a run has spent on calls of its own."""
        with opened(self._path) as db:
            found = db.execute(SPENDING, {"run": run_id}).fetchall()[0]
        calls, settled, held, unpriced, judge_calls, judge = found
        return Spending(
            calls=calls,
            settled_usd=Decimal(settled),
            held_usd=Decimal(held),
            unpriced=unpriced,
            judge_calls=judge_calls,
            judge_usd=Decimal(judge),
        )

    def took(self, run_id: str) -> Took:
        """Return what the answers that a run asked for took."""
        with opened(self._path) as db:
            calls, given, answered = db.execute(TOOK, {"run": run_id}).fetchall()[0]
        return Took(calls=calls, input_tokens=given, output_tokens=answered)

    def sessions(self, run_id: str) -> list[Session]:
        """Return a run's sessions, the first one first."""
        with opened(self._path) as db:
            return [session_of(row) for row in db.execute(SESSIONS, {"run": run_id}).fetchall()]

    def limit_steps(self, run_id: str) -> list[LimitStep]:
        """Return how a run's limits changed, in order."""
        query = "select changed_at, name, calls, cause from limit_steps where run_id = $run order by position"
        with opened(self._path) as db:
            return [limit_step_of(row) for row in db.execute(query, {"run": run_id}).fetchall()]

    def history(self, models: Sequence[str]) -> list[Past]:
        """Return what stored calls of these models took: each stage of each config, and each model as a whole."""
        with opened(self._path) as db, wanted(db, models):
            return [past_of(row) for row in db.execute(HISTORY).fetchall()]

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
            cells = db.execute(ROWS, {"run": run.id}).fetchall()
            scores = db.execute(SCORES, {"run": run.id}).fetchall()
        found: dict[tuple[str, str, int], dict[str, float | None]] = {}
        for candidate, fixture, repeat, scorer, version, value in scores:
            if run.scorers.get(scorer) == version:
                found.setdefault((candidate, fixture, repeat), {})[scorer] = value
        return [row_of(cell, found.get((cell[0], cell[4], cell[6]), {})) for cell in cells]

    def configs(self, run_id: str) -> dict[str, str]:
        """Return the digest of each candidate's config as a run planned it."""
        query = "select distinct candidate, config_digest from cells where run_id = $run"
        with opened(self._path) as db:
            return dict(db.execute(query, {"run": run_id}).fetchall())

    def runs_of(self, config: str) -> list[str]:
        """Return the ids of all runs that hold cells of a config, the first one first."""
        query = (
            "select id from runs semi join (select run_id from cells where config_digest = $config) on id = run_id "
            "order by started_at, id"
        )
        with opened(self._path) as db:
            return [run for (run,) in db.execute(query, {"config": config}).fetchall()]

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
        with changing(self._path) as change:
            change.insert("scores", rows)

    def labels(
        self, *, dataset: str | None = None, kind: LabelKind | None = None, every_revision: bool = False
    ) -> list[Label]:
        """Return the newest revision of each label, or every one, by time; of all datasets and kinds unless named."""
        columns, newest = ", ".join(COLUMNS["labels"]), "" if every_revision else NEWEST
        with opened(self._path) as db:
            found = db.execute(LABELS.format(columns=columns, newest=newest), {"dataset": dataset, "kind": kind})
            return [label_of(row) for row in found.fetchall()]

    def add_labels(self, labels: Sequence[Label]) -> None:
        """Store labels; a revision that is there already stays as it is."""
        if not labels:
            return
        with changing(self._path) as change:
            change.insert("labels", [label_row(label) for label in labels])

    def vectors(self, keys: Sequence[str], model: str) -> dict[str, bytes]:
        """Return a model's stored vectors among these keys."""
        query = "select distinct key, vector from vectors semi join wanted using (key) where model = $model"
        with opened(self._path) as db, wanted(db, keys):
            return dict(db.execute(query, {"model": model}).fetchall())

    def add_vectors(self, rows: Mapping[str, bytes], model: str) -> None:
        """Store a model's vectors by key; one that is there already stays as it is."""
        if not rows:
            return
        with changing(self._path) as change:
            change.insert("vectors", [(key, model, vector) for key, vector in rows.items()])

    def progress(self, run_id: str) -> RunProgress:
        """Return how far a run is, counted by candidate."""
        with opened(self._path) as db:
            shares = db.execute(PROGRESS, {"run": run_id}).fetchall()
            since, made, last = db.execute(MADE, {"run": run_id}).fetchall()[0]
        return RunProgress(
            shares=tuple(Share(candidate=c, planned=p, done=d, failed=f) for c, p, d, f in shares),
            made=made,
            since=since and since.replace(tzinfo=UTC),
            last=last and last.replace(tzinfo=UTC),
        )

    def failed_cells(self, run_id: str) -> list[FailedCells]:
        """Return what keeps cells of a run from a generation, a kind each, the most frequent first."""
        with opened(self._path) as db:
            found = db.execute(FAILED, {"run": run_id}).fetchall()
        return [
            FailedCells(kind=kind, cells=cells, sentence=sentence, candidates=tuple(candidates))
            for kind, cells, sentence, candidates in found
        ]

    def scored_runs(self, suite: str, score: str) -> list[ScoredRun]:
        """Return what every candidate of every run of a suite scored, with one question."""
        with opened(self._path) as db:
            found = db.execute(TREND, {"suite": suite, "score": score}).fetchall()
        return [
            ScoredRun(run=run, candidate=candidate, reference=reference, version=version, values=tuple(values))
            for run, candidate, reference, version, values in found
        ]


def _runs(db: duckdb.DuckDBPyConnection, where: str, value: str | None) -> list[RunRecord]:
    found = db.execute(RUNS.format(where=where), {} if value is None else {"value": value})
    return [run_of(row) for row in found.fetchall()]

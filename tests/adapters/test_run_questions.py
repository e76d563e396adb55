"""What pages ask the store about runs: how far one is, what failed in it, how a score went."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import (
    candidate,
    completion,
    config,
    fixture,
    generation,
    rules_spec,
    run_record,
    score,
    session,
    suite,
)
from tests.fakes import Ticks
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.spool import Spool
from workbench.core.progress import FailedCells, Share
from workbench.core.records import Cell
from workbench.core.runs import Failure
from workbench.core.trend import ScoredRun
from workbench.service.plan import plan

SUITE = suite(
    candidates=(candidate("new"), candidate("floor", config(model=rules_spec()))),
    fixtures=(fixture("SHOP-1"), fixture("SHOP-2")),
    repeats=2,
)
CELLS = plan(SUITE)
NEW, FLOOR = CELLS[:4], CELLS[4:]
OUTAGE = Failure(kind="provider", provider_kind="overloaded", detail="vendor/large did not answer")
STOPPED = Failure(kind="budget", provider_kind=None, detail="the budget is used up")


@pytest.fixture
def store(tmp_path: Path) -> DuckDbStore:
    """A run in which three cells are answered, two failed in two ways, and one failed before it was answered."""
    found = DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")
    run = run_record(SUITE, CELLS)
    with Spool(tmp_path / "spool", run.id, Ticks()) as journal:
        journal.begin(run, CELLS, session())
        journal.failure(NEW[0], OUTAGE)
        for cell in (NEW[0], *FLOOR[:2]):
            answer(journal, cell)
        journal.failure(NEW[1], STOPPED)
        journal.failure(NEW[1], OUTAGE)
        journal.failure(NEW[2], STOPPED)
    found.ingest()
    return found


def answer(journal: Spool, cell: Cell) -> None:
    journal.completion(f"call of {cell.key}", "vendor/large", completion(), 400)
    journal.generation(cell, generation(), [f"call of {cell.key}"])


def test_cells_are_counted_by_candidate_in_the_plan_s_order(store: DuckDbStore) -> None:
    progress = store.progress(run_record(SUITE, CELLS).id)
    assert progress.shares == (
        Share(candidate="new", planned=4, done=1, failed=2),
        Share(candidate="floor", planned=4, done=2, failed=0),
    )
    assert progress.made == 3
    assert progress.since is not None
    assert progress.last is not None
    assert progress.last > progress.since


def test_a_run_that_nobody_knows_has_no_cells(store: DuckDbStore) -> None:
    progress = store.progress("no such run")
    assert (progress.shares, progress.made, progress.since) == ((), 0, None)


def test_failures_are_grouped_by_the_kind_of_the_newest_try(store: DuckDbStore) -> None:
    assert store.failed_cells(run_record(SUITE, CELLS).id) == [
        FailedCells(kind="budget", cells=1, sentence=STOPPED.detail, candidates=("new",)),
        FailedCells(kind="overloaded", cells=1, sentence=OUTAGE.detail, candidates=("new",)),
    ]


def test_scores_of_all_runs_come_with_one_question_and_repeats_are_averaged(store: DuckDbStore) -> None:
    run = run_record(SUITE, CELLS)
    store.add_scores([score(NEW[0], value=0.2, version=2), score(NEW[1], value=0.6, version=2)])
    store.add_scores([score(NEW[2], value=None, version=2), replace(score(FLOOR[0], value=1.0), version=1)])
    by_fixture = {cell.fixture.key for cell in NEW[:2]}
    values = (0.4,) if len(by_fixture) == 1 else (0.2, 0.6)
    assert store.scored_runs(SUITE.name, "coverage_evidence") == [
        ScoredRun(run=run.id, candidate="floor", reference=True, version=1, values=(1.0,)),
        ScoredRun(run=run.id, candidate="new", reference=False, version=2, values=values),
    ]
    assert store.scored_runs("another", "coverage_evidence") == []

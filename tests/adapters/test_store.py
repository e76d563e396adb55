"""One contract over the store in memory and the real one with its journals."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import (
    AT,
    candidate,
    completion,
    config,
    counted,
    fixture,
    generation,
    gold,
    rules_spec,
    run_record,
    scenarios,
    score,
    session,
    suite,
)
from tests.fakes import MemoryStore, Ticks
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError
from workbench.core.ports import Journal, Store
from workbench.core.records import Cell
from workbench.core.runs import Failure, RunGrounds, RunRecord
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Generation
from workbench.scorers import SCORERS
from workbench.service.plan import plan

SUITE = suite(
    candidates=(candidate("zebra"), candidate("ape"), candidate("floor", config(model=rules_spec()))),
    fixtures=(fixture("SHOP-2", gold=gold("SHOP-2", stratum="bug")), fixture("SHOP-1")),
    repeats=2,
)
CELLS = plan(SUITE)
RUN = run_record(SUITE, CELLS, note="first", tags=("a", "b"))
OUTAGE = Failure(kind="provider", provider_kind="overloaded", detail="vendor/large did not answer")


@dataclass
class Bench:
    """A store, and a way to open the journal of a run."""

    store: Store
    journal: Callable[[RunRecord], Journal]


@pytest.fixture(params=["memory", "duckdb"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "memory":
        both = MemoryStore()
        yield Bench(both, lambda run: both)
        return
    clock = Ticks()
    with ExitStack() as stack:
        spools: dict[str, Spool] = {}

        def journal(run: RunRecord) -> Spool:
            if run.id not in spools:
                spools[run.id] = stack.enter_context(Spool(tmp_path / "spool", run.id, clock))
            return spools[run.id]

        yield Bench(DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool"), journal)


def answer(journal: Journal, cell: Cell, made: Generation | None = None, *, call: str = "") -> None:
    key = call or f"call of {cell.key}"
    journal.completion(key, "vendor/large", completion(), 400)
    journal.generation(cell, made or generation(), [key])


def test_a_new_store_is_empty(bench: Bench) -> None:
    assert bench.store.ingest() == 0
    assert bench.store.runs() == []
    assert bench.store.known(["a"]) == set()
    assert bench.store.completions(["a"]) == {}
    assert bench.store.results(["a"]) == {}
    assert bench.store.unfinished("a") is None


def test_what_was_journalled_counts_when_it_is_taken_in(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    answer(journal, CELLS[0])
    before = bench.store.known([CELLS[0].key])
    assert (before, bench.store.ingest(), bench.store.known([cell.key for cell in CELLS])) == (set(), 4, {CELLS[0].key})


def test_taking_in_twice_changes_nothing(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    answer(journal, CELLS[0])
    bench.store.ingest()
    before = bench.store.runs(), bench.store.rows(RUN.id)
    assert bench.store.ingest() == 0
    assert (bench.store.runs(), bench.store.rows(RUN.id)) == before


def test_a_run_comes_back_as_it_was_begun(bench: Bench) -> None:
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.store.ingest()
    assert bench.store.runs() == [RUN]


GROUNDS = RunGrounds(commit="a" * 40, dirty=False, fixtures="f", gate=None, prompts={"zebra": "p", "ape": "q"})


def test_the_grounds_of_a_run_come_back(bench: Bench) -> None:
    run = replace(RUN, grounds=GROUNDS)
    bench.journal(run).begin(run, CELLS, session())
    bench.store.ingest()
    assert bench.store.runs() == [run]


def test_a_session_that_was_dirty_makes_its_run_dirty_and_no_other(bench: Bench) -> None:
    run = replace(RUN, grounds=GROUNDS)
    other = replace(run, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))
    for each in (run, other):
        bench.journal(each).begin(each, CELLS, session())
    strayed = replace(run, grounds=replace(GROUNDS, dirty=True))
    bench.journal(run).begin(strayed, CELLS, session(id="second"))
    bench.store.ingest()
    assert bench.store.runs() == [other, strayed]
    assert bench.store.run(RUN.id).planned == len(CELLS)


def test_beginning_again_changes_nothing(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    bench.store.ingest()
    journal.begin(RUN, CELLS, session())
    bench.store.ingest()
    assert bench.store.runs() == [RUN]
    assert len(bench.store.rows(RUN.id)) == len(CELLS)


def test_rows_come_in_the_plans_order(bench: Bench) -> None:
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.store.ingest()
    found = [(row.candidate, row.fixture, row.repeat) for row in bench.store.rows(RUN.id)]
    assert found == [(cell.candidate.name, cell.fixture.key, cell.repeat) for cell in CELLS]


def test_every_run_of_a_config_is_found_whatever_its_name(bench: Bench) -> None:
    renamed = replace(SUITE, name="other", candidates=(replace(SUITE.candidates[0], name="renamed"),))
    later = replace(RUN, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.journal(later).begin(later, plan(renamed), session())
    bench.store.ingest()
    zebra, ape, floor = (config_digest(each.config) for each in SUITE.candidates)
    assert bench.store.configs(RUN.id) == {"zebra": zebra, "ape": ape, "floor": floor}
    assert bench.store.configs(later.id) == {"renamed": zebra}
    assert (bench.store.runs_of(zebra), bench.store.runs_of(ape)) == ([RUN.id, later.id], [RUN.id])
    assert bench.store.runs_of("of nothing") == []


def test_a_row_says_what_became_of_its_cell(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    answer(journal, CELLS[0])
    answer(journal, CELLS[1], generation("refused"))
    journal.failure(CELLS[2], OUTAGE)
    bench.store.ingest()
    rows = bench.store.rows(RUN.id)
    assert [(row.outcome, row.reason, row.failure) for row in rows[:4]] == [
        ("ok", None, None),
        ("refused", "it is refused", None),
        (None, None, OUTAGE.detail),
        (None, None, None),
    ]
    assert (rows[0].stratum, rows[2].stratum) == ("bug", "story_ac")
    assert [row.reference for row in rows] == [False] * 8 + [True] * 4


def test_a_run_counts_what_is_done_and_what_failed(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    answer(journal, CELLS[0])
    journal.failure(CELLS[1], OUTAGE)
    journal.failure(CELLS[1], OUTAGE)
    bench.store.ingest()
    run = bench.store.run(RUN.id)
    assert (run.planned, run.done, run.failed, run.complete) == (12, 1, 1, False)


def test_a_failure_that_was_mended_no_longer_counts(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    journal.failure(CELLS[0], OUTAGE)
    answer(journal, CELLS[0])
    bench.store.ingest()
    run, row = bench.store.run(RUN.id), bench.store.rows(RUN.id)[0]
    assert (run.done, run.failed, row.outcome, row.failure) == (1, 0, "ok", None)


def test_a_failure_of_another_run_is_not_this_runs(bench: Bench) -> None:
    later = replace(RUN, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.journal(RUN).failure(CELLS[0], OUTAGE)
    bench.journal(later).begin(later, CELLS, session())
    bench.store.ingest()
    assert [(run.id, run.failed) for run in bench.store.runs()] == [(later.id, 0), (RUN.id, 1)]
    assert bench.store.rows(later.id)[0].failure is None


def test_a_generation_of_one_run_is_known_to_every_run_of_the_same_content(bench: Bench) -> None:
    later = replace(RUN, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))
    bench.journal(RUN).begin(RUN, CELLS, session())
    answer(bench.journal(RUN), CELLS[0])
    bench.journal(later).begin(later, CELLS, session())
    bench.store.ingest()
    assert [run.done for run in bench.store.runs()] == [1, 1]


def test_among_two_generations_of_a_cell_the_first_one_stays(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    answer(journal, CELLS[0])
    answer(journal, CELLS[0], generation("refused"))
    bench.store.ingest()
    answer(journal, CELLS[0], generation("filtered"))
    bench.store.ingest()
    assert [row.outcome for row in bench.store.rows(RUN.id)][:2] == ["ok", None]


def test_a_run_is_unfinished_until_every_cell_holds_a_generation(bench: Bench) -> None:
    journal = bench.journal(RUN)
    journal.begin(RUN, CELLS, session())
    for cell in CELLS[:-1]:
        answer(journal, cell)
    bench.store.ingest()
    found = bench.store.unfinished(RUN.plan_digest)
    answer(journal, CELLS[-1])
    bench.store.ingest()
    assert found == replace(RUN, done=11)
    assert bench.store.unfinished(RUN.plan_digest) is None
    assert bench.store.unfinished("another plan") is None


def test_the_beginning_of_an_id_is_enough_where_it_fits_one_run(bench: Bench) -> None:
    later = replace(RUN, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))
    for run in (RUN, later):
        bench.journal(run).begin(run, CELLS, session())
    bench.store.ingest()
    assert bench.store.run("20261124-13").id == later.id
    for wrong in ("20261124", "1999"):
        with pytest.raises(StoreError, match=wrong):
            bench.store.run(wrong)
    assert len(bench.store.rows("20261124-12")) == len(CELLS)


def test_completions_and_results_come_back_as_they_were(bench: Bench) -> None:
    journal = bench.journal(RUN)
    first = completion("plan", usage=counted(1, None, cache_read_tokens=None), served_by=None, latency_s=0.1)
    second = completion("Feature: ünï \U0001f512\u2028x", finish="length")
    made = Generation(
        outcome="ok", suite=scenarios("Then a — b", criteria=("AC-1",)), reason=None, left_out=("description: cut",)
    )
    journal.begin(RUN, CELLS, session())
    journal.completion("one", "vendor/large", first, 400)
    journal.completion("two", "vendor/large", second, 400)
    journal.generation(CELLS[0], made, ["one", "two"])
    bench.store.ingest()
    assert bench.store.completions(["two", "one", "three"]) == {"one": first, "two": second}
    found = bench.store.results([CELLS[0].key, "nothing"])[CELLS[0].key]
    assert (found.outcome, found.suite, found.completions, found.left_out) == (
        "ok", made.suite, (first, second), made.left_out,
    )  # fmt: skip


def test_scores_are_kept_by_basis_scorer_and_version(bench: Bench) -> None:
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.store.ingest()
    cell = CELLS[0]
    bench.store.add_scores([score(cell), score(cell, "cases", None), score(cell, "tokens", 5.0, version=2)])
    bench.store.add_scores([])
    assert bench.store.scored(
        CELLS, {"coverage_evidence": SCORERS["coverage_evidence"].version, "cases": 2, "tokens": 2}
    ) == {
        (cell.key, cell.basis, "coverage_evidence"),
        (cell.key, cell.basis, "tokens"),
    }
    assert bench.store.scored(CELLS[1:2], {"coverage_evidence": SCORERS["coverage_evidence"].version}) == set()


def test_a_score_that_is_there_stays(bench: Bench) -> None:
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.store.ingest()
    bench.store.add_scores([score(CELLS[0], value=0.25)])
    bench.store.add_scores([score(CELLS[0], value=0.75)])
    assert bench.store.rows(RUN.id)[0].scores == {"coverage_evidence": 0.25}


def test_rows_hold_the_scores_of_the_runs_versions_and_basis_only(bench: Bench) -> None:
    bench.journal(RUN).begin(RUN, CELLS, session())
    bench.store.ingest()
    other = replace(CELLS[0], basis="another gold")
    bench.store.add_scores([score(other), score(CELLS[0], version=99), score(CELLS[0], "gherkin_valid", None)])
    assert bench.store.rows(RUN.id)[0].scores == {"gherkin_valid": None}

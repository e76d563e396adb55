"""Which run a replay is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import suite
from tests.fakes import AnswersAtOnce, MemoryStore, NeverAnswers, Ticks
from tests.replaying import play
from workbench.core.records import Cell, Suite
from workbench.core.runs import RunGrounds, RunRecord
from workbench.generator.models import Model
from workbench.scorers import SCORERS
from workbench.service.begin import begin

GIVEN = suite()
CLOCK = Ticks()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def begun(
    store: MemoryStore, given: Suite = GIVEN, *, fresh: bool = False, grounds: RunGrounds | None = None
) -> tuple[RunRecord, Sequence[Cell]]:
    versions = {name: SCORERS[name].version for name in given.scorers}
    return begin(given, versions=versions, tools="", store=store, clock=CLOCK, fresh=fresh, grounds=grounds)


def played(
    store: MemoryStore,
    model: Model,
    given: Suite = GIVEN,
    *,
    fresh: bool = False,
    grounds: RunGrounds | None = None,
) -> RunRecord:
    """Begin a run and replay it."""
    run, cells = begun(store, given, fresh=fresh, grounds=grounds)
    play(store, run, cells, model)
    return store.run(run.id)


def test_a_complete_run_is_followed_by_a_new_one_and_nothing_is_asked(store: MemoryStore) -> None:
    first, model = (
        played(store, AnswersAtOnce(GIVEN.candidates[0].config.model)),
        AnswersAtOnce(GIVEN.candidates[0].config.model),
    )
    second = played(store, model)
    assert (first.id != second.id, second.complete, second.fresh, model.asked) == (True, True, 0, [])


def test_an_unfinished_run_goes_on(store: MemoryStore) -> None:
    spec = GIVEN.candidates[0].config.model
    first = played(store, NeverAnswers(spec, "bad_request"))
    second = played(store, AnswersAtOnce(spec))
    assert (first.id == second.id, second.complete) == (True, True)


def test_a_fresh_run_asks_again_under_a_new_number_and_the_older_answers_stay(store: MemoryStore) -> None:
    spec = GIVEN.candidates[0].config.model
    first, model = played(store, AnswersAtOnce(spec)), AnswersAtOnce(spec)
    second = played(store, model, fresh=True)
    third = played(store, AnswersAtOnce(spec), fresh=True)
    assert [run.fresh for run in (first, second, third)] == [0, 1, 2]
    assert (len(model.asked), second.complete) == (2, True)
    keys = [row.cell_key for run in (first, second, third) for row in store.rows(run.id)]
    assert len(set(keys)) == 6
    assert len(store.results(keys)) == 6


def test_after_a_fresh_run_the_suite_stays_on_its_number(store: MemoryStore) -> None:
    spec = GIVEN.candidates[0].config.model
    played(store, AnswersAtOnce(spec))
    played(store, AnswersAtOnce(spec), fresh=True)
    model = AnswersAtOnce(spec)
    again = played(store, model)
    assert (again.fresh, again.complete, model.asked) == (1, True, [])


def test_a_fresh_run_that_was_not_finished_goes_on_and_pays_for_nothing_twice(store: MemoryStore) -> None:
    spec = GIVEN.candidates[0].config.model
    played(store, AnswersAtOnce(spec))
    failed = played(store, NeverAnswers(spec, "bad_request"), fresh=True)
    again = played(store, AnswersAtOnce(spec), fresh=True)
    assert (again.id, again.fresh, again.complete) == (failed.id, 1, True)


def test_a_fresh_run_of_one_suite_is_fresh_beside_every_other(store: MemoryStore) -> None:
    """The cells of both are the same, so the numbers are counted over all runs."""
    spec, other = GIVEN.candidates[0].config.model, suite(name="other")
    played(store, AnswersAtOnce(spec), fresh=True)
    model = AnswersAtOnce(spec)
    assert (played(store, model, other, fresh=True).fresh, len(model.asked)) == (2, 2)


GROUNDS = RunGrounds(commit="a" * 40, dirty=False, fixtures="f", gate="g", prompts={"plain": "p"})


def test_a_run_keeps_the_grounds_of_its_beginning(store: MemoryStore) -> None:
    spec = GIVEN.candidates[0].config.model
    played(store, NeverAnswers(spec, "bad_request"), grounds=GROUNDS)
    assert played(store, AnswersAtOnce(spec), grounds=GROUNDS).grounds == GROUNDS


@pytest.mark.parametrize(
    "change", [{"commit": "b" * 40}, {"dirty": True}, {"commit": None, "dirty": None}, {"gate": None}, {"prompts": {}}]
)
def test_a_run_that_goes_on_on_other_grounds_is_dirty_and_stays_it(store: MemoryStore, change: dict[str, Any]) -> None:
    spec, other = GIVEN.candidates[0].config.model, replace(GROUNDS, **change)
    first = played(store, NeverAnswers(spec, "bad_request"), grounds=GROUNDS)
    played(store, NeverAnswers(spec, "bad_request"), grounds=other)
    last = played(store, AnswersAtOnce(spec), grounds=GROUNDS)
    assert (last.id, last.grounds) == (first.id, replace(GROUNDS, dirty=True))


def test_to_look_without_grounds_makes_nothing_dirty(store: MemoryStore) -> None:
    """As an estimate does."""
    spec = GIVEN.candidates[0].config.model
    played(store, NeverAnswers(spec, "bad_request"), grounds=GROUNDS)
    assert begun(store)[0].grounds == GROUNDS

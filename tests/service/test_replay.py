"""Asking for what is not known, and only for that."""

from collections.abc import Sequence

import pytest

from tests.builders import (
    FEATURE,
    FREE,
    candidate,
    completion,
    config,
    document,
    fixture,
    run_record,
    spec,
    suite,
)
from tests.fakes import AnswersAtOnce, ConnectsTo, MemoryStore, NeverAnswers, RunsInTurn, Ticks
from tests.matching import no_encoder
from tests.replaying import play
from workbench.adapters.executors import Threads
from workbench.core.errors import StoreError
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models import Model
from workbench.generator.records import Completion, ModelSpec, Outcome, Request, Stage
from workbench.scorers import SCORERS
from workbench.service.leaderboard import leaderboard
from workbench.service.plan import plan
from workbench.service.replay import Progress
from workbench.service.rescore import rescore

TWO_STAGES = config(
    stages=[
        Stage(name="plan", system="Plan.", user="{{ issue.summary }}"),
        Stage(name="write", system="Write.", user="{{ draft }}"),
    ]
)


def go(store: MemoryStore, given: Suite, model: Model, **more: object) -> tuple[RunRecord, list[Progress]]:
    """Replay a suite, score it, and return its run."""
    cells = plan(given)
    run = run_record(given, cells)
    told: list[Progress] = []
    play(store, run, cells, model, tell=told.append, **more)  # type: ignore[arg-type]
    rescore(cells, {name: SCORERS[name] for name in given.scorers}, store=store, tools=no_encoder(store))
    return store.run(run.id), told


def words(asked: Sequence[Request]) -> list[str]:
    return [request.messages[-1].content for request in asked]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def test_every_cell_is_asked_stored_and_told(store: MemoryStore) -> None:
    model = AnswersAtOnce(spec())
    run, told = go(store, suite(repeats=2), model)
    assert (run.complete, run.done, len(model.asked)) == (True, 4, 4)
    assert [(each.done, each.todo, each.outcome) for each in told] == [(n, 4, "ok") for n in (1, 2, 3, 4)]
    assert [request.repeat for request in model.asked] == [0, 1, 0, 1]


def test_known_cells_are_not_asked_and_no_model_is_started_for_them(store: MemoryStore) -> None:
    go(store, suite(), AnswersAtOnce(spec()))
    again, connects = AnswersAtOnce(spec()), ConnectsTo(AnswersAtOnce(spec()))
    run, told = go(store, suite(), again, connect=connects)
    assert (run.complete, again.asked, connects.specs, told) == (True, [], [], [])


def test_only_the_edited_fixture_is_asked_again(store: MemoryStore) -> None:
    go(store, suite(), AnswersAtOnce(spec()))
    edited = suite(fixtures=(fixture("SHOP-1"), fixture("SHOP-2", document=document("SHOP-2", summary="Edited"))))
    model = AnswersAtOnce(spec())
    go(store, edited, model)
    assert words(model.asked) == ["plain: SHOP-2 Edited"]


def test_equal_cells_of_one_plan_are_asked_once(store: MemoryStore) -> None:
    same = config()
    model = AnswersAtOnce(spec())
    run, _ = go(store, suite(candidates=(candidate("a", same), candidate("b", same))), model)
    assert (run.planned, run.complete, len(model.asked)) == (4, True, 2)


@pytest.mark.parametrize("executor", [RunsInTurn(), Threads()])
def test_equal_calls_of_different_cells_are_asked_once(store: MemoryStore, executor: object) -> None:
    """Tags in the contract make another cell, but nothing else is sent."""
    both = (candidate("a", config()), candidate("b", config(trace_tags=True)))
    model = AnswersAtOnce(spec())
    run, _ = go(store, suite(candidates=both), model, executor=executor)
    assert (run.planned, run.complete, len(model.asked)) == (4, True, 2)


def test_an_answer_that_was_stored_without_its_generation_is_not_paid_for_again(store: MemoryStore) -> None:
    """As after a kill between the last stage's answer and its reading."""
    done = AnswersAtOnce(spec())
    given = suite()
    first_only = MemoryStore()
    go(first_only, given, done)
    first_only._generations.clear()
    again = AnswersAtOnce(spec())
    run, _ = go(first_only, given, again)
    assert (run.complete, again.asked) == (True, [])


def test_a_two_stage_prompt_goes_on_from_its_stored_first_answer(store: MemoryStore) -> None:
    given = suite(candidates=(candidate("two", TWO_STAGES),), fixtures=(fixture(),))

    def plans_and_then_fails(request: Request) -> Completion:
        if request.messages[0].content == "Write.":
            return NeverAnswers(spec()).complete(request)
        return completion("the plan")

    failed, _ = go(store, given, AnswersAtOnce(spec(), make=plans_and_then_fails))
    again = AnswersAtOnce(spec())
    run, _ = go(store, given, again)
    assert (failed.done, failed.failed) == (0, 1)
    assert (run.complete, run.failed, words(again.asked)) == (True, 0, ["the plan"])
    stored = store.results([plan(given)[0].key])
    assert [each.text for each in stored[plan(given)[0].key].completions] == ["the plan", FEATURE]


def test_a_provider_outage_is_no_score_and_the_run_goes_on(store: MemoryStore) -> None:
    given = suite()

    def fails_once(request: Request) -> Completion:
        return completion() if len(model.asked) > 1 else NeverAnswers(spec(), "malformed").complete(request)

    model = AnswersAtOnce(spec(), make=fails_once)
    run, told = go(store, given, model)
    rows = store.rows(run.id)
    assert (run.done, run.failed, run.complete) == (1, 1, False)
    assert [each.outcome for each in told] == ["failed: malformed", "ok"]
    assert (rows[0].outcome, rows[0].scores, rows[0].failure_kind) == (None, {}, "malformed")
    assert rows[0].failure == "vendor/large: the provider did not answer: malformed (HTTP 503)"
    board = leaderboard(rows, primary="coverage_evidence", scorers=given.scorers)[0]
    assert (board.planned, board.answered, board.outcomes) == (2, 1, {"failed": 1, "ok": 1})


def test_what_failed_is_asked_again_by_the_next_run(store: MemoryStore) -> None:
    go(store, suite(), NeverAnswers(spec()))
    model = AnswersAtOnce(spec())
    run, _ = go(store, suite(), model)
    assert (run.complete, run.failed, len(model.asked)) == (True, 0, 2)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (completion(""), "unusable"),
        (completion("I would be glad to help."), "unusable"),
        (completion("Fonctionnalité: x\n  Scénario: y\n    Soit z"), "unusable"),
        (completion('{"cases": [{"title": "half'), "unusable"),
        (completion("", finish="refused"), "refused"),
        (completion("", finish="filtered"), "filtered"),
        (completion(FEATURE, finish="length"), "truncated"),
        (completion("", finish="too_long"), "unusable"),
    ],
)
def test_an_unusable_answer_is_known_scores_0_and_stays_in_the_comparison(
    store: MemoryStore, answer: Completion, outcome: Outcome
) -> None:
    given = suite()
    run, _ = go(store, given, AnswersAtOnce(spec(), make=lambda request: answer))
    again = AnswersAtOnce(spec())
    go(store, given, again)
    rows = store.rows(run.id)
    assert (run.complete, again.asked) == (True, [])
    assert [row.outcome for row in rows] == [outcome] * 2
    assert [row.scores for row in rows] == [{"gherkin_valid": 0.0, "coverage_evidence": 0.0}] * 2
    standing = leaderboard(rows, primary="coverage_evidence", scorers=given.scorers)[0].scores["coverage_evidence"]
    assert standing is not None
    assert (standing.mean, standing.n) == (0.0, 2)


def test_where_a_model_cannot_be_asked_here_nothing_is_asked_or_begun(store: MemoryStore) -> None:
    model = AnswersAtOnce(spec())

    def refuses(wanted: ModelSpec) -> Model:
        if wanted.name == "vendor/small":
            raise ModelUnavailableError("vendor/small: no key")
        return model

    both = (candidate("a"), candidate("b", config(model=spec("vendor/small"))))
    with pytest.raises(ModelUnavailableError):
        go(store, suite(candidates=both), model, connect=refuses)
    store.ingest()
    assert (model.asked, store.runs()) == ([], [])


class CannotBeOpenedNow(MemoryStore):
    """A store that another process holds, except for the last time it is asked."""

    def __init__(self, opens_at: int) -> None:
        super().__init__()
        self.tries, self._opens_at = 0, opens_at

    def ingest(self) -> int:
        self.tries += 1
        if self.tries < self._opens_at:
            raise StoreError("another process has held it for 15 s; try again")
        return super().ingest()


def test_a_store_that_is_held_for_a_while_does_not_end_the_run() -> None:
    held = CannotBeOpenedNow(opens_at=3)
    run, _ = go(held, suite(), AnswersAtOnce(spec()), clock=Ticks(20))
    assert (run.complete, held.tries) == (True, 3)


def test_a_store_that_cannot_be_opened_at_the_end_is_said() -> None:
    with pytest.raises(StoreError):
        go(CannotBeOpenedNow(opens_at=99), suite(), AnswersAtOnce(spec()))


def test_a_plan_is_candidates_then_fixtures_then_repeats() -> None:
    cells = plan(suite(candidates=(candidate("b"), candidate("a")), repeats=2))
    assert [(cell.candidate.name, cell.fixture.key, cell.repeat) for cell in cells] == [
        (name, key, repeat) for name in "ba" for key in ("SHOP-1", "SHOP-2") for repeat in (0, 1)
    ]


def test_a_generation_is_scored_once_a_version(store: MemoryStore) -> None:
    given = suite()
    go(store, given, AnswersAtOnce(spec()))
    scorers = {name: SCORERS[name] for name in given.scorers}
    assert rescore(plan(given), scorers, store=store, tools=no_encoder(store)) == 0
    assert rescore(plan(given), {**scorers, "cases": SCORERS["cases"]}, store=store, tools=no_encoder(store)) == 2


def test_how_far_scoring_is_is_told_and_nothing_where_nothing_is_left(store: MemoryStore) -> None:
    given = suite()
    go(store, given, AnswersAtOnce(spec()))
    told: list[tuple[int, int]] = []
    for _ in range(2):
        rescore(
            plan(given),
            {"cases": SCORERS["cases"]},
            store=store,
            tools=no_encoder(store),
            tell=lambda done, todo: told.append((done, todo)),
        )
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_edited_gold_or_price_scores_the_stored_answers_anew(store: MemoryStore) -> None:
    go(store, suite(), AnswersAtOnce(spec()))
    dearer = suite(candidates=(candidate(price=FREE.model_copy(update={"source": "of today"})),))
    scorers = {name: SCORERS[name] for name in dearer.scorers}
    assert rescore(plan(dearer), scorers, store=store, tools=no_encoder(store)) == 4


def test_nothing_is_scored_where_nothing_was_answered(store: MemoryStore) -> None:
    go(store, suite(), NeverAnswers(spec()))
    assert rescore(plan(suite()), {"cases": SCORERS["cases"]}, store=store, tools=no_encoder(store)) == 0


def test_what_may_pass_is_asked_again_before_the_cell_fails(store: MemoryStore) -> None:
    given = suite(fixtures=(fixture(),))

    def third_time(request: Request) -> Completion:
        return completion() if len(model.asked) == 3 else NeverAnswers(spec()).complete(request)

    model = AnswersAtOnce(spec(), make=third_time)
    run, told = go(store, given, model)
    assert (run.complete, len(model.asked), [each.outcome for each in told]) == (True, 3, ["ok"])


def test_after_a_refused_key_no_other_cell_of_the_model_is_sent(store: MemoryStore) -> None:
    model = NeverAnswers(spec(), "auth")
    run, told = go(store, suite(), model)
    assert ([each.outcome for each in told], len(model.asked)) == (["failed: auth", "cancelled"], 1)
    assert [row.failure_kind for row in store.rows(run.id)] == ["auth", "cancelled"]


def test_the_history_of_a_provider_s_limit_is_in_the_run(store: MemoryStore) -> None:
    run, _ = go(store, suite(), AnswersAtOnce(spec()))
    assert [(step.name, step.limit, step.cause) for step in store.limit_steps(run.id)] == [("vendor", 4, "start")]


def test_a_session_has_its_beginning_and_its_end(store: MemoryStore) -> None:
    run, _ = go(store, suite(), AnswersAtOnce(spec()))
    (only,) = store.sessions(run.id)
    assert only.seconds is not None
    assert only.seconds > 0

"""A budget that holds."""

from decimal import Decimal

import pytest

from tests.builders import candidate, completion, config, counted, fixture, run_record, session, spec, suite
from tests.fakes import AnswersAtOnce, MemoryStore, NeverAnswers, RunsInTurn
from tests.replaying import play
from workbench.adapters.executors import Threads
from workbench.core.pricing import worst_case
from workbench.core.records import Price
from workbench.core.runs import RunRecord
from workbench.core.spending import Spending, Terms
from workbench.generator.errors import ProviderError
from workbench.generator.generate import ask
from workbench.generator.records import Completion, Request, Usage
from workbench.service.plan import plan

PRICE = Price(input=Decimal(100), output=Decimal(100), source="a test")
KEYS = [f"SHOP-{n}" for n in range(1, 9)]
GIVEN = suite(candidates=(candidate(price=PRICE),), fixtures=tuple(fixture(key) for key in KEYS))
CELLS = plan(GIVEN)
RUN = run_record(GIVEN, CELLS)
WORST = worst_case(ask(CELLS[0].issue, CELLS[0].candidate.config), PRICE)
assert WORST is not None
PAID = Decimal("0.015")  # 150 tokens


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def kinds(store: MemoryStore, run: RunRecord = RUN) -> list[str | None]:
    return [row.outcome or row.failure_kind for row in store.rows(run.id)]


def capped(usd: Decimal) -> Terms:
    return Terms(budget_usd=usd)


@pytest.mark.parametrize("executor", [RunsInTurn(), Threads()])
def test_a_call_is_sent_only_while_its_worst_case_fits(store: MemoryStore, executor: object) -> None:
    model = AnswersAtOnce(spec())
    play(store, RUN, CELLS, model, terms=capped(WORST + 2 * PAID), executor=executor)
    assert len(model.asked) == 3
    assert sorted(map(str, kinds(store))) == ["budget"] * 5 + ["ok"] * 3
    spent = store.spending(RUN.id)
    assert (spent.settled_usd, spent.held_usd, spent.incurred_usd) == (3 * PAID, 0, 3 * PAID)


def test_what_the_budget_refused_is_open_says_so_and_is_asked_by_the_next_session(store: MemoryStore) -> None:
    play(store, RUN, CELLS, AnswersAtOnce(spec()), terms=capped(WORST))
    (refused, *_) = [row for row in store.rows(RUN.id) if row.outcome is None]
    assert (refused.failure_kind, refused.scores) == ("budget", {})
    assert refused.failure == f"the budget of {WORST:f} USD has no room for another call"
    play(store, RUN, CELLS, AnswersAtOnce(spec()), terms=capped(WORST + 8 * PAID), session_id="later")
    assert store.run(RUN.id).complete


def test_a_resumed_run_remembers_what_it_spent(store: MemoryStore) -> None:
    first, again = AnswersAtOnce(spec()), AnswersAtOnce(spec())
    terms = capped(WORST + 2 * PAID)
    play(store, RUN, CELLS, first, terms=terms)
    play(store, RUN, CELLS, again, terms=terms, session_id="later")
    assert (len(first.asked), again.asked) == (3, [])


def test_a_reservation_that_never_settled_counts_at_its_worst(store: MemoryStore) -> None:
    """As after a kill with a call in flight: it may have been billed."""
    store.begin(RUN, CELLS, session())
    store.reserved("lost-1", "vendor/large", WORST)
    store.ingest()
    assert store.spending(RUN.id) == Spending(calls=1, settled_usd=Decimal(0), held_usd=WORST, unpriced=0)
    model = AnswersAtOnce(spec())
    play(store, RUN, CELLS, model, terms=capped(2 * WORST))
    assert (len(model.asked), store.spending(RUN.id).incurred_usd) == (1, None)


@pytest.mark.parametrize(
    ("failure", "held"),
    [
        (ProviderError("m", "bad_request", status=400), Decimal(0)),
        (ProviderError("m", "malformed", status=200, billable=True), WORST),
    ],
    ids=["not billed", "may have been billed"],
)
def test_a_failure_costs_nothing_unless_it_may_have_been_billed(
    store: MemoryStore, failure: ProviderError, held: Decimal
) -> None:
    def fails(request: Request) -> Completion:
        raise failure

    play(store, RUN, CELLS[:1], AnswersAtOnce(spec(), make=fails))
    assert store.spending(RUN.id) == Spending(calls=1, settled_usd=Decimal(0), held_usd=held, unpriced=0)


def test_an_answer_without_a_count_keeps_its_worst_case(store: MemoryStore) -> None:
    play(store, RUN, CELLS[:1], AnswersAtOnce(spec(), make=lambda request: completion(usage=Usage())))
    assert (store.spending(RUN.id).held_usd, store.spending(RUN.id).incurred_usd) == (WORST, None)


def test_a_dearer_model_and_a_cheaper_one_share_the_budget(store: MemoryStore) -> None:
    cheap = Price(input=Decimal(1), output=Decimal(1), source="a test")
    both = suite(
        candidates=(
            candidate("dear", price=PRICE),
            candidate("cheap", config(model=spec("vendor/small")), price=cheap),
        ),
        fixtures=GIVEN.fixtures,
    )
    run = run_record(both)
    model = AnswersAtOnce(spec())
    play(store, run, plan(both), model, terms=capped(WORST / 2))
    assert kinds(store, run) == ["budget"] * 8 + ["ok"] * 8


def test_what_is_free_needs_no_budget(store: MemoryStore) -> None:
    free = suite()
    run = run_record(free)
    play(store, run, plan(free), NeverAnswers(spec(), "bad_request"), terms=capped(Decimal("0.01")))
    assert kinds(store, run) == ["bad_request"] * 2
    assert store.spending(run.id).calls == 0


def test_a_model_without_a_price_is_counted_and_its_cost_is_unknown(store: MemoryStore) -> None:
    given = suite(candidates=(candidate(price=None),))
    run = run_record(given)
    play(store, run, plan(given), AnswersAtOnce(spec()), terms=capped(Decimal("0.01")))
    spent = store.spending(run.id)
    assert (kinds(store, run), spent.calls, spent.unpriced, spent.incurred_usd) == (["ok"] * 2, 2, 2, None)


def test_a_request_that_its_price_does_not_hold_for_is_not_sent_within_a_budget(store: MemoryStore) -> None:
    given = suite(candidates=(candidate(price=PRICE.model_copy(update={"up_to_tokens": 10})),))
    run = run_record(given)
    model = AnswersAtOnce(spec())
    play(store, run, plan(given), model, terms=capped(Decimal(100)))
    assert (kinds(store, run), model.asked) == (["budget"] * 2, [])
    play(store, run, plan(given), model, session_id="without")
    assert len(model.asked) == 2


def test_after_the_minutes_are_used_up_nothing_more_is_sent(store: MemoryStore) -> None:
    """The clock goes on by a second whenever it is asked."""
    model = AnswersAtOnce(spec())
    play(store, RUN, CELLS, model, terms=Terms(max_minutes=0.1))
    assert 0 < len(model.asked) < len(KEYS)
    assert kinds(store) == ["ok"] * len(model.asked) + ["budget"] * (len(KEYS) - len(model.asked))
    assert store.rows(RUN.id)[-1].failure == "the time of 0.1 min is used up"
    play(store, RUN, CELLS, model, session_id="later")
    assert store.run(RUN.id).complete


def test_the_reservation_is_written_before_the_call_is_sent(store: MemoryStore) -> None:
    seen: list[Decimal] = []

    def looks(request: Request) -> Completion:
        store.ingest()
        seen.append(store.spending(RUN.id).held_usd)
        return completion(usage=counted(0, 0))

    play(store, RUN, CELLS, AnswersAtOnce(spec(), make=looks))
    assert seen == [WORST] * len(KEYS)

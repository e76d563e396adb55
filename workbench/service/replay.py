"""Replay a suite: ask for every cell that is not known, through production's own generate()."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbench.core.errors import StoppedError, StoreError
from workbench.core.ports import Clock, Connect, Executor, Journal, Store
from workbench.core.records import Candidate, Cell, Failure, RunRecord
from workbench.core.spending import LimitStep, Session
from workbench.generator.errors import ProviderError
from workbench.generator.generate import generate
from workbench.generator.models import HOSTED, Model
from workbench.generator.models.pacing import Limiters, Paced
from workbench.service.answers import Answers, Remembering
from workbench.service.budget import Budget, Budgeted
from workbench.service.outages import Outages

_INGEST_EVERY_S: Final = 15.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """One cell is through: how many of those to do are, and how this one ended."""

    done: int
    todo: int
    candidate: str
    fixture: str
    outcome: str


def replay(
    run: RunRecord,
    cells: Sequence[Cell],
    session: Session,
    *,
    store: Store,
    journal: Journal,
    executor: Executor,
    connect: Connect,
    limiters: Limiters,
    clock: Clock,
    tell: Callable[[Progress], None],
) -> int:
    """Ask for the cells that hold no generation and return how many were to do.

    Results are journalled the moment they arrive, so a killed run loses only calls in flight. Two cells
    with the same key, and two equal calls of different cells, are asked once. A provider's failure is journalled
    and asked again by the next run, as is what the session's terms left no room for.

    Args:
        run: the run, new or gone on with.
        cells: its whole plan.
        session: this go at it, with what it may spend.
        store: what is known.
        journal: where results go.
        executor: runs the work.
        connect: makes a model of a spec.
        limiters: hold the calls in flight within the providers' limits.
        clock: the time now.
        tell: told each cell that is through.

    Raises:
        ModelUnavailableError: a model of a cell to do cannot be asked here; nothing was asked then.
        StoreError: results cannot be written any more; nothing more is asked then.
    """
    known = store.known([cell.key for cell in cells])
    todo = list({cell.key: cell for cell in cells if cell.key not in known}.values())
    candidates = {cell.candidate.config.model.name: cell.candidate for cell in todo}
    connected = {name: connect(each.config.model) for name, each in candidates.items()}
    answers = _answers(todo, store, journal)
    until = _until(session, clock)
    budget = Budget(session.terms, store.spending(run.id), journal)
    models = {name: _careful(model, candidates[name], budget, limiters, until) for name, model in connected.items()}
    outages = Outages()

    def work(cell: Cell) -> tuple[Cell, str]:
        model = models[cell.candidate.config.model.name]
        return cell, _attempt(cell, Remembering(model, answers, cell.fresh), journal, outages, until)

    journal.begin(run, cells, session)
    limiters.listen(
        lambda name, limit, cause: journal.limited(LimitStep(at=clock(), name=name, limit=limit, cause=cause))
    )
    last = clock()
    for count, (cell, outcome) in enumerate(executor.map(work, _groups(todo, candidates)), start=1):
        tell(
            Progress(
                done=count, todo=len(todo), candidate=cell.candidate.name, fixture=cell.fixture.key, outcome=outcome
            )
        )
        last = _taken_in(store, clock, last)
    journal.end(session.id, (clock() - session.began_at).total_seconds())
    store.ingest()
    return len(todo)


def _answers(todo: Sequence[Cell], store: Store, journal: Journal) -> Answers:
    """Return the answers to begin with; what only one cell asks first needs no place in memory."""
    firsts = Counter(cell.first.key for cell in todo)
    once = frozenset(key for key, times in firsts.items() if times == 1)
    return Answers(store.completions(list(firsts)), store, journal, once)


def _taken_in(store: Store, clock: Clock, last: datetime) -> datetime:
    """Take journals in where it is time again, and return when that was last."""
    if (clock() - last).total_seconds() <= _INGEST_EVERY_S:
        return last
    with suppress(StoreError):  # the journal holds everything; what is wrong shows when the run ends
        store.ingest()
    return clock()


def _groups(todo: Sequence[Cell], candidates: Mapping[str, Candidate]) -> list[tuple[int, list[Cell]]]:
    """Return each model's number of calls at once with its cells."""
    return [
        (candidate.entry.parallel, [cell for cell in todo if cell.candidate.config.model.name == name])
        for name, candidate in candidates.items()
    ]


def _careful(
    model: Model, candidate: Candidate, budget: Budget, limiters: Limiters, until: Callable[[float], None]
) -> Model:
    """Return the model within the budget and the provider's limits; what is free is asked as it is."""
    price = candidate.entry.price
    if price is None or not price.free:
        model = Budgeted(model, price, budget, until)
    if model.spec.adapter in HOSTED:
        model = Paced(model, limiters.of(model.spec), check=until)
    return model


def _until(session: Session, clock: Clock) -> Callable[[float], None]:
    """Return a check that refuses what would last beyond the session's minutes."""
    minutes = session.terms.max_minutes

    def check(wait_s: float) -> None:
        if minutes is not None and (clock() - session.began_at).total_seconds() + wait_s > 60 * minutes:
            raise StoppedError("budget", f"the time of {minutes:g} min is used up")

    return check


def _attempt(cell: Cell, model: Remembering, journal: Journal, outages: Outages, until: Callable[[float], None]) -> str:
    try:
        until(0)
        outages.check(model.spec.name)
        generation = generate(cell.issue, cell.candidate.config, model, repeat=cell.repeat)
    except ProviderError as error:
        outages.failed(model.spec.name, error.kind)
        journal.failure(cell, Failure(kind="provider", provider_kind=error.kind, detail=str(error)))
        return f"failed: {error.kind}"
    except StoppedError as error:
        journal.failure(cell, Failure(kind=error.kind, provider_kind=None, detail=str(error)))
        return error.kind
    outages.answered(model.spec.name)
    journal.generation(cell, generation, model.calls)
    return generation.outcome

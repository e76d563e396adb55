"""One go at a run: what models are asked with, within the budget, the time and the providers' limits."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from workbench.core.errors import StoppedError, StoreError
from workbench.core.ports import Clock, Connect, Executor, Journal, Store
from workbench.core.records import Cell, ModelEntry
from workbench.core.runs import RunRecord
from workbench.core.spending import LimitStep, Purpose, Session
from workbench.generator.models import HOSTED, Model
from workbench.generator.models.pacing import Limiters, Paced
from workbench.service.budget import Budget, Budgeted

_INGEST_EVERY_S: Final = 15.0
Job = TypeVar("Job")


@dataclass(kw_only=True)
class Asking:
    """A session of a run at work.

    Attributes:
        run: the run, new or gone on with.
        session: this go at it, with what it may spend.
        store: what is known.
        journal: where results go.
        executor: runs the work.
        connect: makes a model of a spec.
        limiters: hold the calls in flight within the providers' limits.
        clock: the time now.
    """

    run: RunRecord
    session: Session
    store: Store
    journal: Journal
    executor: Executor
    connect: Connect
    limiters: Limiters
    clock: Clock
    _budget: Budget = field(init=False)
    _taken_in: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._budget = Budget(self.session.terms, self.store.spending(self.run.id), self.journal)
        self._taken_in = self.clock()

    def models(self, entries: Iterable[ModelEntry], purpose: Purpose = "candidate") -> dict[str, Model]:
        """Return models by name, each asked within the budget and its provider's limits; what is free as it is.

        Raises:
            ModelUnavailableError: one of them cannot be asked here.
        """
        named = {entry.spec.name: entry for entry in entries}
        connected = {name: self.connect(entry.spec) for name, entry in named.items()}
        return {name: self._careful(model, named[name], purpose) for name, model in connected.items()}

    def begin(self, cells: Sequence[Cell]) -> None:
        """Write the run, its plan, and that this session begins."""
        self.journal.begin(self.run, cells, self.session)
        self.limiters.listen(
            lambda name, limit, cause: self.journal.limited(
                LimitStep(at=self.clock(), name=name, limit=limit, cause=cause)
            )
        )

    def end(self) -> None:
        """Write that this session came to its end, and take everything in."""
        self.journal.end(self.session.id, (self.clock() - self.session.began_at).total_seconds())
        self.store.ingest()

    def until(self, wait_s: float) -> None:
        """Refuse what would last beyond the session's minutes.

        Raises:
            StoppedError: so much more time is not left.
        """
        minutes = self.session.terms.max_minutes
        if minutes is not None and (self.clock() - self.session.began_at).total_seconds() + wait_s > 60 * minutes:
            raise StoppedError("budget", f"the time of {minutes:g} min is used up")

    def each(
        self,
        work: Callable[[Job], str | None],
        jobs: Sequence[Job],
        *,
        parallel: int,
        tell: Callable[[int, int], None],
    ) -> Counter[str]:
        """Do jobs with so many at once, and return why those ended that came to no end of their own, counted.

        Args:
            work: does a job; returns why it came to nothing, or None.
            jobs: at least one.
            parallel: at once.
            tell: told how many of how many are through, none at first.
        """
        ends: Counter[str] = Counter()
        tell(0, len(jobs))
        for done, end in enumerate(self.executor.map(work, [(parallel, jobs)]), start=1):
            ends.update([] if end is None else [end])
            tell(done, len(jobs))
            self.take_in()
        self.store.ingest()
        return ends

    def take_in(self) -> None:
        """Take journals in where it is time again."""
        if (self.clock() - self._taken_in).total_seconds() <= _INGEST_EVERY_S:
            return
        with suppress(StoreError):  # the journal holds everything; what is wrong shows when the run ends
            self.store.ingest()
        self._taken_in = self.clock()

    def _careful(self, model: Model, entry: ModelEntry, purpose: Purpose) -> Model:
        check: Callable[[float], None] = self.until
        if entry.price is None or not entry.price.free:
            model = Budgeted(model, entry.price, self._budget, check, purpose)
        if model.spec.adapter in HOSTED:
            model = Paced(model, self.limiters.of(model.spec), check=check)
        return model

"""Replay a suite: ask for every cell that is not known, through production's own generate()."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from workbench.core.errors import StoreError
from workbench.core.keys import call_key
from workbench.core.ports import Clock, Connect, Executor, Journal, Store
from workbench.core.records import Cell, Failure, RunRecord
from workbench.generator.errors import ProviderError
from workbench.generator.generate import ask, generate
from workbench.generator.models import Model
from workbench.generator.records import Completion, ModelSpec, Request

_INGEST_EVERY_S = 3.0


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
    *,
    store: Store,
    journal: Journal,
    executor: Executor,
    connect: Connect,
    clock: Clock,
    tell: Callable[[Progress], None],
) -> int:
    """Ask for the cells that hold no generation and return how many were asked for.

    Results are journalled the moment they arrive, so a killed run loses only calls in flight. Two cells
    with the same key, and two equal calls of different cells, are asked once. A provider's failure is journalled
    and asked again by the next run.

    Raises:
        ModelUnavailableError: a model of a cell to do cannot be asked here; nothing was asked then.
    """
    known = store.known([cell.key for cell in cells])
    todo = list({cell.key: cell for cell in cells if cell.key not in known}.values())
    models = {cell.candidate.config.model: cell.candidate.entry.parallel for cell in todo}
    connected = {spec.name: connect(spec) for spec in models}
    answers = _Answers(store.completions([_first_call(cell) for cell in todo]), store, journal)

    def work(cell: Cell) -> tuple[Cell, str]:
        model = connected[cell.candidate.config.model.name]
        return cell, _attempt(cell, _Remembering(model, answers), journal)

    journal.begin(run, cells)
    groups = [
        (parallel, [cell for cell in todo if cell.candidate.config.model == spec]) for spec, parallel in models.items()
    ]
    last = clock()
    for count, (cell, outcome) in enumerate(executor.map(work, groups), start=1):
        tell(
            Progress(
                done=count, todo=len(todo), candidate=cell.candidate.name, fixture=cell.fixture.key, outcome=outcome
            )
        )
        if (clock() - last).total_seconds() > _INGEST_EVERY_S:
            with suppress(StoreError):  # the journal holds everything; what is wrong shows when the run ends
                store.ingest()
            last = clock()
    store.ingest()
    return len(todo)


def _first_call(cell: Cell) -> str:
    return call_key(cell.candidate.config.model, ask(cell.issue, cell.candidate.config, repeat=cell.repeat))


def _attempt(cell: Cell, model: "_Remembering", journal: Journal) -> str:
    try:
        generation = generate(cell.issue, cell.candidate.config, model, repeat=cell.repeat)
    except ProviderError as error:
        journal.failure(cell, Failure(kind="provider", provider_kind=error.kind, detail=str(error)))
        return f"failed: {error.kind}"
    journal.generation(cell, generation, model.calls)
    return generation.outcome


class _Answers:
    """Every answer that is stored or came in this run; equal calls, also at the same time, are asked once."""

    def __init__(self, stored: dict[str, Completion], store: Store, journal: Journal) -> None:
        self._found, self._store, self._journal = stored, store, journal
        self._guard = Lock()
        self._calls: dict[str, Lock] = {}

    def get(self, model: Model, request: Request, key: str, *, look: bool) -> tuple[Completion, bool]:
        """Return the answer to a call and whether it had to be asked for; `look` first looks into the store."""
        with self._guard:
            call = self._calls.setdefault(key, Lock())
        with call:
            found = self._found.get(key)
            if found is None and look:
                found = self._store.completions([key]).get(key)
            if found is not None:
                return found, False
            completion = model.complete(request)
            self._journal.completion(key, model.spec.name, completion)
            self._found[key] = completion
            return completion, True


class _Remembering:
    """A model that asks only for what has no answer yet."""

    def __init__(self, model: Model, answers: _Answers) -> None:
        self._model, self._answers = model, answers
        self.calls: list[str] = []
        self._asked = False

    @property
    def spec(self) -> ModelSpec:
        return self._model.spec

    def complete(self, request: Request) -> Completion:
        # First calls were looked up together; after a fresh answer a later stage is a new question.
        look = bool(self.calls) and not self._asked
        key = call_key(self.spec, request)
        self.calls.append(key)
        completion, asked = self._answers.get(self._model, request, key, look=look)
        self._asked = self._asked or asked
        return completion

"""Replay a suite: ask for every cell that is not known, through production's own generate()."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.core.errors import StoppedError
from workbench.core.ports import Journal, Store
from workbench.core.records import Cell, ModelEntry
from workbench.core.runs import Failure
from workbench.generator.errors import ProviderError
from workbench.generator.generate import generate
from workbench.service.answers import Answers, Remembering
from workbench.service.asking import Asking
from workbench.service.outages import Outages


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """One cell is through: how many of those to do are, and how this one ended."""

    done: int
    todo: int
    candidate: str
    fixture: str
    outcome: str


def replay(cells: Sequence[Cell], asking: Asking, *, tell: Callable[[Progress], None]) -> int:
    """Ask for the cells that hold no generation and return how many were to do.

    Results are journalled the moment they arrive, so a killed run loses only calls in flight. Two cells
    with the same key, and two equal calls of different cells, are asked once. A provider's failure is journalled
    and asked again by the next run, as is what the session's terms left no room for.

    Args:
        cells: the run's whole plan.
        asking: the session, which begins here.
        tell: told each cell that is through.

    Raises:
        ModelUnavailableError: a model of a cell to do cannot be asked here; nothing was asked then.
        StoreError: results cannot be written any more; nothing more is asked then.
    """
    known = asking.store.known([cell.key for cell in cells])
    todo = list({cell.key: cell for cell in cells if cell.key not in known}.values())
    entries = {cell.candidate.config.model.name: _entry(cell) for cell in todo}
    models = asking.models(entries.values())
    answers, outages = _answers(todo, asking.store, asking.journal), Outages()

    def work(cell: Cell) -> tuple[Cell, str]:
        model = models[cell.candidate.config.model.name]
        return cell, _attempt(cell, Remembering(model, answers, cell.fresh), asking, outages)

    asking.begin(cells)
    for count, (cell, outcome) in enumerate(asking.executor.map(work, _groups(todo, entries)), start=1):
        tell(
            Progress(
                done=count, todo=len(todo), candidate=cell.candidate.name, fixture=cell.fixture.key, outcome=outcome
            )
        )
        asking.take_in()
    return len(todo)


def _entry(cell: Cell) -> ModelEntry:
    """Return how a cell's model is asked: as its config says, which may be a release's."""
    return replace(cell.candidate.entry, spec=cell.candidate.config.model)


def _answers(todo: Sequence[Cell], store: Store, journal: Journal) -> Answers:
    """Return the answers to begin with; what only one cell asks first needs no place in memory."""
    firsts = Counter(cell.first.key for cell in todo)
    once = frozenset(key for key, times in firsts.items() if times == 1)
    return Answers(store.completions(list(firsts)), store, journal, once)


def _groups(todo: Sequence[Cell], entries: Mapping[str, ModelEntry]) -> list[tuple[int, list[Cell]]]:
    """Return each model's number of calls at once with its cells."""
    return [
        (entry.parallel, [cell for cell in todo if cell.candidate.config.model.name == name])
        for name, entry in entries.items()
    ]


def _attempt(cell: Cell, model: Remembering, asking: Asking, outages: Outages) -> str:
    journal = asking.journal
    try:
        asking.until(0)
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

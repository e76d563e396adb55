"""Give every generation of a run the scores it does not have yet, at no cost."""

from collections.abc import Callable, Mapping, Sequence

from workbench.core.ports import Store
from workbench.core.records import Cell, Evidence, Result, Score
from workbench.scorers import Scorer
from workbench.service.gather import Tools, gather


def rescore(
    cells: Sequence[Cell],
    scorers: Mapping[str, Scorer],
    *,
    store: Store,
    tools: Tools,
    tell: Callable[[int, int], None] = lambda done, todo: None,  # noqa: ARG005
) -> int:
    """Measure what is stored and unmeasured in these scorers' versions; return the number of new scores.

    `tell` hears how many generations of those to measure are through.

    Raises:
        EvidenceError, ModelUnavailableError: what a scorer needs cannot be gathered.
    """
    versions = {name: scorer.version for name, scorer in scorers.items()}
    scored = store.scored(cells, versions)
    wanted: dict[tuple[str, str], tuple[Cell, list[str]]] = {}
    for cell in cells:
        names = [name for name in scorers if (cell.key, cell.basis, name) not in scored]
        if names:
            wanted.setdefault((cell.key, cell.basis), (cell, names))
    results = store.results(sorted({key for key, _ in wanted}))
    todo = [(cell, results[cell.key]) for cell, _ in wanted.values() if cell.key in results]
    asked = {name: scorers[name] for _, names in wanted.values() for name in names}
    new: list[Score] = []
    if todo:
        tell(0, len(todo))
    for done, (cell, result, evidence) in enumerate(gather(todo, list(asked.values()), tools), start=1):
        names = wanted[cell.key, cell.basis][1]
        new += [_score(cell, result, name, scorers[name], evidence) for name in names]
        tell(done, len(todo))
    store.add_scores(new)
    return len(new)


def _score(cell: Cell, result: Result, name: str, scorer: Scorer, evidence: Evidence) -> Score:
    measure = scorer.measure(result, cell.fixture, evidence)
    return Score(
        cell_key=cell.key,
        basis=cell.basis,
        scorer=name,
        version=scorer.version,
        value=measure.value,
        detail=measure.detail,
    )

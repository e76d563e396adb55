"""Give every generation of a run the scores it does not have yet, at no cost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from workbench.core.evidence import Evidence
from workbench.core.ports import Store
from workbench.core.records import Cell, Result, Score
from workbench.scorers import Scorer
from workbench.scorers.base import AsksJudge
from workbench.service.gather import Tools, gather

_AT_ONCE: Final = 2_000  # generations in memory; their scores are stored together


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
    known = store.known(sorted({key for key, _ in wanted}))
    todo = [each for each in wanted.values() if each[0].key in known]
    if todo:
        tell(0, len(todo))
    count = 0
    for start in range(0, len(todo), _AT_ONCE):
        new = []
        for done, scores in enumerate(_measured(todo[start : start + _AT_ONCE], scorers, store, tools), start + 1):
            new += scores
            tell(done, len(todo))
        store.add_scores(new)
        count += len(new)
    return count


def _measured(
    part: Sequence[tuple[Cell, list[str]]], scorers: Mapping[str, Scorer], store: Store, tools: Tools
) -> Iterator[list[Score]]:
    """Yield the scores of each generation."""
    results = store.results([cell.key for cell, _ in part])
    names = {(cell.key, cell.basis): asked for cell, asked in part}
    needed = {name: scorers[name] for _, asked in part for name in asked}
    for cell, result, evidence in gather([(cell, results[cell.key]) for cell, _ in part], list(needed.values()), tools):
        asked = names[cell.key, cell.basis]
        ready = [name for name in asked if not _waits(scorers[name], cell, result, evidence)]
        yield [_score(cell, result, name, scorers[name], evidence) for name in ready]


def _waits(scorer: Scorer, cell: Cell, result: Result, evidence: Evidence) -> bool:
    """Return whether a judge's answers are missing: a score is then not stored, so that it is looked for again."""
    return isinstance(scorer, AsksJudge) and scorer.missing(result, cell.fixture, evidence) is not None


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

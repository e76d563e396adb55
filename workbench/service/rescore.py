"""Give every generation of a run the scores it does not have yet, at no cost."""

from collections.abc import Mapping, Sequence

from workbench.core.ports import Store
from workbench.core.records import Cell, Evidence, Result, Score
from workbench.scorers import Scorer


def rescore(cells: Sequence[Cell], scorers: Mapping[str, Scorer], *, store: Store) -> int:
    """Measure what is stored and unmeasured in these scorers' versions; return the number of new scores."""
    versions = {name: scorer.version for name, scorer in scorers.items()}
    scored = store.scored(cells, versions)
    wanted = [(cell, name) for cell in cells for name in scorers if (cell.key, cell.basis, name) not in scored]
    results = store.results(sorted({cell.key for cell, _ in wanted}))
    new = {
        (cell.key, cell.basis, name): _score(cell, results[cell.key], name, scorers[name])
        for cell, name in wanted
        if cell.key in results
    }
    store.add_scores(list(new.values()))
    return len(new)


def _score(cell: Cell, result: Result, name: str, scorer: Scorer) -> Score:
    candidate = cell.candidate
    evidence = Evidence(issue=cell.issue, contract=candidate.config.output, price=candidate.entry.price)
    measure = scorer.measure(result, cell.fixture, evidence)
    return Score(
        cell_key=cell.key,
        basis=cell.basis,
        scorer=name,
        version=scorer.version,
        value=measure.value,
        detail=measure.detail,
    )

"""Our scores as metrics of deepeval, over the stored generations of a run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.adapters.deepeval_bridge.generations import Known, Scored
from workbench.core.errors import CatalogError
from workbench.core.ports import Store
from workbench.core.records import Cell
from workbench.scorers import SCORERS
from workbench.service.gather import Tools, gather

if TYPE_CHECKING:
    from deepeval.metrics import BaseMetric


def scored(cells: Sequence[Cell], names: Sequence[str], *, store: Store, tools: Tools) -> dict[tuple[str, str], Scored]:
    """Return the stored generations of these cells with the evidence that these scores need; nobody is asked.

    Args:
        cells: planned cells; those that hold no generation are left out.
        names: of scores.
        store: where the generations are.
        tools: what evidence is made with.

    Raises:
        CatalogError: a score is unknown.
        EvidenceError, ModelUnavailableError: what a scorer needs cannot be gathered.
    """
    scorers = [SCORERS[_known(name)] for name in names]
    results = store.results(sorted({cell.key for cell in cells}))
    wanted = [(cell, results[cell.key]) for cell in cells if cell.key in results]
    found = [Scored(cell=cell, result=result, evidence=given) for cell, result, given in gather(wanted, scorers, tools)]
    return {(each.cell.key, each.fixture.key): each for each in found}


def as_metric(name: str, known: Known, *, threshold: float | None) -> "BaseMetric":
    """Return one of our scores as a metric of deepeval.

    A score that does not apply is no number: the metric is skipped, which deepeval leaves out of its result, or
    shows without score and success where it runs metrics in turn.

    Args:
        name: of the score.
        known: the generations that it can be asked about.
        threshold: the least score that passes, or the greatest where less is better; None passes no judgement.

    Raises:
        CatalogError: the score is unknown.
        EvidenceError: deepeval is not installed.
    """
    _known(name)
    from workbench.adapters.deepeval_bridge.score_metric import ScoreMetric

    return ScoreMetric(name=name, known=known, threshold=threshold)


def _known(name: str) -> str:
    if name not in SCORERS:
        raise CatalogError(f"unknown scorer {name!r}; known: {', '.join(sorted(SCORERS))}")
    return name

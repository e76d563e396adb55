"""What a run's judged coverage is once people's labels have measured how far the judge is off, and its second word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.judging.answers import retested
from workbench.core.judging.corrected import Corrected, TooFew, Unit, corrected
from workbench.core.labels import Label
from workbench.core.ports import Store
from workbench.core.records import Cell
from workbench.scorers.coverage import Coverage, probabilities
from workbench.service.gather import Tools, gather
from workbench.service.rated import Known, rated

Verdicts = dict[tuple[str, str, str], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunJudged:
    """How far the judge of a run can be believed, by the run's own answers and people's labels.

    Attributes:
        corrected: candidate to its mean coverage corrected by people's labels of its tests (PPI++), or how many are
            missing; a candidate about which the judge has not said everything yet is left out.
        twice: behaviours that it was asked about twice.
        same: of them, those where it said the same.
    """

    corrected: Mapping[str, Corrected | TooFew]
    twice: int
    same: int


def correct(cells: Sequence[Cell], labels: Sequence[Label], known: Known, *, store: Store, tools: Tools) -> RunJudged:
    """Hold a run's judged coverage against people's labels, and the judge against itself.

    Args:
        cells: of the run.
        labels: of its dataset; those by people about these cells count.
        known: the dataset's issues.
        store: where the generations are.
        tools: what evidence is made with.

    Raises:
        CatalogError: a label is of a behaviour or test that is not known.
        EvidenceError, ModelUnavailableError: the offline evidence cannot be had.
    """
    results = store.results(list({cell.key for cell in cells}))
    people = [each for each in labels if each.rater_kind == "person" and each.suite in results]
    verdicts = _verdicts(people, known, store)
    units: dict[str, list[Unit]] = {}
    pairs: dict[str, list[bool]] = {}
    wanted = {(cell.candidate.name, cell.key): (cell, results[cell.key]) for cell in cells if cell.key in results}
    for cell, result, evidence in gather(list(wanted.values()), [Coverage()], tools):
        values = probabilities(result, cell.fixture, evidence)
        for behaviour, value in zip(cell.fixture.gold.behaviours, values or (), strict=bool(values)):
            label = verdicts.get((cell.fixture.key, cell.key, behaviour.id))
            unit = Unit(issue=cell.fixture.key, prediction=value, label=label)
            units.setdefault(cell.candidate.name, []).append(unit)
        asked = retested(result.suite, cell.fixture.gold, evidence.answers) if evidence.answers else ()
        pairs[cell.key] = [first.verdict == again.verdict for first, again in asked if first and again]
    said = [same for found in pairs.values() for same in found]
    return RunJudged(
        corrected={name: corrected(found) for name, found in units.items()}, twice=len(said), same=sum(said)
    )


def _verdicts(labels: Sequence[Label], known: Known, store: Store) -> Verdicts:
    """Return by issue, cell key and behaviour whether people call it covered."""
    return {
        (issue.key, suite.name, behaviour): value == "covered"
        for issue in (rated(labels, known, store=store) if labels else ())
        for suite in issue.suites
        for behaviour, value in suite.verdicts.items()
        if behaviour in suite.by_people
    }

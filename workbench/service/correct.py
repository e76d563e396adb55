"""What a run's judged coverage is once people's labels have measured how far the judge is off."""

from collections.abc import Sequence

from workbench.core.judging.corrected import Corrected, TooFew, Unit, corrected
from workbench.core.labels import Label
from workbench.core.ports import Store
from workbench.core.records import Cell
from workbench.scorers.coverage import Coverage, probabilities
from workbench.service.gather import Tools, gather
from workbench.service.rated import Known, rated

Verdicts = dict[tuple[str, str, str], bool]


def correct(
    cells: Sequence[Cell], labels: Sequence[Label], known: Known, *, store: Store, tools: Tools
) -> dict[str, Corrected | TooFew]:
    """Return each candidate's mean coverage corrected by people's labels of its tests (PPI++), or how many are missing.

    Answers that the judge has not given yet are left out, and so is a candidate of which it has given none.

    Args:
        cells: of the run.
        labels: of its dataset; those by people about these cells count.
        known: the dataset's issues.
        store: where the generations are.
        tools: what evidence is made with.

    Raises:
        CatalogError: a label is of a behaviour or test that is not known.
    """
    contents = {cell.key: cell for cell in cells}
    results = store.results(list(contents))
    people = [each for each in labels if each.rater_kind == "person" and each.suite in results]
    verdicts = _verdicts(people, known, store)
    units: dict[str, list[Unit]] = {}
    wanted = [(cell, results[cell.key]) for cell in contents.values() if cell.key in results]
    for cell, result, evidence in gather(wanted, [Coverage()], tools):
        values = probabilities(result, cell.fixture, evidence)
        for behaviour, value in zip(cell.fixture.gold.behaviours, values or (), strict=bool(values)):
            label = verdicts.get((cell.fixture.key, cell.key, behaviour.id))
            unit = Unit(issue=cell.fixture.key, prediction=value, label=label)
            units.setdefault(cell.candidate.name, []).append(unit)
    return {name: corrected(found) for name, found in units.items()}


def _verdicts(labels: Sequence[Label], known: Known, store: Store) -> Verdicts:
    """Return by issue, cell key and behaviour whether people call it covered."""
    return {
        (issue.key, suite.name, behaviour): value == "covered"
        for issue in (rated(labels, known, store=store) if labels else ())
        for suite in issue.suites
        for behaviour, value in suite.verdicts.items()
        if behaviour in suite.by_people
    }

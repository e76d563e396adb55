"""What `workbench label` needs for sheets that a person rates in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from workbench.adapters.catalog import Dataset
from workbench.adapters.sheet_files import is_sheet as is_sheet
from workbench.adapters.sheet_files import read_sheet_file, write_sheet_file
from workbench.bootstrap import Workbench, clock
from workbench.core.errors import LabelError
from workbench.core.labelled import LabelledIssue, LabelledSuite, LabelledTest
from workbench.core.labels import Label
from workbench.core.records import Fixture
from workbench.core.runs import Row
from workbench.core.sheets.csv_text import SheetRow, as_csv, read_csv
from workbench.core.sheets.drawing import draw
from workbench.core.sheets.shown import issue_text
from workbench.core.sheets.units import Place, Unit, place_id, units_of
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, TestSuite
from workbench.service.label import Taken
from workbench.service.rated import Known, known_issues
from workbench.service.sheet import Standing, standing, take_sheet

COUNT: Final = 150
SEED: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenSheet:
    """What stands in a new sheet.

    Attributes:
        again: rows that are rated already, because there were too few others.
        left_out: suites whose tests are longer than a cell; nobody could rate them.
    """

    rows: int
    issues: int
    suites: int
    hard: int
    again: int
    left_out: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenSheet:
    """What became of a filled sheet: labels, rows that are not rated yet, and how far its datasets are rated now."""

    taken: Taken
    unrated: int
    standings: tuple[Standing, ...]


def write_sheet(
    workbench: Workbench,
    path: Path,
    *,
    dataset: str | None,
    run: str | None,
    candidate: str | None,
    count: int = COUNT,
    seed: int = SEED,
    rater: str | None = None,
) -> WrittenSheet:
    """Write a new sheet of rows that a person can rate.

    Args:
        workbench: the project.
        path: a file that is not there yet.
        dataset: whose rated suites; None with a run is none, without one those of every dataset.
        run: whose generations; its id, or the beginning of it.
        candidate: whose of the run; None is everybody's.
        count: how many rows at most.
        seed: of the sample.
        rater: what this person has rated comes last; None is what any person has.

    Raises:
        CatalogError: the dataset is unknown, or a file of it cannot be used.
        LabelError: there is nothing to rate, or the file is there or cannot be written.
        StoreError: there is no such run.
    """
    shelf = _Shelf(workbench)
    units = [unit for source in _sources(shelf, dataset, run, candidate) for unit in units_of(*source)]
    fitting = [unit for unit in units if unit.fits]
    if not fitting:
        raise LabelError("nothing to rate here: name a dataset with rated suites, or a run that holds tests")
    rated = _rated(workbench.store.labels(kind="verdict"), rater)
    drawn = draw(fitting, count=count, seed=seed, rated=rated)
    write_sheet_file(path, as_csv(shelf.row(unit) for unit in drawn))
    return WrittenSheet(
        rows=len(drawn),
        issues=len({unit.place[:2] for unit in drawn}),
        suites=len({unit.place[:3] for unit in drawn}),
        hard=sum(unit.hard for unit in drawn),
        again=sum(unit.place in rated for unit in drawn),
        left_out=len({unit.place[:3] for unit in units if not unit.fits}),
    )


def take_sheet_file(workbench: Workbench, path: Path, *, rater: str) -> TakenSheet:
    """Store what a person filled in, all or nothing.

    Raises:
        CatalogError: a dataset's file cannot be used.
        LabelError: it is no sheet, or a row of it cannot be taken in.
    """
    sheet = read_csv(read_sheet_file(path), str(path))
    units = _asked(_Shelf(workbench), {answer.row.partition(".")[0] for answer in sheet.answers})
    taken = take_sheet(sheet.answers, units, where=str(path), rater=rater, at=clock(), store=workbench.store)
    labels = workbench.store.labels(kind="verdict")
    datasets = sorted({unit.place[0] for unit in units.values()})
    return TakenSheet(
        taken=taken, unrated=sheet.unrated, standings=tuple(standing(labels, dataset) for dataset in datasets)
    )


class _Shelf:
    """The project's datasets, each read once."""

    def __init__(self, workbench: Workbench) -> None:
        self.store = workbench.store
        self.names = workbench.catalog.dataset_names()
        self.rated_names = workbench.catalog.rated_names()
        self._catalog = workbench.catalog
        self._datasets: dict[str, Dataset] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def known(self, name: str) -> Known:
        """Return a dataset's issues with their rated suites."""
        rated = self._catalog.rated(name) if name in self.rated_names else ()
        return known_issues(name, self._dataset(name).fixtures, rated)

    def row(self, unit: Unit) -> SheetRow:
        """Return a unit as a row that nobody rated yet."""
        name, issue = unit.place[:2]
        if (name, issue) not in self._texts:
            fixture = next(each for each in self._dataset(name).fixtures if each.key == issue)
            self._texts[name, issue] = _text(fixture)
        return SheetRow(
            row=unit.row,
            issue=issue,
            issue_text=self._texts[name, issue],
            behaviour=unit.statement,
            tests=unit.shown,
        )

    def _dataset(self, name: str) -> Dataset:
        if name not in self._datasets:
            self._datasets[name] = self._catalog.dataset(name)
        return self._datasets[name]


def _text(fixture: Fixture) -> str:
    return issue_text(
        read_issue(
            fixture.document,
            options=IntakeOptions(),
            context=fixture.gold.context,
            attached=fixture.attachments,
        )
    )


def _sources(
    shelf: _Shelf, dataset: str | None, run: str | None, candidate: str | None
) -> Iterator[tuple[str, LabelledIssue]]:
    """Yield the issues with the suites that are asked for, and the dataset of each."""
    for name in [dataset] if dataset else [] if run else shelf.rated_names:
        yield from ((name, issue) for issue in shelf.known(name).values())
    if run:
        record = shelf.store.run(run)
        rows = [row for row in shelf.store.rows(record.id) if row.outcome == "ok"]
        names = sorted({row.candidate for row in rows})
        if candidate is not None and candidate not in names:
            raise LabelError(f"run {record.id} holds no tests of {candidate!r}; it holds some of: {', '.join(names)}")
        chosen = [row for row in rows if candidate in {None, row.candidate}]
        yield from _generated(shelf, record.dataset, chosen)


def _generated(shelf: _Shelf, dataset: str, rows: Iterable[Row]) -> Iterator[tuple[str, LabelledIssue]]:
    """Yield the issues of a dataset with the generations of these cells as their suites."""
    keys: dict[str, dict[str, None]] = {}
    for row in rows:
        keys.setdefault(row.fixture, {})[row.cell_key] = None  # two candidates of one config share a cell
    results = shelf.store.results([key for found in keys.values() for key in found])
    for (_, name), issue in shelf.known(dataset).items():
        suites = tuple(_suite(key, results[key].suite) for key in keys.get(name, ()) if key in results)
        yield dataset, replace(issue, suites=suites)


def _suite(key: str, suite: TestSuite) -> LabelledSuite:
    tests = tuple(LabelledTest(id=f"T{number}") for number in range(1, len(suite.cases) + 1))
    return LabelledSuite(name=key, suite=suite, tests=tests, verdicts={})


def _rated(labels: Iterable[Label], rater: str | None) -> frozenset[Place]:
    """Return what people have rated, or this person."""
    return frozenset(
        (label.dataset, label.issue, label.suite, label.behaviour or "")
        for label in labels
        if label.rater_kind == "person" and rater in {None, label.rater}
    )


def _asked(shelf: _Shelf, wanted: set[str]) -> dict[str, Unit]:
    """Return those of the wanted units that are known here, by `place_id`: rated suites first, then generations."""
    found: dict[str, Unit] = {}
    for name in shelf.rated_names:
        found.update(_among(wanted, ((name, issue) for issue in shelf.known(name).values())))
    for run in shelf.store.runs():
        missing = wanted - found.keys()
        if missing and run.dataset in shelf.names:
            known = shelf.known(run.dataset)
            rows = [row for row in shelf.store.rows(run.id) if _is_asked(row, run.dataset, known, missing)]
            found.update(_among(missing, _generated(shelf, run.dataset, rows)))
    return found


def _is_asked(row: Row, dataset: str, known: Known, wanted: set[str]) -> bool:
    issue = known.get((dataset, row.fixture))
    behaviours = issue.behaviours if issue and row.outcome == "ok" else ()
    return any(place_id((dataset, row.fixture, row.cell_key, each.id)) in wanted for each in behaviours)


def _among(wanted: set[str], sources: Iterable[tuple[str, LabelledIssue]]) -> dict[str, Unit]:
    units = {place_id(unit.place): unit for source in sources for unit in units_of(*source)}
    return {key: unit for key, unit in units.items() if key in wanted}

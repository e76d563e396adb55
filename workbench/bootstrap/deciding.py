"""What `workbench compare`, `gate`, `pick` and `estimate --power` need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.adapters.reports.junit import junit
from workbench.adapters.reports.verdict_markdown import verdict_markdown
from workbench.bootstrap import Workbench
from workbench.core.comparing import MIN_FIXTURES
from workbench.core.errors import CatalogError, RunError, StoreError
from workbench.core.gates import Gate
from workbench.core.gating import Need, check_gate
from workbench.core.power import GUESS
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.core.verdicts import Plan, ResultRow
from workbench.service.compare import Compared, compare
from workbench.service.gate import Gated, gate, gate_of
from workbench.service.pick import Picked, pick
from workbench.service.plan import plan
from workbench.service.power import Power, power
from workbench.service.result_rows import result_rows, score_traits

_PART = " --"  # begins what a look at a part of a suite adds to its name


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparisons:
    """A run's candidates beside a baseline.

    Attributes:
        baseline: with whom they are compared.
        scores: by name, in the run's order.
    """

    run: RunRecord
    baseline: str
    scores: dict[str, tuple[Compared, ...]]


def compare_run(
    workbench: Workbench, run_id: str, *, candidates: Sequence[str], baseline: str | None, scores: Sequence[str]
) -> Comparisons:
    """Compare candidates of a run with a baseline over all fixtures that the run planned.

    Args:
        workbench: where the run is.
        run_id: its id, or the beginning of it.
        candidates: who is compared; all others where none is named.
        baseline: with whom; None is the suite's.
        scores: on what; all that the run measured where none is named.

    Raises:
        RunError: there is no such candidate or score, or no baseline.
        CatalogError, StoreError: the run's suite or the run is not there any more.
    """
    run = workbench.store.run(run_id)
    suite = suite_of(workbench, run)
    rows = rows_of(workbench, run, suite)
    against = baseline or suite.baseline
    if against is None:
        raise RunError(f"suite {suite.name!r} has no baseline; name one with --baseline")
    names = list(dict.fromkeys(row.candidate for row in rows))
    known = score_traits(run.scorers)
    found = compare(
        rows,
        candidates=list(candidates) or [name for name in names if name != against],
        baseline=against,
        scores=list(scores) or list(known),
        plan=Plan.of_rows(rows),
        min_fixtures=suite.gate.min_fixtures if isinstance(suite.gate, Gate) else MIN_FIXTURES,
    )
    return Comparisons(run=run, baseline=against, scores=found)


def gate_run(workbench: Workbench, suite: Suite, run: RunRecord, *, candidate: str | None) -> Gated:
    """Decide on a run of a suite from its stored rows.

    Args:
        workbench: where the run is.
        suite: as its file is today, which says what the rows have to be.
        run: of that suite.
        candidate: the one that counts; None is the best one.

    Raises:
        CatalogError: the suite has no gate.
        RunError: there is no such candidate, or the run is of another suite.
    """
    gate_of(suite)
    return gate(rows_of(workbench, run, suite), suite, candidate=candidate)


def pick_from(workbench: Workbench, suite: Suite, run: RunRecord, *, margin: float) -> Picked:
    """Return the map of quality and cost of a run, and the cheapest candidate that is not worse.

    Raises:
        RunError: the suite measures no cost or names no baseline, or the run is of another suite.
    """
    return pick(rows_of(workbench, run, suite), suite, margin=margin)


def power_of(workbench: Workbench, suite: Suite, *, difference: float) -> Power:
    """Return what a suite can show, by what its newest run stored.

    Raises:
        RunError: nothing is stored, and no guess holds.
    """
    workbench.store.ingest()
    whole = replace(suite, name=suite.name.partition(_PART)[0])
    run = newest(workbench, suite) or newest(workbench, whole)
    rows = [] if run is None else workbench.store.rows(run.id)
    known = {each.key for each in suite.fixtures}
    return power(
        suite, result_rows([row for row in rows if row.fixture in known], suite.fixtures), difference=difference
    )


def needs_of(suite: Suite) -> tuple[Need, ...]:
    """Return how many fixtures each check of a suite's gate takes; none where it has no gate."""
    if not isinstance(suite.gate, Gate):
        return ()
    return check_gate(
        suite.gate,
        traits=score_traits(suite.scorers),
        plan=Plan.of(suite),
        primary=suite.primary,
        has_baseline=suite.baseline is not None,
        spread=GUESS,
    ).needs


def run_of(workbench: Workbench, suite: Suite, run_id: str | None) -> RunRecord:
    """Return the run of a suite that is named, else its newest one.

    Raises:
        StoreError: there is none.
        RunError: the named one is of another suite.
    """
    run = newest(workbench, suite) if run_id is None else workbench.store.run(run_id)
    if run is None:
        raise StoreError(f"no run of suite {suite.name!r}; start one with: workbench run {suite.name}")
    if run.suite != suite.name:
        raise RunError(f"run {run.id} is of suite {run.suite!r}, not of {suite.name!r}")
    return run


def newest(workbench: Workbench, suite: Suite) -> RunRecord | None:
    """Return the newest run of a suite."""
    return next((each for each in workbench.store.runs() if each.suite == suite.name), None)


def suite_of(workbench: Workbench, run: RunRecord) -> Suite:
    """Return the suite of a run as its file is today; of a run over a part of it, the whole one.

    Raises:
        CatalogError: the file is gone, or cannot be used.
    """
    name = run.suite.partition(_PART)[0]
    try:
        return workbench.catalog.suite(name)
    except CatalogError as error:
        raise CatalogError(f"run {run.id} is of suite {name!r}, which cannot be read any more: {error}") from None


def rows_of(workbench: Workbench, run: RunRecord, suite: Suite) -> list[ResultRow]:
    """Return a run's rows with groups and languages. Raises RunError where a fixture is gone."""
    return result_rows(workbench.store.rows(run.id), suite.fixtures)


def strange_cells(workbench: Workbench, run: RunRecord, suite: Suite) -> int:
    """Return how many cells of a run are not what the suite plans today: a prompt, fixture or parameter changed."""
    planned = {cell.key for cell in plan(suite, tools=workbench.tools(suite).identity(), fresh=run.fresh)}
    return sum(row.cell_key not in planned for row in workbench.store.rows(run.id))


def write_junit(path: Path, gated: Gated, *, suite: str) -> None:
    """Write a verdict as JUnit XML. Raises RunError where the file cannot be written."""
    write_text(path, junit(gated.verdict, suite=suite))


def write_markdown(path: Path, gated: Gated, *, suite: str, run: str, append: bool = False) -> None:
    """Write a verdict as Markdown, or put it at the end of a file. Raises RunError where that cannot be done."""
    write_text(path, verdict_markdown(gated.verdict, gated.others, suite=suite, run=run), append=append)


def write_text(path: Path, text: str, *, append: bool = False) -> None:
    """Write a text file. Raises RunError where it cannot be written."""
    try:
        with path.open("a" if append else "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise RunError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None

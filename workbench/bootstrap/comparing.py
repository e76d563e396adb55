"""What the page Compare needs of a run beside `compare_run`."""

from dataclasses import replace

from workbench.bootstrap import Workbench
from workbench.bootstrap.deciding import rows_of
from workbench.core.comparing import MIN_FIXTURES
from workbench.core.errors import RunError
from workbench.core.gates import Gate
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.core.verdicts import Plan
from workbench.service.break_down import Breakdown, break_down
from workbench.service.pick import Picked, pick


def break_down_run(
    workbench: Workbench, suite: Suite, run: RunRecord, *, candidate: str, baseline: str, score: str
) -> Breakdown:
    """Return two candidates of a run on a score, by fixture, stratum and language.

    Raises:
        RunError: the run has no such candidate or score, or a fixture of it is gone.
    """
    rows = rows_of(workbench, run, suite)
    names = {row.candidate for row in rows}
    if not {candidate, baseline} <= names or score not in run.scorers:
        raise RunError(f"run {run.id} does not hold {candidate!r}, {baseline!r} and score {score!r}; choose others")
    return break_down(
        rows, score, candidate=candidate, baseline=baseline, plan=Plan.of_rows(rows), min_fixtures=_least(suite)
    )


def map_of_run(workbench: Workbench, suite: Suite, run: RunRecord, *, baseline: str, margin: float) -> Picked:
    """Return quality against cost of a run over what it planned itself, and the cheapest that is not worse.

    Args:
        workbench: where the run is.
        suite: of the run, as its file is today.
        run: of that suite or of a part of it.
        baseline: with whom they are compared.
        margin: of the primary score, 0 or more.

    Raises:
        RunError: the run measures no cost, or a fixture of it is gone.
    """
    rows = rows_of(workbench, run, suite)
    fixtures, names = {row.fixture for row in rows}, {row.candidate for row in rows}
    own = replace(
        suite,
        fixtures=tuple(each for each in suite.fixtures if each.key in fixtures),
        candidates=tuple(each for each in suite.candidates if each.name in names),
        scorers=tuple(run.scorers),
        primary=run.primary,
        baseline=baseline,
    )
    return pick(rows, own, margin=margin)


def _least(suite: Suite) -> int:
    return suite.gate.min_fixtures if isinstance(suite.gate, Gate) else MIN_FIXTURES

"""Quality against cost in a run, and the cheapest candidate that is not worse."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.comparing import MIN_FIXTURES
from workbench.core.deciding import COST
from workbench.core.errors import RunError
from workbench.core.gates import Gate
from workbench.core.pareto import Contenders, Pick, Standing, cheapest_not_worse, front
from workbench.core.records import Suite
from workbench.core.verdicts import Plan, ResultRow
from workbench.service.result_rows import score_traits


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked:
    """Every candidate on the map, and the pick."""

    standings: tuple[Standing, ...]
    pick: Pick


def pick(rows: Sequence[ResultRow], suite: Suite, *, margin: float) -> Picked:
    """Return the Pareto front, and the cheapest candidate that is not worse than the baseline by more than a margin.

    Args:
        rows: of a run of the suite.
        suite: with its baseline.
        margin: of the primary score, 0 or more.

    Raises:
        RunError: the suite does not measure its cost, or names no baseline.
    """
    if COST not in suite.scorers:
        raise RunError(f"suite {suite.name!r} does not measure {COST!r}; add it to its 'scorers' and run it again")
    if suite.baseline is None:
        raise RunError(f"suite {suite.name!r} has no baseline; add 'baseline' to its file")
    given = Contenders(
        rows=rows,
        candidates=tuple(each.name for each in suite.candidates),
        plan=Plan.of(suite),
        traits=score_traits([suite.primary, COST]),
        primary=suite.primary,
        min_fixtures=suite.gate.min_fixtures if isinstance(suite.gate, Gate) else MIN_FIXTURES,
    )
    return Picked(standings=front(given), pick=cheapest_not_worse(given, baseline=suite.baseline, margin=margin))

"""How a score went over the runs of a suite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.core.runs import RunRecord
from workbench.core.statistics import Interval, mean_interval
from workbench.core.trend import ScoredRun
from workbench.service.result_rows import score_traits


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A candidate's mean in one run."""

    run: str
    at: datetime
    candidate: str
    reference: bool
    mean: Interval


def trend(scored: Sequence[ScoredRun], runs: Sequence[RunRecord], score: str) -> tuple[Point, ...]:
    """Return each candidate's mean in each complete run, the oldest run first.

    Args:
        scored: what the store holds of the score.
        runs: of the suite; a number of another version of the scorer than the run's own is left out.
        score: its name.
    """
    known = {run.id: run for run in runs if run.complete}
    traits = score_traits([score]).get(score)
    points = [
        Point(
            run=each.run, at=known[each.run].started_at, candidate=each.candidate, reference=each.reference, mean=mean
        )
        for each in scored
        if (run := known.get(each.run)) and run.scorers.get(score) == each.version
        if (mean := mean_interval(_numbered(each.values), share=traits is not None and traits.share))
    ]
    return tuple(sorted(points, key=lambda point: (point.at, point.run, point.candidate)))


def _numbered(values: Sequence[float]) -> dict[str, float]:
    return {str(place): value for place, value in enumerate(values)}

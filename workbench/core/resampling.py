"""Intervals by drawing whole clusters again: rows of one issue are not independent of each other."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

DRAWS: Final = 1_000
SEED: Final = 20_261_124
Rows = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A number with its 95 % interval.

    Attributes:
        value: the number over all rows; None where it is not defined, as the AUC of one class.
        low: lower bound, None where it is not known.
        high: upper bound, None where it is not known.
        n: how many units went in.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int

    def __str__(self) -> str:
        """Return `0.77 [0.70, 0.84]`; `-` where it is not defined, no bounds where they are not known."""
        if self.value is None:
            return "-"
        bounds = "" if self.low is None or self.high is None else f" [{self.low:.2f}, {self.high:.2f}]"
        return f"{self.value:.2f}{bounds}"


def clustered(
    clusters: Sequence[Hashable],
    measure: Callable[[Rows], float | None],
    *,
    n: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Estimate:
    """Return a measure over all rows with a percentile interval of a cluster bootstrap.

    Whole clusters are drawn with replacement (Field and Welsh 2007, "Bootstrapping clustered data"), and the measure
    is taken of their rows; draws for which it is not defined are left out. Its weakness: below about 30 clusters
    percentile intervals are too narrow, and with fewer than three there is no interval.

    Args:
        clusters: the cluster of each row.
        measure: a number of these rows (indices, in which a row may stand several times), or None.
        n: how many units to report; the number of rows unless given.
        draws: how many samples are drawn.
        seed: of the draws; the same seed gives the same interval.
    """
    value = measure(np.arange(len(clusters)))
    count = len(clusters) if n is None else n
    members = _members(clusters)
    if value is None or len(members) < 3:
        return Estimate(value=value, n=count)
    random = np.random.default_rng(seed)
    picks = random.integers(len(members), size=(draws, len(members)))
    drawn = (measure(np.concatenate([members[each] for each in pick])) for pick in picks)
    found = [each for each in drawn if each is not None]
    if len(found) < draws / 2:
        return Estimate(value=value, n=count)
    low, high = np.percentile(found, [2.5, 97.5])
    return Estimate(value=value, low=float(low), high=float(high), n=count)


def _members(clusters: Sequence[Hashable]) -> list[Rows]:
    rows: dict[Any, list[int]] = {}
    for row, cluster in enumerate(clusters):
        rows.setdefault(cluster, []).append(row)
    return [np.array(found) for found in rows.values()]

"""How a scorer's probabilities stand against labels: order, calibration, and yes or no at a threshold.

The figure that counts is `within_suite_auc`: it asks whether the covered behaviours of a suite stand above the
uncovered ones of the same suite. A pooled figure also rewards whoever tells a good suite from a bad one by its
looks: `baselines.StyleOnly` never sees a behaviour, has 0.50 within a suite and far more pooled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.resampling import DRAWS, Estimate, Rows, clustered
from workbench.core.statistics import wilson

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
BINS: Final = 10
_TOLERANCE: Final = 1e-12  # two means that differ by less are equal


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A labelled verdict, or pair where `test` is set, with what a scorer makes of it.

    Attributes:
        suite: the suite's name, unique in its issue.
        test: None for a verdict on the whole suite.
        truth: covered or covers; partly is no.
        probability: that it is, 0 to 1.
    """

    issue: str
    suite: str
    behaviour: str
    test: str | None = None
    truth: bool
    probability: float
    stratum: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """A stretch of the calibration curve: mean probability, share that is true, and over how many rows."""

    probability: float
    share: float
    n: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Brier:
    """Brier's score, 0 is perfect, and its skill: 1 - score / score of always saying the base rate.

    Skill is None where all rows have one class: the base rate is then perfect.
    """

    score: float
    skill: float | None
    base_rate: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OperatingPoint:
    """Yes or no at a threshold: a row is called true from it upwards.

    Attributes:
        sensitivity: share of the true rows that are called true; with Wilson's interval, as for specificity.
        specificity: share of the false rows that are called false.
        kappa: agreement beyond chance, with a cluster bootstrap interval by issue.
    """

    threshold: float
    sensitivity: Estimate
    specificity: Estimate
    kappa: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """In how many of `n` issues the mean probability of the better suite is higher."""

    right: int
    n: int


def auc(rows: Sequence[Scored], *, draws: int = DRAWS) -> Estimate:
    """Return the pooled area under the ROC curve with a cluster bootstrap interval by issue; ties count half."""
    truth, probability = _columns(rows)
    level = _levels(probability)
    return clustered(_issues(rows), lambda at: _auc(truth[at], level[at]), draws=draws)


def average_precision(rows: Sequence[Scored], *, draws: int = DRAWS) -> Estimate:
    """Return the pooled average precision with a cluster bootstrap interval by issue; ties share their precision."""
    truth, probability = _columns(rows)
    level = _levels(probability)
    return clustered(_issues(rows), lambda at: _average_precision(truth[at], level[at]), draws=draws)


def suite_aucs(rows: Sequence[Scored]) -> dict[tuple[str, str], float]:
    """Return by issue and suite the AUC inside it, of the suites that have both classes."""
    groups: dict[tuple[str, str], list[Scored]] = {}
    for row in rows:
        groups.setdefault((row.issue, row.suite), []).append(row)
    found = {
        place: plain_auc([row.truth for row in group], [row.probability for row in group])
        for place, group in groups.items()
    }
    return {place: value for place, value in found.items() if value is not None}


def within_suite_auc(rows: Sequence[Scored], *, draws: int = DRAWS) -> Estimate:
    """Return the mean over suites of the AUC inside each, with a cluster bootstrap interval by issue.

    Its `n` is the number of suites that have both classes; the others say nothing about order.
    """
    found = suite_aucs(rows)
    values = np.array(list(found.values()))
    return clustered(
        [issue for issue, _ in found], lambda at: float(values[at].mean()) if len(at) else None, draws=draws
    )


def brier(rows: Sequence[Scored]) -> Brier | None:
    """Return Brier's score and skill (Brier 1950), or None where there are no rows."""
    if not rows:
        return None
    truth, probability = _columns(rows)
    rate = float(truth.mean())
    score, base = float(((probability - truth) ** 2).mean()), rate * (1 - rate)
    return Brier(score=score, skill=1 - score / base if base else None, base_rate=rate)


def calibration_curve(rows: Sequence[Scored], *, bins: int = BINS) -> tuple[Bin, ...]:
    """Return up to so many stretches with about equally many rows each; equal probabilities stay together."""
    truth, probability = _columns(rows)
    order = np.argsort(probability, kind="stable")
    cuts = {int(len(order) * number / bins) for number in range(1, bins)}
    sorted_ = probability[order]
    starts = sorted({0, *(int(np.searchsorted(sorted_, sorted_[cut])) for cut in cuts if cut < len(order))})
    parts = np.split(order, starts[1:]) if len(order) else []
    return tuple(
        Bin(probability=float(probability[part].mean()), share=float(truth[part].mean()), n=len(part)) for part in parts
    )


def operating_point(rows: Sequence[Scored], threshold: float, *, draws: int = DRAWS) -> OperatingPoint:
    """Return sensitivity, specificity and kappa at a threshold, which has to come from other data."""
    truth, probability = _columns(rows)
    called = probability >= threshold
    return OperatingPoint(
        threshold=threshold,
        sensitivity=_share(called[truth]),
        specificity=_share(~called[~truth]),
        kappa=clustered(_issues(rows), lambda at: _kappa(truth[at], called[at]), draws=draws),
    )


def ranks_right(rows: Sequence[Scored], better: str, worse: str) -> Order:
    """Return in how many issues the mean verdict probability of the suite so named is above the other one's.

    Issues that lack one of the two suites do not count; equal means are not right.
    """
    means: dict[str, dict[str, float]] = {}
    groups: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        groups.setdefault((row.issue, row.suite), []).append(row.probability)
    for (issue, suite), values in groups.items():
        means.setdefault(issue, {})[suite] = sum(values) / len(values)
    both = [found for found in means.values() if better in found and worse in found]
    return Order(right=sum(found[better] > found[worse] + _TOLERANCE for found in both), n=len(both))


def grouped(rows: Sequence[Scored], by: str) -> dict[str, list[Scored]]:
    """Return the rows by `stratum` or `language`, in the order of the names."""
    groups: dict[str, list[Scored]] = {}
    for row in rows:
        groups.setdefault(str(getattr(row, by)), []).append(row)
    return dict(sorted(groups.items()))


def plain_auc(truth: Sequence[bool], probability: Sequence[float]) -> float | None:
    """Return the AUC of two columns, or None where there is one class only."""
    return _auc(np.array(truth, dtype=bool), _levels(np.array(probability, dtype=float)))


def plain_average_precision(truth: Sequence[bool], probability: Sequence[float]) -> float | None:
    """Return the average precision of two columns, or None where nothing is true."""
    return _average_precision(np.array(truth, dtype=bool), _levels(np.array(probability, dtype=float)))


def _columns(rows: Sequence[Scored]) -> tuple[Flags, Numbers]:
    return np.array([row.truth for row in rows], dtype=bool), np.array([row.probability for row in rows], dtype=float)


def _issues(rows: Sequence[Scored]) -> list[str]:
    return [row.issue for row in rows]


def _levels(probability: Numbers) -> Rows:
    """Return the place of each number among the distinct ones, lowest first: all that an order can see."""
    levels: Rows = np.unique(probability, return_inverse=True)[1]
    return levels


def _by_level(truth: Flags, level: Rows) -> tuple[Numbers, Numbers]:
    """Return how many true and how many false rows stand on each level."""
    size = int(level.max()) + 1 if len(level) else 0
    yes = np.bincount(level, weights=truth, minlength=size).astype(np.float64)
    return yes, np.bincount(level, minlength=size) - yes


def _auc(truth: Flags, level: Rows) -> float | None:
    """Mann and Whitney's U over the number of pairs: false rows below, and half of those beside."""
    yes, no = _by_level(truth, level)
    pairs = float(yes.sum() * no.sum())
    return float((yes * (no.cumsum() - no / 2)).sum() / pairs) if pairs else None


def _average_precision(truth: Flags, level: Rows) -> float | None:
    """Sum over distinct probabilities from the top: gain in recall times precision there."""
    yes, no = (counts[::-1] for counts in _by_level(truth, level))
    if not yes.sum():
        return None
    called = (yes + no).cumsum()
    precision = yes.cumsum() / np.maximum(called, 1)
    return float((yes * precision).sum() / yes.sum())


def _kappa(truth: Flags, called: Flags) -> float | None:
    if not len(truth):
        return None
    first, second = float(truth.mean()), float(called.mean())
    expected = first * second + (1 - first) * (1 - second)
    return None if expected >= 1 else (float((truth == called).mean()) - expected) / (1 - expected)


def _share(right: Flags) -> Estimate:
    if not len(right):
        return Estimate(value=None, n=0)
    share = float(right.mean())
    low, high = wilson(share, len(right))
    return Estimate(value=share, low=low, high=high, n=len(right))

"""The mean of what is true, from a judge on all units and people on some: prediction-powered inference.

A judge's own mean is off by its bias, up to 0.34 on published recordings, and no number of units narrows that. People
on a part of the units measure the bias, and the judge lends them what it has of the truth.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.judging.intervals import LEAST_ISSUES, scored, share
from workbench.core.judging.judge_card import Figure

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_LABELS: Final = 30
"""Below this only the labels themselves say something (scores.md, section 4)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A behaviour of a suite.

    Attributes:
        issue: units of one issue are not independent of each other.
        prediction: the judge's yes or no, or a probability, 0 to 1.
        label: a person's; None where nobody rated it.
    """

    issue: str
    prediction: float
    label: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TooFew:
    """No correction is made: there are too few labels by people, or of too few issues."""

    n: int
    needed: int = LEAST_LABELS
    issues: int
    issues_needed: int = LEAST_ISSUES


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """The share of units that are true, with its 95 % interval.

    Attributes:
        value: 0 to 1.
        low: lower bound.
        high: upper bound.
        labels: how many units people rated.
        units: how many there are in all, the rated ones among them.
        lam: how much the judge was let say, 0 (labels alone) to 1.
        plain: from the labels alone, with their interval.
        uncorrected: the judge's own mean, which has no honest interval.
    """

    value: float
    low: float
    high: float
    labels: int
    units: int
    lam: float
    plain: Figure
    uncorrected: float


def corrected(units: Sequence[Unit]) -> Corrected | TooFew:
    """Return the mean truth of units such as these, corrected by the labels; their order does not matter.

    PPI++ (Angelopoulos, Duchi and Zrnic 2023, "PPI++: Efficient prediction-powered inference"): lam x the mean
    prediction over all units + the mean over labelled units of (label - lam x prediction). The labelled ones count
    among all, which for their formula over the unlabelled ones is another name for the same lam: the best one is then
    the slope of label on prediction, here within 0 and 1.

    The interval is about units such as these of issues such as these, so it also holds for the mean over just these
    units, where it is wider than it would have to be. The rated units have to be a random part of them all, or all
    those of issues that are. Its variance is the jackknife over issues, with lam chosen anew each time, and at least
    that of independent units in which two more labels had missed by a half, one each way (few labels often show no
    error of a good judge at all); Student's t with the number of labelled issues - 1, in the shape of Wilson's
    interval.
    """
    ordered = sorted(units, key=lambda unit: (unit.issue, unit.prediction, unit.label is not None, bool(unit.label)))
    issues = np.array([unit.issue for unit in ordered], dtype=object)
    rated = np.array([unit.label is not None for unit in ordered], dtype=bool)
    truth = np.array([bool(unit.label) for unit in ordered], dtype=np.float64)
    predicted = np.array([unit.prediction for unit in ordered], dtype=np.float64)
    labels, groups = int(rated.sum()), len(set(issues[rated]))
    if labels < LEAST_LABELS or groups < LEAST_ISSUES:
        return TooFew(n=labels, issues=groups)
    raw, lam = _estimate(truth, predicted, rated)
    value = min(1.0, max(0.0, raw))
    variance = max(_over_issues(raw, truth, predicted, rated, issues), _over_units(lam, truth, predicted, rated))
    bounds = scored(value, variance, df=groups - 1, n=labels) or (0.0, 1.0)
    return Corrected(
        value=value,
        low=min(value, bounds[0]),
        high=max(value, bounds[1]),
        labels=labels,
        units=len(ordered),
        lam=lam,
        plain=share(truth[rated].tolist(), issues[rated].tolist()),
        uncorrected=math.fsum(predicted) / len(ordered),
    )


def _estimate(truth: Numbers, predicted: Numbers, rated: Flags) -> tuple[float, float]:
    """Return the estimate and its lam."""
    spread = float(predicted.var())
    labels, said = truth[rated], predicted[rated]
    slope = float(((labels - labels.mean()) * (said - said.mean())).mean()) / spread if spread > 1e-12 else 0.0
    lam = min(1.0, max(0.0, slope))
    return lam * float(predicted.mean()) + float((labels - lam * said).mean()), lam


def _over_issues(value: float, truth: Numbers, predicted: Numbers, rated: Flags, issues: NDArray[np.object_]) -> float:
    """Return the jackknife variance over issues, each time with a new lam."""
    names = sorted(set(issues))
    kept = [issues != name for name in names]
    left = [_estimate(truth[rows], predicted[rows], rated[rows])[0] for rows in kept]
    return sum((each - value) ** 2 for each in left) * (len(names) - 1) / len(names)


def _over_units(lam: float, truth: Numbers, predicted: Numbers, rated: Flags) -> float:
    """Return the variance as of independent units, with two residuals of a half more."""
    n, residuals = int(rated.sum()), (truth - lam * predicted)[rated]
    pull = lam * (predicted - predicted.mean()) / len(predicted)
    pull[rated] += (residuals - residuals.mean()) / n
    return float((pull**2).sum()) * n / (n - 1) + 2 * 0.5**2 / (n * (n - 1))

"""95 % intervals for rows that come in issues, down to a dozen of them.

A percentile bootstrap over issues is too narrow below about 30, and Wilson's interval takes the rows of one issue for
independent. These use the variance over issues, never less than independent rows have, Student's t for so few issues,
and the shape of Wilson's interval, which keeps near 0 and 1 what a symmetric one loses.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.core.clusters import clustered_mean, t975
from workbench.core.judging.judge_card import Figure

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]

LEAST_ISSUES: Final = 3
"""Below this the variance over issues is anybody's guess: no interval."""


def share(values: Sequence[float], issues: Sequence[str], *, flags: bool = True) -> Figure:
    """Return the mean of values from 0 to 1 with Wilson's interval at the design's effective size.

    Korn and Graubard 1998, "Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data": n is divided by the design effect, here of the bias-reduced variance over issues and
    with its degrees of freedom (`clusters.clustered_mean`), and t takes the place of z.

    Args:
        values: one a row.
        issues: the issue of each.
        flags: they are 0 or 1, so that the variance is at least that of independent rows.
    """
    n, count = len(values), len(set(issues))
    if not n:
        return Figure(value=None, n=0, issues=0)
    mean = min(1.0, math.fsum(values) / n)
    if count < LEAST_ISSUES:
        return Figure(value=mean, n=n, issues=count)
    found = clustered_mean(values, issues)
    variance = max(found.error**2, mean * (1 - mean) / n if flags else 0.0)
    return figure(mean, scored(mean, variance, df=found.df, n=n), n=n, issues=count)


def agreement(
    issues: Sequence[str],
    kinds: Sequence[Hashable],
    measure: Callable[[Rows], float | None],
    *,
    disagreement: float = 0.5,
) -> Figure:
    """Return a coefficient from -1 to 1 with an interval by leaving out one issue at a time.

    The jackknife variance over issues, or over rows where that is more, of (1 + coefficient) / 2, which is a share;
    Student's t with issues - 1.

    Args:
        issues: the issue of each row.
        kinds: of each row; those of one kind are the same to the measure.
        measure: the coefficient of these rows, None where it is not defined.
        disagreement: what chance would bring, 0 to 1; it is the size of the sample that counts where all agree.
    """
    n, everything = len(issues), np.arange(len(issues))
    members = [np.flatnonzero(np.array(issues, dtype=object) == issue) for issue in sorted(set(issues))]
    value = measure(everything)
    if value is None or len(members) < LEAST_ISSUES:
        return figure(value, None, n=n, issues=len(members))
    by_issue = _jackknife(value, [measure(np.delete(everything, rows)) for rows in members])
    counts = Counter(kinds)
    without = [measure(np.delete(everything, list(kinds).index(kind))) for kind in counts]
    variance = max(by_issue, _jackknife(value, without, weights=np.array(list(counts.values()), dtype=np.float64)))
    return coefficient(value, variance, df=len(members) - 1, n=n, issues=len(members), disagreement=disagreement)


def coefficient(value: float, variance: float, *, df: float, n: int, issues: int, disagreement: float) -> Figure:
    """Return a coefficient from -1 to 1 with its interval, from its variance; see `agreement`.

    Near 1 the effective size of the share (1 + coefficient) / 2 is 2 x n x what chance disagrees: with that many
    rows and no disagreement seen the interval is that of a share of 1. At 0 without variance nothing was measured.
    """
    if not variance and abs(value) < 1:
        return Figure(value=value, n=n, issues=issues)
    seen = scored((1 + value) / 2, variance / 4, df=df, n=2 * n * disagreement)
    bounds = seen and (2 * seen[0] - 1, 2 * seen[1] - 1)
    return figure(value, bounds, n=n, issues=issues)


def kappa(tables: Numbers) -> Figure:
    """Return Cohen's kappa (1960) of yes and no from issues x (hits, misses, false alarms, rightly no).

    As `agreement`, from counts, with the degrees of freedom of sensitivity or of specificity, whichever has fewer: it
    is made of both. Kappa is None where both always say the same one thing, and without bounds where one of them
    does: it is then 0 whatever the rows.
    """
    total, kept = tables.sum(axis=0), tables[tables.sum(axis=1) > 0]
    n, issues = int(total.sum()), len(kept)
    value = plain_kappa(total)
    if value is None or issues < LEAST_ISSUES:
        return figure(value, None, n=n, issues=issues)
    by_issue = _jackknife(value, [plain_kappa(total - table) for table in kept])
    by_cell = [plain_kappa(total - one) if total[cell] else value for cell, one in enumerate(np.eye(4))]
    by_row = _jackknife(value, by_cell, weights=total)
    variance = max(by_issue, by_row)
    df = min(_degrees(kept[:, :2].sum(axis=1)), _degrees(kept[:, 2:].sum(axis=1)))
    return coefficient(value, variance, df=df, n=n, issues=issues, disagreement=_by_chance(total))


def kappa_gain(first: Numbers, second: Numbers) -> Figure:
    """Return the first kappa minus the second over the same issues, with Student's interval of the jackknife."""
    totals = first.sum(axis=0), second.sum(axis=0)
    n, issues = int(totals[0].sum()), len(first)
    value = _difference(*totals)
    if value is None or issues < LEAST_ISSUES:
        return figure(value, None, n=n, issues=issues)
    left = [_difference(totals[0] - one, totals[1] - other) for one, other in zip(first, second, strict=True)]
    half = t975(issues - 1) * math.sqrt(_jackknife(value, left))
    return figure(value, (value - half, value + half), n=n, issues=issues)


def plain_kappa(table: Numbers) -> float | None:
    """Return kappa of hits, misses, false alarms and rightly no, or None where chance alone agrees fully."""
    expected = _by_chance(table)
    return 1 - float(table[1] + table[2]) / float(table.sum()) / expected if expected else None


def scored(share: float, variance: float, *, df: float, n: float) -> tuple[float, float] | None:
    """Return Wilson's interval (1927) of a share with this variance, with Student's t in place of z.

    Args:
        share: 0 to 1.
        variance: of the share; what independent rows would have to be as uncertain is their effective number.
        df: degrees of freedom of the variance.
        n: the effective number where the share is 0 or 1 and has no variance.
    """
    if variance <= 0:
        size = n if share in {0.0, 1.0} else 0.0
    else:
        size = share * (1 - share) / variance if 0 < share < 1 else min(n, 1 / (4 * variance))
    if size <= 0:
        return None
    t = t975(df)
    square = t * t / size
    middle = (share + square / 2) / (1 + square)
    half = math.sqrt(share * (1 - share) * square + square * square / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def figure(value: float | None, bounds: tuple[float, float] | None, *, n: int, issues: int) -> Figure:
    """Return a figure; the bounds hold the value whatever rounding does."""
    if value is None or bounds is None:
        return Figure(value=value, n=n, issues=issues)
    return Figure(value=value, low=min(value, bounds[0]), high=max(value, bounds[1]), n=n, issues=issues)


def _by_chance(table: Numbers) -> float:
    """Return the share of rows on which the two would disagree by chance."""
    total = float(table.sum())
    if not total:
        return 0.0
    true, called = float(table[0] + table[1]) / total, float(table[0] + table[2]) / total
    return true * (1 - called) + (1 - true) * called


def _degrees(sizes: Numbers) -> float:
    """Return the degrees of freedom of a mean over groups of these sizes; 1 where there is one group."""
    groups = [str(group) for group, size in enumerate(sizes) for _ in range(int(size))]
    return clustered_mean([0.0] * len(groups), groups).df if len(set(groups)) > 1 else 1.0


def _difference(first: Numbers, second: Numbers) -> float | None:
    one, other = plain_kappa(first), plain_kappa(second)
    return None if one is None or other is None else one - other


def _jackknife(value: float, left: Sequence[float | None], *, weights: Numbers | None = None) -> float:
    """Return the variance of a figure from those without one unit each; undefined ones are left out."""
    counts = np.ones(len(left)) if weights is None else weights
    known = [(count * (each - value) ** 2, count) for each, count in zip(left, counts, strict=True) if each is not None]
    n = float(sum(count for _, count in known))
    return float(sum(square for square, _ in known)) * (n - 1) / n if n > 1 else 0.0

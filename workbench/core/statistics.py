"""Means with their intervals. The unit is the fixture: repeats are averaged inside it first."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final

Z95: Final = 1.959963984540054


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A mean over `n` fixtures with its 95 % interval; the bounds are None below two fixtures."""

    mean: float
    low: float | None
    high: float | None
    n: int

    def __str__(self) -> str:
        """Return `0.65 [0.41, 0.89]`, with `-` for bounds that are not known."""
        return f"{number(self.mean)} [{number(self.low)}, {number(self.high)}]"


def number(value: float | None) -> str:
    """Return a score as people read it: two decimals, whole from 100 on, five where it is small; `-` for None."""
    if value is None:
        return "-"
    if abs(value) < 1e-9:  # rounding leaves a speck of a bound that is 0
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 0.01 else f"{value:.5f}"


def by_fixture(values: Sequence[tuple[str, float | None]]) -> dict[str, float]:
    """Average the repeats of each fixture; values that do not apply are left out."""
    groups: dict[str, list[float]] = {}
    for fixture, value in values:
        if value is not None:
            groups.setdefault(fixture, []).append(value)
    return {fixture: fmean(found) for fixture, found in groups.items()}


def mean_interval(values: Mapping[str, float], *, share: bool) -> Interval | None:
    """Return the mean over fixtures with a 95 % interval, or None where there is no value.

    Shares that are all 0 or 1 get Wilson's interval (Wilson 1927), other shares Student's t within 0 to 1,
    everything else (costs, seconds, counts) Student's t.

    Args:
        values: one number a fixture, 0 or more.
        share: the numbers are parts of a whole and cannot leave 0 to 1.
    """
    found = list(values.values())
    if not found:
        return None
    mean = fmean(found)
    if len(found) < 2:
        return Interval(mean=mean, low=None, high=None, n=1)
    if share and set(found) <= {0.0, 1.0}:
        low, high = wilson(mean, len(found))
    else:
        low, high = _student(mean, stdev(found), len(found))
        low, high = max(0.0, low), min(1.0, high) if share else high
    return Interval(mean=mean, low=low, high=high, n=len(found))


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share of `n` units, 1 or more (Wilson 1927)."""
    square = Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _student(mean: float, deviation: float, n: int) -> tuple[float, float]:
    from scipy.special import stdtrit  # lazily: scipy takes a second to import

    half = float(stdtrit(n - 1, 0.975)) * deviation / math.sqrt(n)
    return mean - half, mean + half

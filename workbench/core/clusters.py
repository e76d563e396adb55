"""A mean whose rows come in groups, with a standard error that does not take them for independent of each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusteredMean:
    """A mean over `n` fixtures in `groups` groups, each fixture with the same weight.

    Attributes:
        sd: of the fixtures, as if they were independent.
        error: standard error of the mean, robust to groups.
        df: degrees of freedom of that error; groups - 1 where all are of one size, fewer where some are large.
    """

    mean: float
    sd: float
    error: float
    df: float
    n: int
    groups: int

    def half_width(self, n: int) -> float:
        """Return half the width of the 95 % interval, by Student's t, of n fixtures of the same spread and groups."""
        scale = n / self.n
        return t975(max(1.0, self.df * scale)) * self.error / math.sqrt(scale)

    @property
    def design_effect(self) -> float:
        """Return by how much the groups raise the variance of the mean; 1 where nothing varies."""
        return self.n * self.error**2 / self.sd**2 if self.sd else 1.0


def clustered_mean(values: Sequence[float], groups: Sequence[str]) -> ClusteredMean:
    """Return the mean with the bias-reduced error CR2 and its degrees of freedom.

    The squared sums of the groups' residuals, each by 1 / (1 - n_g / n), over n^2; the degrees of freedom are
    Satterthwaite's under independence (Bell and McCaffrey 2002, "Bias reduction in standard errors for linear
    regression with multi-stage samples"; written for a mean). With groups of one it is Student's.

    Args:
        values: one number a fixture.
        groups: the group of each; two different ones at least.

    Raises:
        ValueError: there are fewer than two groups.
    """
    member, sizes = _members(groups)
    if len(sizes) < 2:
        raise ValueError("a mean over fewer than two groups has no standard error")
    numbers = np.asarray(values, dtype=np.float64)
    n, mean = len(numbers), math.fsum(values) / len(values)
    residuals = numbers - mean
    leverage = sizes / n
    sums = np.bincount(member, weights=residuals)
    variance = float((sums**2 / (1 - leverage)).sum()) / n**2
    return ClusteredMean(
        mean=mean,
        sd=_spread(residuals),
        error=math.sqrt(variance) if _spread(residuals) else 0.0,
        df=_degrees(sizes),
        n=n,
        groups=len(sizes),
    )


def group_sums(values: Sequence[float], groups: Sequence[str]) -> list[float]:
    """Return the sum of each group, the groups in the order of their names."""
    sums: dict[str, list[float]] = {}
    for value, group in zip(values, groups, strict=True):
        sums.setdefault(group, []).append(value)
    return [math.fsum(sums[group]) for group in sorted(sums)]


def t975(df: float) -> float:
    """Return Student's t at 0.975."""
    from scipy.special import stdtrit  # lazily: scipy takes a second to import

    return float(stdtrit(df, 0.975))


def _members(groups: Sequence[str]) -> tuple[NDArray[np.intp], Numbers]:
    names = {name: number for number, name in enumerate(sorted(set(groups)))}
    member = np.array([names[group] for group in groups], dtype=np.intp)
    return member, np.bincount(member).astype(np.float64)


def _spread(residuals: Numbers) -> float:
    """Return the standard deviation; rounding alone is none."""
    spread = math.sqrt(float((residuals**2).sum()) / (len(residuals) - 1))
    return spread if spread > 1e-12 else 0.0


def _degrees(sizes: Numbers) -> float:
    n = float(sizes.sum())
    scaled = sizes / np.sqrt(1 - sizes / n)
    products = -np.outer(scaled, scaled) / n
    np.fill_diagonal(products, sizes)
    return n**2 / float((products**2).sum())

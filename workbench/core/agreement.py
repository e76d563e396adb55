"""How far raters agree beyond chance, with intervals over issues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.core.resampling import DRAWS, SEED, Estimate, clustered


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """One unit with what each rater says of it, in the same order of raters everywhere; None is not rated.

    Attributes:
        cluster: the issue; units of one issue are drawn together.
        values: one a rater.
    """

    cluster: str
    values: tuple[str | None, ...]


def cohen_kappa(units: Sequence[Rated], *, draws: int = DRAWS, seed: int = SEED) -> Estimate:
    """Return Cohen's kappa of the first two raters, over the units that both rated (Cohen 1960).

    The value is None where there is no such unit, or where both always say the same one thing: chance alone then
    agrees fully. The interval is a cluster bootstrap by issue (`resampling.clustered`): honest about units of one
    issue, too narrow below about 30 issues, and none below three.
    """
    both = [unit for unit in units if unit.values[0] is not None and unit.values[1] is not None]
    codes = _codes([unit.values[:2] for unit in both])
    return clustered([unit.cluster for unit in both], lambda rows: _kappa(codes[rows]), draws=draws, seed=seed)


def krippendorff_alpha(units: Sequence[Rated], *, draws: int = DRAWS, seed: int = SEED) -> Estimate:
    """Return Krippendorff's alpha for nominal values, any number of raters, some of them missing.

    Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": 1 - observed / expected disagreement over the
    coincidences of values within units that two raters or more rated. The value is None where there is no such unit
    or where only one value was ever used. The interval is a cluster bootstrap by issue, with its weakness: too
    narrow below about 30 issues, and none below three.
    """
    paired = [unit for unit in units if sum(value is not None for value in unit.values) > 1]
    counts = _counts(_codes([unit.values for unit in paired]))
    return clustered([unit.cluster for unit in paired], lambda rows: _alpha(counts[rows]), draws=draws, seed=seed)


def agree(units: Sequence[Rated]) -> float | None:
    """Return the share of pairs of ratings of one unit that are equal, 0 to 1, or None where there is no pair."""
    counts = _counts(_codes([unit.values for unit in units]))
    pairs, equal = float((_sizes(counts) * (_sizes(counts) - 1)).sum()), float((counts * (counts - 1)).sum())
    return equal / pairs if pairs else None


def _codes(values: Sequence[tuple[str | None, ...]]) -> NDArray[np.intp]:
    """Return the values as numbers from 0, units x raters; -1 is not rated."""
    names = sorted({value for unit in values for value in unit if value is not None})
    known: dict[str | None, int] = {None: -1, **{name: number for number, name in enumerate(names)}}
    return np.array([[known[value] for value in unit] for unit in values], dtype=np.intp)


def _counts(codes: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how often each value was given, units x values."""
    if not codes.size:
        return np.zeros((0, 1))
    return np.stack([(codes == value).sum(axis=1) for value in range(max(int(codes.max()) + 1, 1))], axis=1) * 1.0


def _sizes(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    sizes: NDArray[np.float64] = counts.sum(axis=1)
    return sizes


def _kappa(codes: NDArray[np.intp]) -> float | None:
    if not len(codes):
        return None
    observed = float((codes[:, 0] == codes[:, 1]).mean())
    shares = [[float((codes[:, rater] == value).mean()) for value in np.unique(codes)] for rater in (0, 1)]
    expected = sum(first * second for first, second in zip(*shares, strict=True))
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def _alpha(counts: NDArray[np.float64]) -> float | None:
    sizes = _sizes(counts)
    total, by_value = float(sizes.sum()), counts.sum(axis=0)
    expected = total * total - float((by_value * by_value).sum())
    if not total or not expected:
        return None
    observed = float(((sizes * sizes - (counts * counts).sum(axis=1)) / (sizes - 1)).sum())
    return 1 - (total - 1) * observed / expected

"""The sum of numbers to come, by a sample of those before."""

import math
from typing import Final

from workbench.core.spending import Sample

Bounds = tuple[float, float, float]
"""Low, likely, high."""
ENOUGH: Final = 5
"""From so many calls on, their own spread is taken for that of the next ones."""
_LEAST_SPREAD: Final = 0.05  # of the mean: what the past does not show, as answers that were all cut at their limit


def forecast(calls: int, own: Sample | None, model: Sample | None, *, other: float, few: float) -> Bounds | None:
    """Return the sum of one number of so many calls to come, by the calls before; None where there was none.

    From 5 calls of the same stage on it is their prediction interval. Else from 5 calls of the model on it is theirs,
    and at least from mean / `other` to mean x `other`, since another prompt gets other answers. Else the mean of the
    few there are, from mean / `few` to mean x `few`.

    Args:
        calls: how many are to come.
        own: of the same stage of the same config.
        model: of the model.
        other: a factor above 1.
        few: a factor above 1.
    """
    if own and own.n >= ENOUGH:
        return predicted(own, calls)
    if model and model.n >= ENOUGH:
        low, likely, high = predicted(model, calls)
        return min(low, likely / other), likely, max(high, likely * other)
    found = own or model
    return (calls * found.mean / few, calls * found.mean, calls * found.mean * few) if found else None


def predicted(sample: Sample, calls: int) -> Bounds:
    """Return the 95 % prediction interval of a sum of `calls` numbers like the n that were seen, 0 or more.

    calls x mean +- t(n - 1; 0.975) sd sqrt(calls + calls^2 / n): the spread of the new ones and of the mean of the old
    ones (Hahn and Meeker, Statistical Intervals, 1991, 4.8), and at least 5 % of the mean.
    """
    likely = calls * sample.mean
    spread = _t975(sample.n - 1) * (sample.sd or 0.0) * math.sqrt(calls + calls * calls / sample.n)
    half = max(spread, _LEAST_SPREAD * likely)
    return max(0.0, likely - half), likely, likely + half


def _t975(df: int) -> float:
    """Return Student's t at 0.975, within 0.3 % from 4 degrees of freedom on (Abramowitz and Stegun 26.7.5).

    Beside the app and the scores, nobody should wait a second for scipy to be imported.
    """
    z = 1.959963984540054
    terms = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96, (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + terms[0] / df + terms[1] / df**2 + terms[2] / df**3

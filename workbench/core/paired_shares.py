"""The difference of two paired shares, of which every fixture is 0 or 1 on both sides."""

import math
from typing import Final

from workbench.core.statistics import Z95

_STEPS: Final = 50  # halvings; a bound is right to 1e-15


def tango(wins: float, losses: float, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of (wins - losses) / n (Tango 1998, Statistics in Medicine 17, 891-908).

    Unlike Student's it does not shrink to a point where no fixture differs: it is then +- 3.84 / (n + 3.84).

    Args:
        wins: fixtures with 1 against 0; parts of one where a larger n is supposed.
        losses: fixtures with 0 against 1.
        n: all fixtures, 1 or more.
    """
    return -_upper(losses, wins, n), _upper(wins, losses, n)


def _upper(wins: float, losses: float, n: int) -> float:
    """Return the largest difference that the score test does not reject, by halving."""
    low, high = (wins - losses) / n, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _score(middle, wins, losses, n) > -Z95 else (low, middle)
    return high


def _score(difference: float, wins: float, losses: float, n: int) -> float:
    """Return the score of a supposed difference; its variance is at the most likely share of losses under it."""
    linear = (2 * n - wins + losses) * difference - wins - losses
    root = math.sqrt(max(0.0, linear * linear + 8 * n * losses * difference * (1 - difference)))
    lost = (root - linear) / (4 * n)
    variance = n * (2 * lost + difference * (1 - difference))
    distance = wins - losses - n * difference
    return distance / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, distance) if distance else 0.0

"""Whether differences could be chance: the sign-flip test, which flips whole groups, and McNemar's for 0 and 1."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO: Final = 32
"""Groups whose 2^32 flips are still counted, as the sums of two halves of 2^16."""
DRAWS: Final = 20_000
SEED: Final = 20_261_124
_TOLERANCE: Final = 1e-9  # of the sum of all sizes: sums that differ by less are equal
Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chance:
    """How often chance alone would bring as much.

    Attributes:
        better: one-sided p, that the differences are above 0.
        worse: one-sided p, that they are below 0.
        exact: every flip was counted, none drawn.
    """

    better: float
    worse: float
    exact: bool = True

    @property
    def either(self) -> float:
        """Return the two-sided p."""
        return min(1.0, 2 * min(self.better, self.worse))


def sign_flip(sums: Sequence[float], *, draws: int = DRAWS, seed: int = SEED) -> Chance:
    """Return the p values of the sum of all differences when the sign of each group's sum is arbitrary.

    Where candidate and baseline do not differ, a group's differences may as well have the other sign, all together
    (Fisher 1935, "The design of experiments", section 21; whole clusters: Canay, Romano and Shaikh 2017). All flips are
    counted up to 32 groups. Beyond, `draws` flips and their opposites are drawn, and what was seen counts as one of
    them (Phipson and Smyth 2010), so that p is never 0. It does not depend on the order of the groups.

    Args:
        sums: the sum of the differences of each group.
        draws: how many flips are drawn where they are not counted.
        seed: of the draws.
    """
    sizes = np.array(sorted((abs(each) for each in sums if each), reverse=True), dtype=np.float64)
    total, slack = math.fsum(sums), _TOLERANCE * float(sizes.sum())
    if len(sizes) <= EXACT_UP_TO:
        share = _counted(sizes)
        return Chance(better=share(total - slack), worse=share(-total - slack))
    drawn = _drawn(sizes, draws, seed)
    return Chance(better=drawn(total, slack), worse=drawn(-total, slack), exact=False)


def mcnemar(wins: int, losses: int) -> Chance:
    """Return the exact p values of wins against losses, where each has one half (McNemar 1947); ties say nothing."""
    either = wins + losses
    tails = list(accumulate(math.comb(either, count) for count in range(either + 1)))
    return Chance(better=tails[losses] / 2**either, worse=tails[wins] / 2**either)


def p_text(p: float) -> str:
    """Return a p value as people read it, `p=0.012` or `p<0.001`."""
    return "p<0.001" if p < 0.0005 else f"p={p:.3f}"


def _counted(sizes: Numbers) -> Callable[[float], float]:
    """Return what gives the share of all flips whose sum is at least so much: half sums meet in the middle."""
    left, right = np.sort(_all_sums(sizes[::2])), np.sort(_all_sums(sizes[1::2]))

    def share(least: float) -> float:
        below = np.searchsorted(right, least - left, side="left")
        return float((len(right) - below).sum()) / (len(left) * len(right))

    return share


def _all_sums(sizes: Numbers) -> Numbers:
    sums = np.zeros(1)
    for size in sizes:
        sums = np.concatenate([sums - size, sums + size])
    return sums


def _drawn(sizes: Numbers, draws: int, seed: int) -> Callable[[float, float], float]:
    random = np.random.default_rng(seed)
    bits = np.unpackbits(np.frombuffer(random.bytes(draws * len(sizes) // 8 + 1), dtype=np.uint8))
    flips = bits[: draws * len(sizes)].reshape(draws, len(sizes)).astype(np.float64)
    sums = 2 * (flips @ sizes) - sizes.sum()

    def share(total: float, slack: float) -> float:
        seen = 1 + (-total >= total - slack)
        beyond = int((sums >= total - slack).sum()) + int((-sums >= total - slack).sum())
        return (seen + beyond) / (2 + 2 * draws)

    return share

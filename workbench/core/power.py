"""What difference a suite can show, and how many fixtures and repeats a wanted one takes: before money is spent."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Final, Literal

from workbench.core.clusters import clustered_mean
from workbench.core.pairing import Pairing, column, pair
from workbench.core.verdicts import Plan, ResultRow, ScoreTraits

POWER: Final = 0.8
ALPHA: Final = 0.05
MOST: Final = 1_000_000
"""More fixtures than this are never needed: the difference is none."""
_FEWEST: Final = 6  # with five fixtures no sign-flip test gets below 0.025
_NOISE: Final = 0.81  # of the variance of one repeat, as far as it is a guess
Source = Literal["stored", "stored, split guessed", "guess"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How much the paired differences of fixtures vary, in squares of the score's unit.

    Attributes:
        between: variance of what differs from fixture to fixture however often it is repeated.
        within: variance that one repeat on each side adds; with r repeats it is within / r.
        design_effect: by how much groups raise the variance of the mean.
        source: `stored` rows with repeats; stored rows without, whose split into both is a guess; or all a guess.
        fixtures: that it was measured on; 0 for a guess.
    """

    between: float
    within: float
    design_effect: float = 1.0
    source: Source = "stored"
    fixtures: int = 0

    def sd(self, repeats: int) -> float:
        """Return the standard deviation of the fixtures' differences with so many repeats, groups counted in."""
        return math.sqrt((self.between + self.within / repeats) * self.design_effect)


GUESS: Final = Spread(between=(1 - _NOISE) * 0.27**2, within=_NOISE * 0.27**2, source="guess")
"""Of a share where nothing is stored: sd 0.27 with one repeat, 0.21 with two, 0.18 with three (a simulation of
coverage with 3 to 9 criteria and an interaction of prompt and fixture)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Design:
    """So many fixtures with so many repeats show the wanted difference; cells are for candidate and baseline."""

    repeats: int
    fixtures: int
    cells: int


def detectable(fixtures: int, sd: float, *, power: float = POWER, alpha: float = ALPHA, sides: int = 2) -> float:
    """Return the true mean difference that a t test on so many pairs finds with that power, about 2.80 sd / sqrt(n).

    Noncentral t, not the normal approximation: with 10 pairs it is an eighth more. The chance of a finding in the wrong
    direction, below 1e-5, is left out, so that two-sided 5 % and one-sided 2.5 % are the same.

    Args:
        fixtures: pairs, 2 or more.
        sd: of the fixtures' differences, with groups counted in (`Spread.sd`).
        power: the probability of finding it, 0 to 1.
        alpha: of the test, over all its sides.
        sides: 1 or 2.
    """
    return _noncentrality(fixtures - 1, power, alpha / sides) * sd / math.sqrt(fixtures)


def fixtures_needed(
    difference: float, sd: float, *, power: float = POWER, alpha: float = ALPHA, sides: int = 2
) -> int | None:
    """Return the fewest pairs that find a true mean difference with that power, None above a million.

    Never fewer than 6: below, the sign-flip test cannot call any difference.
    """
    if difference <= 0:
        return None
    return fewest(lambda n: detectable(n, sd, power=power, alpha=alpha, sides=sides) <= difference, start=_FEWEST)


def designs(spread: Spread, difference: float, *, repeats: Sequence[int] = (1, 2, 3, 5)) -> tuple[Design, ...]:
    """Return for each number of repeats how many fixtures a wanted difference takes; those out of reach are left out.

    At equal cost more fixtures win: repeats only take away the noise within a fixture.
    """
    found = ((each, fixtures_needed(difference, spread.sd(each))) for each in repeats)
    return tuple(Design(repeats=each, fixtures=n, cells=2 * n * each) for each, n in found if n is not None)


def spread(
    rows: Sequence[ResultRow], score: str, *, candidate: str, baseline: str, plan: Plan, traits: ScoreTraits
) -> Spread | None:
    """Return the variance components of stored rows, None with fewer than three pairs or two groups.

    One-way random effects by the method of moments: the variance of the fixtures' mean differences is
    between + within / r, and `within` is the mean variance of repeats inside a fixture, of both sides added. With one
    repeat there is only the sum; 81 % of it is then guessed to be of repeats.

    Args:
        rows: of both candidates, and of any others.
        score: its name.
        candidate: one side.
        baseline: the other side; the same config twice is an A/A measurement.
        plan: fixtures and repeats.
        traits: of the score.
    """
    found = pair(rows, score, candidate=candidate, baseline=baseline, plan=plan, traits=traits)
    if len(found.pairs) < 3 or len({each.group for each in found.pairs}) < 2:
        return None
    gains = clustered_mean([each.after - each.before for each in found.pairs], [each.group for each in found.pairs])
    total, n = gains.sd**2, len(found.pairs)
    if plan.repeats == 1:
        return Spread(
            between=(1 - _NOISE) * total, within=_NOISE * total, design_effect=max(1.0, gains.design_effect),
            source="stored, split guessed", fixtures=n,
        )  # fmt: skip
    within = sum(_within(rows, score, name, plan, found) for name in (candidate, baseline))
    between = max(0.0, total - within / plan.repeats)
    return Spread(between=between, within=within, design_effect=max(1.0, gains.design_effect), fixtures=n)


def fewest(enough: Callable[[int], bool], *, start: int, most: int = MOST) -> int | None:
    """Return the smallest number from `start` on that is enough, where every larger one is too; None above `most`."""
    if enough(start):
        return start
    low, high = start, start * 2
    while not enough(high):
        if high >= most:
            return None
        low, high = high, min(most, high * 2)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _within(rows: Sequence[ResultRow], score: str, candidate: str, plan: Plan, found: Pairing) -> float:
    """Return the mean variance of one candidate's repeats inside the paired fixtures."""
    spreads = column(rows, score, candidate=candidate, plan=plan, reduce=_variance).values
    paired = {each.fixture for each in found.pairs}
    known = [value for fixture, value in spreads.items() if fixture.key in paired]
    return fmean(known) if known else 0.0


def _variance(repeats: Sequence[float | None]) -> float | None:
    known = [value for value in repeats if value is not None]
    return variance(known) if len(known) > 1 else None


def _noncentrality(df: int, power: float, alpha: float) -> float:
    """Return the noncentrality with which Student's t passes its one-sided limit with that power."""
    from scipy.special import nctdtrinc, ndtri, stdtrit  # lazily: scipy takes a second to import

    limit = float(stdtrit(df, 1 - alpha))
    if df > 10_000:  # there the noncentral t is the normal one to four digits
        return limit + float(ndtri(power))
    return float(nctdtrinc(df, 1 - power, limit))

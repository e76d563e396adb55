"""A candidate against a baseline, paired by fixture, with an interval and the probability of chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal, TypedDict

from workbench.core.clusters import ClusteredMean, clustered_mean, group_sums
from workbench.core.paired_shares import tango
from workbench.core.pairing import Pair, Pairing, pair
from workbench.core.sign_flip import Chance, mcnemar, p_text, sign_flip
from workbench.core.statistics import number
from workbench.core.verdicts import Plan, ResultRow, ScoreTraits

MIN_FIXTURES: Final = 20
LEAST_GROUPS: Final = 2
_TIE: Final = 1e-12
Test = Literal["sign-flip", "sign-flip, drawn", "McNemar"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """A fixture that went down, from the baseline's number to the candidate's."""

    fixture: str
    before: float
    after: float

    @property
    def size(self) -> float:
        """Return by how much, above 0, whichever way is better."""
        return abs(self.after - self.before)


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What a candidate changes on one score; positive is better for it, whichever way the score goes.

    Attributes:
        higher_is_better: of the score as it is measured; `before` and `after` are in that measure.
        ratio: the difference is the mean log of before / after (or after / before where more is better).
        planned: fixtures; they are paired, missing or empty.
        paired: fixtures with a number on both sides.
        missing: fixtures that failed, were never tried or not measured on a side.
        empty: fixtures where the score does not apply, or is unknown, on a side.
        groups: of the paired fixtures.
        before: mean of the baseline.
        after: mean of the candidate.
        difference: mean over the paired fixtures.
        low: of its 95 % interval, the one-sided 97.5 % bound.
        high: of its 95 % interval.
        sd: of the fixtures' differences.
        effect: difference / sd (Cohen's d of pairs); None where nothing varies.
        error: standard error of the difference, robust to groups.
        df: its degrees of freedom.
        binary: every number is 0 or 1 on both sides.
        chance: one-sided and two-sided p.
        test: which test gave them.
        wins: fixtures where the candidate is better; `ties` and `losses` are the others.
        falls: all fixtures where it is worse, the worst first.
    """

    candidate: str
    baseline: str
    score: str
    higher_is_better: bool
    ratio: bool
    planned: int
    paired: int
    missing: tuple[str, ...]
    empty: tuple[str, ...]
    groups: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    sd: float
    effect: float | None
    error: float
    df: float
    binary: bool
    chance: Chance
    test: Test
    wins: int
    ties: int
    losses: int
    falls: tuple[Fall, ...]

    def bounds(self, n: int) -> tuple[float, float]:
        """Return the 95 % interval of n pairs with this difference, spread and kind of groups."""
        if self.candidate == self.baseline:
            return 0.0, 0.0
        mean = ClusteredMean(
            mean=self.difference, sd=self.sd, error=self.error, df=self.df, n=self.paired, groups=self.groups
        )
        return _bounds(mean, self.wins, self.losses, binary=self.binary, n=n)

    def __str__(self) -> str:
        """Return `+0.05 [0.01, 0.09], p=0.012, n=28`; a ratio in per cent."""
        shown = [saving(each) for each in (self.difference, self.low, self.high)] if self.ratio else None
        middle, low, high = shown or (number(self.difference), number(self.low), number(self.high))
        sign = "+" if self.difference > 0 else ""
        return f"{sign}{middle} [{low}, {high}], {p_text(self.chance.either)}, n={self.paired}"


class _Place(TypedDict):
    candidate: str
    baseline: str
    score: str
    planned: int
    paired: int
    missing: tuple[str, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Insufficient:
    """Too little to compare; no number.

    Attributes:
        reason: what is wanting, one sentence.
        paired: fixtures with a number on both sides; the others are `missing` or `empty` as in `Comparison`.
        needed: pairs that it takes at least; None where pairs are not what is wanting.
    """

    candidate: str
    baseline: str
    score: str
    reason: str
    planned: int
    paired: int
    missing: tuple[str, ...]
    empty: tuple[str, ...]
    needed: int | None


def compare(
    rows: Sequence[ResultRow],
    score: str,
    *,
    candidate: str,
    baseline: str,
    plan: Plan,
    traits: ScoreTraits,
    min_fixtures: int = MIN_FIXTURES,
    ratio: bool = False,
) -> Comparison | Insufficient:
    """Compare two candidates over all planned fixtures, repeats averaged inside a fixture first.

    The interval is Student's t on the fixtures' differences, with an error robust to groups (`clusters`). Where every
    fixture is 0 or 1 on both sides it is Tango's (`paired_shares`), with groups of more than one the wider of both on
    each side. A candidate is no different from itself, for certain. The p values are McNemar's for 0 and 1 in groups of
    one, else of the sign-flip test over groups (`sign_flip`). A bootstrap has no part in it: below 80 fixtures it calls
    too many differences, above it says what t says.

    Args:
        rows: of both, and of any others.
        score: its name.
        candidate: whose rows are compared.
        baseline: with whose.
        plan: the fixtures with their groups, and the repeats.
        traits: of the score.
        min_fixtures: fewer pairs are no comparison.
        ratio: compare logs of the numbers, as costs are; a number of 0 or less makes it insufficient.
    """
    found = pair(rows, score, candidate=candidate, baseline=baseline, plan=plan, traits=traits)
    place: _Place = {
        "candidate": candidate,
        "baseline": baseline,
        "score": score,
        "planned": len(plan.fixtures),
        "paired": len(found.pairs),
        "missing": found.missing,
        "empty": found.empty,
    }
    if wanting := _wanting(found, min_fixtures, len(plan.fixtures), ratio=ratio):
        return Insufficient(reason=wanting[0], needed=wanting[1], **place)
    return _compared(found, traits, place, ratio=ratio)


def falls(pairing: Pairing, traits: ScoreTraits) -> tuple[Fall, ...]:
    """Return the fixtures where the candidate is worse than the baseline, the worst first."""
    found = [
        Fall(fixture=each.fixture, before=each.before, after=each.after)
        for each in pairing.pairs
        if _gain(each, traits, ratio=False) < 0
    ]
    return tuple(sorted(found, key=lambda fall: (-fall.size, fall.fixture)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted for all of them having been looked at, in the order given (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = highest
    return adjusted


def saving(log_ratio: float) -> str:
    """Return a mean log of before / after as what was saved, `18 %`; negative where it costs more."""
    return f"{100 * -math.expm1(-log_ratio):.0f} %"


def _wanting(found: Pairing, least: int, planned: int, *, ratio: bool) -> tuple[str, int | None] | None:
    """Return what is wanting, and how many pairs it takes; None where there is enough."""
    if len(found.pairs) < least:
        without = f"{len(found.missing)} are missing, {len(found.empty)} have no value"
        return f"{len(found.pairs)} of {planned} planned fixtures are paired, {least} are needed: {without}", least
    if len({each.group for each in found.pairs}) < LEAST_GROUPS:
        return "all fixtures are of one group, so there is no telling how groups differ; add others", None
    if ratio and any(min(each.before, each.after) <= 0 for each in found.pairs):
        return "a number that is 0 has no ratio", None
    return None


def _compared(found: Pairing, traits: ScoreTraits, place: _Place, *, ratio: bool) -> Comparison:
    gains = [_gain(each, traits, ratio=ratio) for each in found.pairs]
    groups = [each.group for each in found.pairs]
    mean = clustered_mean(gains, groups)
    wins, losses = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    binary = traits.share and all(value in (0.0, 1.0) for each in found.pairs for value in (each.before, each.after))
    itself = place["candidate"] == place["baseline"]
    low, high = (0.0, 0.0) if itself else _bounds(mean, wins, losses, binary=binary, n=mean.n)
    chance, test = _chance(gains, groups, binary=binary)
    return Comparison(
        higher_is_better=traits.higher_is_better,
        ratio=ratio,
        groups=mean.groups,
        before=fmean(each.before for each in found.pairs),
        after=fmean(each.after for each in found.pairs),
        difference=mean.mean,
        low=low,
        high=high,
        sd=mean.sd,
        effect=mean.mean / mean.sd if mean.sd else None,
        error=mean.error,
        df=mean.df,
        binary=binary,
        chance=chance,
        test=test,
        wins=wins,
        ties=mean.n - wins - losses,
        losses=losses,
        falls=falls(found, traits),
        **place,
    )


def _gain(given: Pair, traits: ScoreTraits, *, ratio: bool) -> float:
    """Return by how much the candidate is better; less than rounding is a tie."""
    raw = math.log(given.after / given.before) if ratio else given.after - given.before
    return 0.0 if abs(raw) <= _TIE * max(1.0, abs(given.before)) else raw if traits.higher_is_better else -raw


def _bounds(mean: ClusteredMean, wins: int, losses: int, *, binary: bool, n: int) -> tuple[float, float]:
    half = mean.half_width(n)
    low, high = mean.mean - half, mean.mean + half
    if not binary:
        return low, high
    least, most = tango(wins * n / mean.n, losses * n / mean.n, n)
    return (least, most) if mean.groups == mean.n else (min(low, least), max(high, most))


def _chance(gains: Sequence[float], groups: Sequence[str], *, binary: bool) -> tuple[Chance, Test]:
    sums = group_sums(gains, groups)
    if binary and len(sums) == len(gains):
        return mcnemar(sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)), "McNemar"
    found = sign_flip(sums)
    return found, "sign-flip" if found.exact else "sign-flip, drawn"

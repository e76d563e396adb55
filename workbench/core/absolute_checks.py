"""Checks of a gate that look at the candidate alone: floors, ceilings, unusable answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from workbench.core.checking import decided, few, too_few, undecided
from workbench.core.clusters import ClusteredMean, clustered_mean
from workbench.core.gates import Ceiling, Floor
from workbench.core.pairing import Column, averaged, column, reaches, reaching
from workbench.core.power import fewest
from workbench.core.statistics import Z95, Interval, number, wilson
from workbench.core.verdicts import Check, Decision, Plan, ResultRow, ScoreTraits


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A mean over fixtures, and how its 95 % interval is made: `binary` is a share that is 0 or 1 throughout."""

    mean: ClusteredMean
    share: bool
    binary: bool

    def __str__(self) -> str:
        """Return `0.91 [0.86, 0.96], n=24`."""
        low, high = self.bounds(self.mean.n)
        return f"{Interval(mean=self.mean.mean, low=low, high=high, n=self.mean.n)}, n={self.mean.n}"

    def bounds(self, n: int) -> tuple[float, float]:
        """Return the interval that n fixtures with this mean, spread and kind of groups have."""
        mean, half = self.mean.mean, self.mean.half_width(n)
        if not self.share:
            return mean - half, mean + half
        if self.binary:
            low, high = wilson(mean, n)
            if self.mean.groups < self.mean.n:
                low, high = max(0.0, min(low, mean - half)), min(1.0, max(high, mean + half))
            return low, high
        unseen = Z95**2 / (n + Z95**2)
        return max(0.0, min(mean - half, 1 - unseen)), min(1.0, max(mean + half, unseen))


def mean_of(found: Column, *, share: bool) -> Found | None:
    """Return the mean over fixtures with its 95 % interval; None below two groups.

    Student's t with an error robust to groups (`clusters`), within 0 to 1 for shares. A share that is 0 or 1 throughout
    has Wilson's interval, or the wider of both where groups hold more than one fixture. And no record of n fixtures
    shows more of a share than a perfect one would: Wilson's bound n / (n + 3.84) of n ones, and likewise of n zeros.
    """
    if len({fixture.group for fixture in found.values}) < 2:
        return None
    values = list(found.values.values())
    mean = clustered_mean(values, [fixture.group for fixture in found.values])
    return Found(mean=mean, share=share, binary=share and set(values) <= {0.0, 1.0})


def floor_checks(
    rows: Sequence[ResultRow], floor: Floor, *, candidate: str, plan: Plan, traits: ScoreTraits, min_fixtures: int
) -> Iterator[Check]:
    """Yield the check of a floor, and one for each of its strata."""
    name, what, reduce = f"floor {floor.score}", "mean", averaged(traits)
    if floor.repeats is not None and floor.each is not None:
        traits, reduce = replace(traits, share=True), reaching(floor.repeats, floor.each)
        name = f"{name}, {floor.repeats} of {plan.repeats} repeats"
        what = f"share of fixtures with {floor.repeats} of {plan.repeats} repeats at {number(floor.each)} or more"
    found = column(rows, floor.score, candidate=candidate, plan=plan, reduce=reduce)
    asked = f"{what} at least {number(floor.at_least)} (lower 95 % bound)"
    yield _bounded(name, asked, found, traits, floor.at_least, min_fixtures)
    for stratum, least in floor.strata.items():
        yield _stratum(f"{name} in {stratum}", f"{what} in {stratum} at least {number(least)}", found, stratum, least)


def ceiling_check(
    rows: Sequence[ResultRow], ceiling: Ceiling, *, candidate: str, plan: Plan, traits: ScoreTraits, min_fixtures: int
) -> Check:
    """Return the check of a ceiling."""
    most = float(ceiling.at_most)
    found = column(rows, ceiling.score, candidate=candidate, plan=plan, reduce=averaged(traits))
    asked = f"mean at most {number(most)} (upper 95 % bound)"
    return _bounded(f"ceiling {ceiling.score}", asked, found, traits, most, min_fixtures, below=True)


def unusable_check(rows: Sequence[ResultRow], most: float, *, candidate: str) -> Check:
    """Return the check of the share of answers that cannot be used, as counted."""
    answered = [row for row in rows if row.candidate == candidate and row.outcome is not None]
    name, asked = "unusable answers", f"at most {100 * most:g} % of the answers"
    if not answered:
        return undecided(name, asked, "no answer", "nothing was answered")
    unusable = sum(row.outcome != "ok" for row in answered)
    share = unusable / len(answered)
    passed = reaches(most, share)
    return Check(
        name=name,
        decision=decided(passed=passed, failed=not passed),
        asked=asked,
        found=f"{unusable} of {len(answered)}",
        value=share,
        off=most - share,
        reason=None if passed else "too many answers cannot be used",
    )


def _bounded(
    name: str, asked: str, given: Column, traits: ScoreTraits, limit: float, min_fixtures: int, *, below: bool = False
) -> Check:
    """Return the check of a mean whose bound has to reach a limit, from above or below.

    A number that is no share and unknown for any fixture, as the cost of a model without a price, decides nothing.
    """
    if given.empty and not traits.share:
        return undecided(name, asked, "unknown", f"it is unknown for {few(given.empty)}")
    found = mean_of(given, share=traits.share)
    if found is None or found.mean.n < min_fixtures:
        return too_few(name, asked, len(given.values), min_fixtures, missing=given.missing, empty=given.empty)
    low, high = found.bounds(found.mean.n)
    against, favourable = (high, low) if below else (low, high)
    sign = -1 if below else 1
    decision = decided(
        passed=reaches(sign * against, sign * limit), failed=not reaches(sign * favourable, sign * limit)
    )
    return Check(
        name=name,
        decision=decision,
        asked=asked,
        found=str(found),
        value=found.mean.mean,
        low=low,
        high=high,
        off=sign * ((favourable if decision == "failed" else against) - limit),
        needed=_needed(found, limit, sign) if decision == "inconclusive" else None,
        reason=_reason(decision, hopeful=sign * (found.mean.mean - limit) > 0),
    )


def _needed(found: Found, limit: float, sign: int) -> int | None:
    """Return how many fixtures a pass would take; None where the mean is on the wrong side."""
    if sign * (found.mean.mean - limit) <= 0:
        return None
    against = 0 if sign > 0 else 1
    return fewest(lambda n: reaches(sign * found.bounds(n)[against], sign * limit), start=found.mean.n)


def _reason(decision: Decision, *, hopeful: bool) -> str | None:
    if decision == "inconclusive":
        return "the mean is inside, its bound is not" if hopeful else "the mean is outside, which may be chance"
    return None if decision == "passed" else "even the favourable bound is outside"


def _stratum(name: str, asked: str, given: Column, stratum: str, least: float) -> Check:
    values = [value for fixture, value in given.values.items() if fixture.stratum == stratum]
    if not values:
        return undecided(name, asked, "n=0", "no fixture of it has a number")
    mean = fmean(values)
    passed = reaches(mean, least)
    return Check(
        name=name,
        decision=decided(passed=passed, failed=not passed),
        asked=asked,
        found=f"{number(mean)}, n={len(values)}",
        value=mean,
        off=mean - least,
        reason=None if passed else "the mean is below it",
    )

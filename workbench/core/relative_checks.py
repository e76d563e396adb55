"""Checks of a gate that look at the candidate beside its baseline: better, cheaper, no worse, no fall unseen."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

from workbench.core.checking import both, decided, few, too_few, undecided
from workbench.core.comparing import Comparison, Insufficient, compare, falls, holm
from workbench.core.gates import Better, Cheaper, NoWorse
from workbench.core.pairing import pair, reaches
from workbench.core.power import fewest
from workbench.core.sign_flip import p_text
from workbench.core.statistics import Z95, number
from workbench.core.verdicts import Check, Decision, Plan, ResultRow, ScoreTraits

LEVEL: Final = 0.025
"""One-sided, as of every bound of a 95 % interval."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """What every comparison of a gate needs: the rows, whose, the plan, and what is known of the scores."""

    rows: Sequence[ResultRow]
    candidate: str
    baseline: str
    plan: Plan
    traits: Mapping[str, ScoreTraits]
    min_fixtures: int

    def compare(self, score: str, *, ratio: bool = False) -> Comparison | Insufficient:
        """Compare the two on a score."""
        return compare(
            self.rows,
            score,
            candidate=self.candidate,
            baseline=self.baseline,
            plan=self.plan,
            traits=self.traits[score],
            min_fixtures=self.min_fixtures,
            ratio=ratio,
        )


def better_check(sides: Sides, better: Better, rivals: Sequence[float]) -> Check:
    """Return the check that the candidate is better, by chance in fewer than one of 40 cases, and by enough."""
    name = f"better {better.score}"
    asked = f"better than {sides.baseline} (one-sided p below {LEVEL}) and by {number(better.by)} on average"
    found = _compared(sides, better.score, name, asked)
    if isinstance(found, Check):
        return found
    p = holm([found.chance.better, *rivals])[0]
    shown, enough = p < LEVEL, reaches(found.difference, better.by)
    decision = decided(passed=shown and enough, failed=not reaches(found.high, better.by))
    adjusted = f" after Holm over {len(rivals) + 1} candidates" if rivals else ""
    return Check(
        name=name,
        decision=decision,
        asked=asked,
        found=f"{found}, one-sided {p_text(p)}{adjusted}",
        value=found.difference,
        low=found.low,
        high=found.high,
        off=_off_better(found, better.by, decision, enough=enough),
        needed=_until_shown(found.paired, p) if decision == "inconclusive" and enough else None,
        reason=_why_not_shown(decision, enough=enough),
    )


def no_worse_check(sides: Sides, guard: NoWorse) -> Check:
    """Return the check that the candidate is not worse by more than the margin."""
    name = f"no worse {guard.score}"
    asked = f"no worse than {sides.baseline} by more than {number(guard.margin)} (lower 95 % bound)"
    found = _compared(sides, guard.score, name, asked)
    if isinstance(found, Check):
        return found
    least = -guard.margin
    decision = decided(passed=reaches(found.low, least), failed=not reaches(found.high, least))
    hopeful = found.difference > least
    inside, outside = "the mean is inside the margin, its bound is not", "the mean is outside, which may be chance"
    reason = {
        "passed": None,
        "inconclusive": inside if hopeful else outside,
        "failed": "even the upper bound is outside",
    }
    return Check(
        name=name,
        decision=decision,
        asked=asked,
        found=str(found),
        value=found.difference,
        low=found.low,
        high=found.high,
        off=(found.high if decision == "failed" else found.low) - least,
        needed=_needed(found, lambda low: reaches(low, least)) if decision == "inconclusive" and hopeful else None,
        reason=reason[decision],
    )


def cheaper_check(sides: Sides, cheaper: Cheaper, primary: str, cost: str) -> Check:
    """Return the check of the cheaper path: the primary score no worse and the cost lower, both."""
    quality = no_worse_check(sides, NoWorse(score=primary, margin=cheaper.not_worse_by))
    return both("cheaper", quality, _saving_check(sides, cheaper, cost))


def fall_check(sides: Sides, primary: str, most: float, looked_at: Sequence[str]) -> Check:
    """Return the check that no fixture falls by more without a person's look; a fall alone proves nothing."""
    traits = sides.traits[primary]
    found = pair(
        sides.rows, primary, candidate=sides.candidate, baseline=sides.baseline, plan=sides.plan, traits=traits
    )
    down = falls(found, traits)
    unseen = [fall for fall in down if not reaches(most, fall.size) and fall.fixture not in looked_at]
    name, asked = f"falls {primary}", f"no fixture down by more than {number(most)} unless a person has looked at it"
    worst = f"{down[0].fixture} from {number(down[0].before)} to {number(down[0].after)}" if down else "none"
    shown = f"{len(down)} of {len(found.pairs)} down, worst: {worst}"
    if unseen:
        named = few([each.fixture for each in unseen])
        return undecided(name, asked, shown, f"have a person look at {named} and name what was seen to in `looked_at`")
    size = down[0].size if down else 0.0
    return Check(name=name, decision="passed", asked=asked, found=shown, value=size, off=most - size)


def _compared(sides: Sides, score: str, name: str, asked: str, *, ratio: bool = False) -> Comparison | Check:
    """Return the comparison, or the check that says why there is none."""
    found = sides.compare(score, ratio=ratio)
    if found.empty and not sides.traits[score].share:
        return undecided(name, asked, "unknown", f"it is unknown for {few(found.empty)}")
    if isinstance(found, Comparison):
        return found
    if found.needed is None:
        return undecided(name, asked, f"n={found.paired}", found.reason)
    return too_few(name, asked, found.paired, found.needed, missing=found.missing, empty=found.empty)


def _saving_check(sides: Sides, cheaper: Cheaper, cost: str) -> Check:
    """Return the check that the mean log ratio of costs is a saving, shown and large enough; off is in shares."""
    name, asked = f"cheaper {cost}", f"cheaper than {sides.baseline} by {100 * cheaper.cheaper_by:g} % on average"
    if (certain := _without_cost(sides, cheaper, name, asked, cost)) is not None:
        return certain
    found = _compared(sides, cost, name, asked, ratio=True)
    if isinstance(found, Check):
        return found
    least = -math.log1p(-cheaper.cheaper_by)
    shown, enough = found.low > 0, reaches(found.difference, least)
    decision = decided(passed=shown and enough, failed=not reaches(found.high, least))
    value, low, high = (-math.expm1(-each) for each in (found.difference, found.low, found.high))
    gap = value - cheaper.cheaper_by
    return Check(
        name=name,
        decision=decision,
        asked=asked,
        found=str(found),
        value=value,
        low=low,
        high=high,
        off=high - cheaper.cheaper_by if decision == "failed" else min(gap, low),
        needed=_needed(found, lambda bound: bound > 0) if decision == "inconclusive" and enough else None,
        reason=_why_not_shown(decision, enough=enough),
    )


def _without_cost(sides: Sides, cheaper: Cheaper, name: str, asked: str, cost: str) -> Check | None:
    """Return the check where a side costs nothing at all, so that there is no ratio; None where there may be one."""
    pairs = pair(
        sides.rows, cost, candidate=sides.candidate, baseline=sides.baseline, plan=sides.plan,
        traits=sides.traits[cost],
    )  # fmt: skip
    if pairs.missing or pairs.empty or len(pairs.pairs) < sides.min_fixtures:
        return None
    if all(each.before == 0 for each in pairs.pairs):
        shown = f"{sides.baseline} costs nothing"
        return Check(name=name, decision="failed", asked=asked, found=shown, reason="nothing is cheaper than nothing")
    if all(each.after == 0 < each.before for each in pairs.pairs):
        off = 1 - cheaper.cheaper_by
        return Check(
            name=name, decision="passed", asked=asked, found="it costs nothing", value=1.0, low=1.0, high=1.0, off=off
        )
    return None


def _off_better(found: Comparison, by: float, decision: Decision, *, enough: bool) -> float | None:
    """Return how far the mean, or the bound that decides, is off; None where only p is wanting."""
    if decision == "failed":
        return found.high - by
    if decision == "passed" or not enough:
        return found.difference - by
    return found.low if found.low < 0 else None


def _until_shown(paired: int, p: float) -> int | None:
    """Return how many fixtures would bring p below the level, since its normal deviate grows with their root."""
    if p >= 0.5:
        return None
    return max(paired + 1, math.ceil(paired * (Z95 / NormalDist().inv_cdf(1 - p)) ** 2))


def _needed(found: Comparison, enough: Callable[[float], bool]) -> int | None:
    """Return how many fixtures bring the lower bound so far, at the difference and spread found."""
    return fewest(lambda n: enough(found.bounds(n)[0]), start=found.paired)


def _why_not_shown(decision: Decision, *, enough: bool) -> str | None:
    if decision == "passed":
        return None
    if decision == "failed":
        return "even the favourable bound is below it"
    return "it may be chance" if enough else "the mean is below it, which may be chance"

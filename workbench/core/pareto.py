"""Quality against logical cost: who is dominated beyond chance, and the cheapest that is not worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.core.absolute_checks import mean_of
from workbench.core.comparing import MIN_FIXTURES, Comparison, Insufficient, compare
from workbench.core.deciding import COST
from workbench.core.pairing import averaged, column, reaches
from workbench.core.relative_checks import LEVEL
from workbench.core.statistics import Interval, number
from workbench.core.verdicts import Plan, ResultRow, ScoreTraits

Place = Literal["front", "dominated", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One candidate on the map of quality and cost.

    Attributes:
        quality: mean of the primary score with its 95 % interval; None where rows are wanting.
        cost: mean logical cost of an issue; None where rows are wanting or a cost is unknown.
        place: `front` where nobody dominates it; `unknown` where quality or cost is.
        dominated_by: who does, by name.
    """

    candidate: str
    quality: Interval | None
    cost: Interval | None
    place: Place
    dominated_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A candidate for the pick.

    Attributes:
        quality: against the baseline.
        cost: mean logical cost of an issue; None where it is unknown.
        fell_out: why it cannot be picked, one sentence; None where it can.
    """

    candidate: str
    quality: Comparison | Insufficient
    cost: Interval | None
    fell_out: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick:
    """The cheapest candidate that is not worse, None where there is none, and what became of each, cheapest first."""

    winner: str | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contenders:
    """The candidates of a run, and what is needed to compare them.

    Attributes:
        traits: of the primary score and of the cost.
        min_fixtures: fewer pairs are no comparison.
    """

    rows: Sequence[ResultRow]
    candidates: tuple[str, ...]
    plan: Plan
    traits: Mapping[str, ScoreTraits]
    primary: str
    min_fixtures: int = MIN_FIXTURES

    def against(self, candidate: str, other: str, score: str) -> Comparison | Insufficient:
        """Compare two of them on a score."""
        return compare(
            self.rows,
            score,
            candidate=candidate,
            baseline=other,
            plan=self.plan,
            traits=self.traits[score],
            min_fixtures=self.min_fixtures,
        )

    def mean(self, candidate: str, score: str) -> Interval | None:
        """Return a candidate's mean; None where a row is missing, a cost unknown, or all are of one group."""
        traits = self.traits[score]
        found = column(self.rows, score, candidate=candidate, plan=self.plan, reduce=averaged(traits))
        mean = mean_of(found, share=traits.share)
        if mean is None or found.missing or (found.empty and not traits.share):
            return None
        low, high = mean.bounds(mean.mean.n)
        return Interval(mean=mean.mean.mean, low=low, high=high, n=mean.mean.n)


def front(given: Contenders) -> tuple[Standing, ...]:
    """Return every candidate with its place, cheapest first, unknown ones last.

    A dominates B where A is better on the primary score or on logical cost beyond chance, and on the other one better
    beyond chance or certainly not worse. Beyond chance: the one-sided p is below 0.025 and the 95 % interval of the
    paired difference is above 0. Certainly not worse: no part of that interval is below 0, as where both cost the same
    on every fixture. It is a map, not a decision: p is not adjusted for the number of pairs looked at. A candidate
    whose cost or quality is unknown neither dominates nor is dominated.
    """
    known = {each: (given.mean(each, given.primary), given.mean(each, COST)) for each in given.candidates}
    able = sorted(each for each, figures in known.items() if None not in figures)
    standings = []
    for candidate, (quality, cost) in known.items():
        by = [each for each in able if candidate in able and each != candidate and _dominates(given, each, candidate)]
        place: Place = "unknown" if candidate not in able else "dominated" if by else "front"
        standings.append(Standing(candidate=candidate, quality=quality, cost=cost, place=place, dominated_by=tuple(by)))
    return tuple(sorted(standings, key=lambda each: _cheapest_first(each.candidate, each.cost, each.quality)))


def cheapest_not_worse(given: Contenders, *, baseline: str, margin: float) -> Pick:
    """Return the candidate with the lowest mean logical cost of those that are not worse than the baseline.

    Not worse: the lower 95 % bound (one-sided 97.5 %) of the paired quality difference is inside the margin, over all
    planned fixtures. The baseline is one of them. An unknown cost never wins; of equal costs the better mean does. Each
    candidate is tested alone, so among many one that is worse by the margin slips through more often than 2.5 %: let a
    gate on other fixtures confirm the pick.

    Args:
        given: the candidates; the baseline need not be among them.
        baseline: with whom they are compared.
        margin: how much worse is not worse, 0 or more.
    """
    names = dict.fromkeys((*given.candidates, baseline))
    offers = [_offer(given, each, baseline, margin) for each in names]
    offers.sort(key=lambda each: _cheapest_first(each.candidate, each.cost, given.mean(each.candidate, given.primary)))
    winner = next((each.candidate for each in offers if each.fell_out is None), None)
    return Pick(winner=winner, offers=tuple(offers))


def _offer(given: Contenders, candidate: str, baseline: str, margin: float) -> Offer:
    quality, cost = given.against(candidate, baseline, given.primary), given.mean(candidate, COST)
    return Offer(candidate=candidate, quality=quality, cost=cost, fell_out=_fell_out(quality, cost, baseline, margin))


def _fell_out(quality: Comparison | Insufficient, cost: Interval | None, baseline: str, margin: float) -> str | None:
    if isinstance(quality, Insufficient):
        return quality.reason
    if quality.missing:
        return f"{len(quality.missing)} of {quality.planned} fixtures are missing on one side"
    if cost is None:
        return "its cost is unknown"
    if reaches(quality.low, -margin):
        return None
    worse = "is" if not reaches(quality.high, -margin) else "may be"
    return f"it {worse} worse than {baseline} by more than {number(margin)}: {quality}"


def _dominates(given: Contenders, one: str, other: str) -> bool:
    quality, cost = given.against(one, other, given.primary), given.against(one, other, COST)
    if isinstance(quality, Insufficient) or isinstance(cost, Insufficient):
        return False
    certain = reaches(quality.low, 0.0) and reaches(cost.low, 0.0)
    return certain and any(each.low > 0 and each.chance.better < LEVEL for each in (quality, cost))


def _cheapest_first(name: str, cost: Interval | None, quality: Interval | None) -> tuple[float, float, str]:
    return (cost.mean if cost else float("inf"), -quality.mean if quality else float("inf"), name)

"""A gate before its run: what is wrong with it, what its slice can never pass, how many fixtures each check takes."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbench.core.deciding import asked_scores
from workbench.core.gates import Floor, Gate
from workbench.core.power import GUESS, Spread, fixtures_needed
from workbench.core.statistics import Z95, number
from workbench.core.verdicts import Plan, ScoreTraits

LEAST_GROUPS: Final = 6
"""With five groups the smallest one-sided p of a sign-flip test is 1/32, above 0.025."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """How many fixtures a check takes.

    Attributes:
        check: its name, as in the verdict.
        least: with fewer it can never pass.
        likely: with so many, four of five runs show a gain of as much as is asked, or that a candidate just as good as
            the baseline is no worse. None where it depends on the candidate's own mean, or where no gain is named.
        guess: `likely` rests on a guessed spread.
    """

    check: str
    least: int
    likely: int | None = None
    guess: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GateReport:
    """What there is to say of a gate at loading, a sentence each.

    Attributes:
        errors: why it is refused.
        warnings: what its slice can never pass, and what is likely a slip.
        needs: one for each check that depends on the number of fixtures.
    """

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    needs: tuple[Need, ...]


def check_gate(
    gate: Gate,
    *,
    traits: Mapping[str, ScoreTraits],
    plan: Plan,
    primary: str,
    has_baseline: bool,
    objections: Mapping[str, Sequence[str]] = MappingProxyType({}),
    spread: Spread = GUESS,
) -> GateReport:
    """Look a gate over before anything is run.

    Args:
        gate: what is asked.
        traits: of every score that the suite measures.
        plan: the slice with its groups and strata, and the repeats.
        primary: the suite's primary score.
        has_baseline: whether the suite names one.
        objections: by judged score, what speaks against deciding by it; a judged score that is not in it is refused,
            as is one with an objection.
        spread: of the paired differences of shares, stored or guessed (`power`).
    """
    shares = {score for score, known in traits.items() if known.share}
    errors = (
        *_of_scores(gate, primary, traits, objections),
        *_of_strata(gate, plan),
        *_of_the_whole(gate, has_baseline=has_baseline),
        *_of_limits(gate, shares),
        *_of_margins(gate, primary, shares),
    )
    if errors:
        return GateReport(errors=errors, warnings=(), needs=())
    needs = tuple(_needs(gate, traits, plan, primary, spread))
    warnings = (*_never(gate, plan, needs), *_slips(gate, traits, plan))
    return GateReport(errors=(), warnings=warnings, needs=needs)


def _of_scores(
    gate: Gate, primary: str, traits: Mapping[str, ScoreTraits], objections: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    for score in asked_scores(gate, primary):
        if score not in traits:
            yield f"the gate names {score!r}, which the suite does not measure; it measures {', '.join(sorted(traits))}"
        elif traits[score].judged:
            for reason in objections.get(score, ("no calibration card vouches for it",)):
                yield f"the gate names {score!r}, which a judge gives: {reason}"


def _of_strata(gate: Gate, plan: Plan) -> Iterator[str]:
    known = {fixture.stratum for fixture in plan.fixtures}
    for floor in gate.floors:
        for stratum in sorted(set(floor.strata) - known):
            yield f"the floor on {floor.score!r} names stratum {stratum!r}, which has no fixture in this slice"


def _of_the_whole(gate: Gate, *, has_baseline: bool) -> Iterator[str]:
    if gate.empty:
        yield "the gate asks for nothing, so everything would pass; give it a floor, a ceiling or a comparison"
    if gate.relative and not has_baseline:
        yield "the gate compares with a baseline, and the suite names none"


def _of_limits(gate: Gate, shares: Collection[str]) -> Iterator[str]:
    """Yield the floors and ceilings that ask for nothing, or for more than any record shows."""
    for floor in gate.floors:
        if not (floor.score in shares or floor.repeats):
            continue
        if not 0 < floor.at_least < 1:
            yield f"the floor on {floor.score!r} has to be above 0 and below 1: no record of any length shows a whole 1"
        if not all(0 < each <= 1 for each in floor.strata.values()):
            yield f"the floors of strata on {floor.score!r} have to be above 0 and at most 1"
    for ceiling in gate.ceilings:
        if ceiling.score in shares and not 0 < ceiling.at_most < 1:
            yield f"the ceiling on {ceiling.score!r} has to be above 0 and below 1: no record of any length shows none"
        elif ceiling.at_most < 0:
            yield f"the ceiling on {ceiling.score!r} is below 0"


def _of_margins(gate: Gate, primary: str, shares: Collection[str]) -> Iterator[str]:
    """Yield the comparisons that ask for nothing, or for more than there is."""
    margins = [(each.score, each.margin) for each in gate.no_worse]
    margins += [(primary, gate.cheaper.not_worse_by)] if gate.cheaper else []
    for score, margin in margins:
        if score in shares and margin >= 1:
            yield f"the margin of {score!r} has to be below 1, or nothing is ever worse"
    if gate.better and gate.better.score in shares and gate.better.by >= 1:
        yield f"no candidate is better on {gate.better.score!r} by {number(gate.better.by)}"


def _needs(gate: Gate, traits: Mapping[str, ScoreTraits], plan: Plan, primary: str, spread: Spread) -> Iterator[Need]:
    least = gate.min_fixtures
    for floor in gate.floors:
        if traits[floor.score].share or floor.repeats:
            yield Need(check=_name(floor, plan), least=max(least, _perfect(floor.at_least)))
    for ceiling in gate.ceilings:
        if traits[ceiling.score].share:
            yield Need(check=f"ceiling {ceiling.score}", least=max(least, _perfect(1 - float(ceiling.at_most))))
    guess, sd = spread.source == "guess", spread.sd(plan.repeats)
    if gate.better:
        likely = fixtures_needed(gate.better.by, sd) if traits[gate.better.score].share else None
        yield Need(check=f"better {gate.better.score}", least=max(least, LEAST_GROUPS), likely=likely, guess=guess)
    guards = [(f"no worse {each.score}", each.score, each.margin) for each in gate.no_worse]
    guards += [("cheaper", primary, gate.cheaper.not_worse_by)] if gate.cheaper else []
    for name, score, margin in guards:
        likely = fixtures_needed(margin, sd) if traits[score].share else None
        yield Need(check=name, least=least, likely=likely, guess=guess)


def _name(floor: Floor, plan: Plan) -> str:
    return f"floor {floor.score}" + (f", {floor.repeats} of {plan.repeats} repeats" if floor.repeats else "")


def _never(gate: Gate, plan: Plan, needs: tuple[Need, ...]) -> Iterator[str]:
    """Yield what this slice can never pass."""
    count, groups = len(plan.fixtures), len({fixture.group for fixture in plan.fixtures})
    if count < gate.min_fixtures:
        yield f"the gate wants {gate.min_fixtures} fixtures and the slice has {count}: it can never pass"
    for need in needs:
        if need.least > max(count, gate.min_fixtures):
            yield f"{need.check}: {count} fixtures can never show it, with a perfect record neither; {need.least} can"
    for floor in gate.floors:
        if floor.repeats and floor.repeats > plan.repeats:
            yield f"{_name(floor, plan)}: the suite repeats each fixture {plan.repeats} times, so it can never pass"
    if gate.better and groups < LEAST_GROUPS:
        yield f"better {gate.better.score}: {groups} groups can never show it, {LEAST_GROUPS} can; add other projects"


def _slips(gate: Gate, traits: Mapping[str, ScoreTraits], plan: Plan) -> Iterator[str]:
    """Yield what is allowed and likely not meant."""
    for floor in gate.floors:
        if not traits[floor.score].higher_is_better:
            yield f"floor {floor.score}: less of it is better; a ceiling is likely meant"
    for ceiling in gate.ceilings:
        if traits[ceiling.score].higher_is_better and traits[ceiling.score].share:
            yield f"ceiling {ceiling.score}: more of it is better; a floor is likely meant"
    keys = {fixture.key for fixture in plan.fixtures}
    if strange := sorted(set(gate.looked_at) - keys):
        yield f"`looked_at` names {', '.join(strange)}, which the slice does not have"


def _perfect(share: float) -> int:
    """Return how many fixtures with a perfect record show a share: n / (n + 3.84) reaches it (`absolute_checks`)."""
    return math.ceil(Z95**2 * share / (1 - share) - 1e-9)

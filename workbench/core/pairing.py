"""From rows to one number a fixture, and to pairs of them: all planned fixtures, none dropped silently."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from workbench.core.verdicts import Plan, PlannedFixture, ResultRow, ScoreTraits

Repeats = tuple[float | None, ...]
"""One score of one fixture, a value for each repeat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One score of one candidate, by fixture.

    Attributes:
        values: of each fixture that has one, in the order of their keys.
        missing: fixtures of which a repeat has failed, was never tried, was not measured, or is there twice.
        empty: fixtures where the score does not apply, or is unknown.
    """

    values: dict[PlannedFixture, float]
    missing: tuple[str, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A fixture's numbers on both sides."""

    fixture: str
    group: str
    before: float
    after: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """A candidate beside its baseline: pairs, missing and empty fixtures are all that were planned.

    Attributes:
        missing: on one side or both, as in `Column`; so is `empty`.
    """

    pairs: tuple[Pair, ...]
    missing: tuple[str, ...]
    empty: tuple[str, ...]


def column(
    rows: Iterable[ResultRow],
    score: str,
    *,
    candidate: str,
    plan: Plan,
    reduce: Callable[[Repeats], float | None],
) -> Column:
    """Return what a score says of each planned fixture.

    Args:
        rows: of any candidates.
        score: its name.
        candidate: whose rows to take.
        plan: fixtures and repeats; rows of other fixtures are passed over.
        reduce: makes one number of a fixture's repeats; None where the score does not apply or is unknown.
    """
    own: dict[str, list[ResultRow]] = {}
    for row in rows:
        if row.candidate == candidate:
            own.setdefault(row.fixture, []).append(row)
    values: dict[PlannedFixture, float] = {}
    missing, empty = [], []
    for fixture in sorted(plan.fixtures, key=lambda each: each.key):
        found = _repeats(own.get(fixture.key, []), score, plan.repeats)
        value = None if found is None else reduce(found)
        if found is None:
            missing.append(fixture.key)
        elif value is None:
            empty.append(fixture.key)
        else:
            values[fixture] = value
    return Column(values=values, missing=tuple(missing), empty=tuple(empty))


def averaged(traits: ScoreTraits) -> Callable[[Repeats], float | None]:
    """Return what averages a fixture's repeats.

    Of a share, repeats to which it does not apply are left out; of any other number one unknown makes all unknown.
    """

    def average(repeats: Repeats) -> float | None:
        known = [value for value in repeats if value is not None]
        if not known or (len(known) < len(repeats) and not traits.share):
            return None
        return fmean(known)

    return average


def reaching(least: int, each: float) -> Callable[[Repeats], float | None]:
    """Return what makes 1 of a fixture of which at least so many repeats reach `each`, 0 of any other."""

    def count(repeats: Repeats) -> float | None:
        known = [value for value in repeats if value is not None]
        return float(sum(reaches(value, each) for value in known) >= least) if known else None

    return count


def pair(
    rows: Sequence[ResultRow], score: str, *, candidate: str, baseline: str, plan: Plan, traits: ScoreTraits
) -> Pairing:
    """Return the planned fixtures with the score's mean on both sides."""
    reduce = averaged(traits)
    before = column(rows, score, candidate=baseline, plan=plan, reduce=reduce)
    after = column(rows, score, candidate=candidate, plan=plan, reduce=reduce)
    missing = {*before.missing, *after.missing}
    return Pairing(
        pairs=tuple(_pairs(before, after)),
        missing=tuple(sorted(missing)),
        empty=tuple(sorted({*before.empty, *after.empty} - missing)),
    )


def reaches(value: float, asked: float) -> bool:
    """Return whether a number is at least what was asked; rounding of the last digits does not decide."""
    return value >= asked or math.isclose(value, asked, rel_tol=1e-9, abs_tol=1e-12)


def _pairs(before: Column, after: Column) -> Iterator[Pair]:
    for fixture, value in before.values.items():
        if fixture in after.values:
            yield Pair(fixture=fixture.key, group=fixture.group, before=value, after=after.values[fixture])


def _repeats(rows: Sequence[ResultRow], score: str, repeats: int) -> Repeats | None:
    """Return the values of all repeats in their order, or None where not every one is there once."""
    if len(rows) != repeats or len({row.repeat for row in rows}) != repeats:
        return None
    if any(row.outcome is None or score not in row.scores for row in rows):
        return None
    values = [row.scores[score] for row in sorted(rows, key=lambda row: row.repeat)]
    return tuple(values) if all(value is None or math.isfinite(value) for value in values) else None

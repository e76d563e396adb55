"""One score of two candidates, fixture by fixture and part by part."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from workbench.core.comparing import Comparison, Insufficient, compare, holm
from workbench.core.pairing import pair
from workbench.core.verdicts import Plan, ResultRow, ScoreTraits
from workbench.service.compare import Compared
from workbench.service.result_rows import score_traits

_TIE: Final = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class FixturePair:
    """A fixture's numbers on both sides; `gain` above 0 is better for the candidate, whichever way the score goes."""

    fixture: str
    stratum: str
    language: str
    before: float
    after: float
    gain: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The fixtures of a stratum or language.

    Attributes:
        planned: fixtures.
        pairs: those with a number on both sides.
        before: mean of the baseline over the pairs; None where there are none.
        after: mean of the candidate over the pairs; None where there are none.
        wins: pairs where the candidate is better; `ties` and `losses` are the others.
        compared: adjusted for all parts of its kind having been looked at (Holm).
    """

    name: str
    planned: int
    pairs: int
    before: float | None
    after: float | None
    wins: int
    ties: int
    losses: int
    compared: Compared


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """What is behind a mean.

    Attributes:
        pairs: by gain, the greatest loss first.
        missing: fixtures that failed, were never tried or not measured on a side.
        empty: fixtures where the score does not apply, or is unknown, on a side.
        strata: by name.
        languages: by name.
    """

    pairs: tuple[FixturePair, ...]
    missing: tuple[str, ...]
    empty: tuple[str, ...]
    strata: tuple[Part, ...]
    languages: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Both:
    rows: Sequence[ResultRow]
    score: str
    candidate: str
    baseline: str
    plan: Plan
    traits: ScoreTraits
    min_fixtures: int

    def within(self, keys: Collection[str]) -> Comparison | Insufficient:
        """Compare over these fixtures alone."""
        fixtures = tuple(each for each in self.plan.fixtures if each.key in keys)
        return compare(
            self.rows,
            self.score,
            candidate=self.candidate,
            baseline=self.baseline,
            plan=Plan(fixtures=fixtures, repeats=self.plan.repeats),
            traits=self.traits,
            min_fixtures=self.min_fixtures,
        )


def break_down(
    rows: Sequence[ResultRow], score: str, *, candidate: str, baseline: str, plan: Plan, min_fixtures: int
) -> Breakdown:
    """Return a score's pairs, and the same comparison inside every stratum and every language.

    Args:
        rows: of both, and of any others.
        score: its name, of a score that is known.
        candidate: whose rows are compared.
        baseline: with whose.
        plan: the fixtures of the run.
        min_fixtures: fewer pairs decide nothing, in a part as in the whole.
    """
    traits = score_traits([score])[score]
    both = _Both(
        rows=[row for row in rows if row.candidate in {candidate, baseline}],
        score=score,
        candidate=candidate,
        baseline=baseline,
        plan=plan,
        traits=traits,
        min_fixtures=min_fixtures,
    )
    found = pair(both.rows, score, candidate=candidate, baseline=baseline, plan=plan, traits=traits)
    languages = {row.fixture: row.language for row in rows}
    strata = {each.key: each.stratum for each in plan.fixtures}
    pairs = [
        FixturePair(
            fixture=each.fixture,
            stratum=strata[each.fixture],
            language=languages.get(each.fixture, ""),
            before=each.before,
            after=each.after,
            gain=_gain(each.before, each.after, higher_is_better=traits.higher_is_better),
        )
        for each in found.pairs
    ]
    return Breakdown(
        pairs=tuple(sorted(pairs, key=lambda each: (each.gain, each.fixture))),
        missing=found.missing,
        empty=found.empty,
        strata=_parts(both, pairs, strata.__getitem__),
        languages=_parts(both, pairs, lambda key: languages.get(key, "")),
    )


def _gain(before: float, after: float, *, higher_is_better: bool) -> float:
    if math.isclose(before, after, rel_tol=_TIE, abs_tol=_TIE):
        return 0.0
    return after - before if higher_is_better else before - after


def _parts(both: _Both, pairs: Iterable[FixturePair], name_of: Callable[[str], str]) -> tuple[Part, ...]:
    keys: dict[str, set[str]] = {}
    for fixture in both.plan.fixtures:
        keys.setdefault(name_of(fixture.key), set()).add(fixture.key)
    own: dict[str, list[FixturePair]] = {name: [] for name in keys}
    for each in pairs:
        own[name_of(each.fixture)].append(each)
    found = {name: both.within(keys[name]) for name in sorted(keys)}
    able = {name: each.chance.either for name, each in found.items() if isinstance(each, Comparison)}
    adjusted = dict(zip(able, holm(list(able.values())), strict=True))
    return tuple(
        _part(name, len(keys[name]), own[name], Compared(found=each, adjusted=adjusted.get(name)))
        for name, each in found.items()
    )


def _part(name: str, planned: int, pairs: Sequence[FixturePair], compared: Compared) -> Part:
    wins, losses = sum(each.gain > 0 for each in pairs), sum(each.gain < 0 for each in pairs)
    return Part(
        name=name,
        planned=planned,
        pairs=len(pairs),
        before=fmean(each.before for each in pairs) if pairs else None,
        after=fmean(each.after for each in pairs) if pairs else None,
        wins=wins,
        ties=len(pairs) - wins - losses,
        losses=losses,
        compared=compared,
    )

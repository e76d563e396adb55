"""What difference a suite can show, and what a wanted one takes: before money is spent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.errors import RunError
from workbench.core.power import GUESS, Design, Spread, designs, detectable, spread
from workbench.core.records import Suite
from workbench.core.verdicts import Plan, ResultRow
from workbench.service.result_rows import score_traits

FEWEST: Final = 6
"""With fewer fixtures no sign-flip test calls any difference."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Power:
    """What a suite can show on its primary score with a probability of 80 %.

    Attributes:
        score: the primary one.
        fixtures: of the suite.
        repeats: of the suite.
        spread: of paired differences, stored or guessed.
        candidate: whose stored differences vary most, on which the spread rests; None where it is guessed.
        detectable: the true mean difference that is found; None where the suite has too few fixtures to find any.
        difference: the wanted one.
        designs: what it takes, a number of repeats each; none where a million fixtures are not enough.
    """

    score: str
    fixtures: int
    repeats: int
    spread: Spread
    candidate: str | None
    detectable: float | None
    difference: float
    designs: tuple[Design, ...]


def power(suite: Suite, rows: Sequence[ResultRow], *, difference: float) -> Power:
    """Return the power of a suite; of several candidates the one that varies most decides.

    Args:
        suite: with its primary score and its baseline.
        rows: of its newest run; none where it has none.
        difference: the wanted one, above 0, in the score's unit.

    Raises:
        RunError: nothing is stored, and no guess holds for a score that is no share.
    """
    traits = score_traits([suite.primary])[suite.primary]
    found = _stored(suite, rows)
    if found is None and not traits.share:
        raise RunError(
            f"how much {suite.primary!r} varies is not known before a first run of suite {suite.name!r}, and no guess "
            "holds for it; run the suite once"
        )
    candidate, varies = found or (None, GUESS)
    count = len(suite.fixtures)
    return Power(
        score=suite.primary,
        fixtures=count,
        repeats=suite.repeats,
        spread=varies,
        candidate=candidate,
        detectable=detectable(count, varies.sd(suite.repeats)) if count >= FEWEST else None,
        difference=difference,
        designs=designs(varies, difference),
    )


def _stored(suite: Suite, rows: Sequence[ResultRow]) -> tuple[str, Spread] | None:
    """Return who varies most against the baseline, and how much."""
    traits, plan = score_traits([suite.primary])[suite.primary], Plan.of_rows(rows)
    if suite.baseline is None:
        return None
    names = [each.name for each in suite.candidates if each.name != suite.baseline]
    spreads = {
        name: spread(rows, suite.primary, candidate=name, baseline=suite.baseline, plan=plan, traits=traits)
        for name in names
    }
    known = {name: each for name, each in spreads.items() if each is not None and each.sd(suite.repeats) > 0}
    return max(known.items(), key=lambda each: each[1].sd(suite.repeats), default=None)

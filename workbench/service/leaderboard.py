"""The ranking of a run's candidates, computed from its stored rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.core.runs import Row
from workbench.core.statistics import Interval, by_fixture, mean_interval
from workbench.scorers import scorer_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One candidate on the board.

    Attributes:
        rank: from 1; None for a reference line, and for a candidate without a single answer.
        reference: it is the rules floor.
        planned: cells that the run planned for it.
        answered: cells that hold a generation.
        outcomes: how many cells ended how; failures under `failed`.
        scores: score name to its mean over fixtures, or None where it never applied.
    """

    rank: int | None
    reference: bool
    candidate: str
    prompt: str
    model: str
    planned: int
    answered: int
    outcomes: dict[str, int]
    scores: dict[str, Interval | None]


def leaderboard(rows: Sequence[Row], *, primary: str, scorers: Sequence[str]) -> list[Standing]:
    """Rank by the mean of the primary score, the better way round, ties by mean logical cost.

    A candidate with cells that hold no generation comes after all that are complete: whoever answered only the easy
    issues does not win; one without any answer has no rank. The rules floor comes last, unranked.
    """
    standings = [
        _standing([row for row in rows if row.candidate == name], scorers)
        for name in dict.fromkeys(row.candidate for row in rows)
    ]
    compared = sorted((each for each in standings if not each.reference), key=lambda each: _order(each, primary))
    ranked = [replace(each, rank=number) for number, each in enumerate(compared, start=1) if each.answered]
    silent = [each for each in compared if not each.answered]
    return ranked + silent + [each for each in standings if each.reference]


def _standing(rows: Sequence[Row], scorers: Sequence[str]) -> Standing:
    answered = [row for row in rows if row.outcome is not None]
    outcomes = Counter(str(row.outcome or ("failed" if row.failure else "open")) for row in rows)
    return Standing(
        rank=None,
        reference=rows[0].reference,
        candidate=rows[0].candidate,
        prompt=rows[0].prompt,
        model=rows[0].model,
        planned=len(rows),
        answered=len(answered),
        outcomes=dict(outcomes),
        scores={name: _mean(answered, name) for name in scorers},
    )


def _mean(rows: Sequence[Row], name: str) -> Interval | None:
    scorer = scorer_of(name)  # an old run may hold a score that nobody measures any more
    share = scorer is not None and scorer.unit == ""
    return mean_interval(by_fixture([(row.fixture, row.scores.get(name)) for row in rows]), share=share)


def _order(standing: Standing, primary: str) -> tuple[bool, bool, bool, float, float, str]:
    quality, cost = standing.scores.get(primary), standing.scores.get("cost_usd")
    scorer = scorer_of(primary)
    sign = 1 if scorer is not None and not scorer.higher_is_better else -1
    return (
        not standing.answered,
        standing.answered < standing.planned,
        quality is None,
        sign * (quality.mean if quality else 0.0),
        cost.mean if cost else float("inf"),
        standing.candidate,
    )

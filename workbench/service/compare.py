"""The candidates of a run against a baseline, score by score."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.comparing import MIN_FIXTURES, Comparison, Insufficient, holm
from workbench.core.comparing import compare as against
from workbench.core.errors import RunError
from workbench.core.verdicts import Plan, ResultRow
from workbench.service.result_rows import score_traits


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One candidate on one score.

    Attributes:
        found: with its interval, or what is wanting.
        adjusted: the two-sided p, adjusted for all candidates that were compared on this score (Holm); None where there
            is no comparison.
    """

    found: Comparison | Insufficient
    adjusted: float | None


def compare(
    rows: Sequence[ResultRow],
    *,
    candidates: Sequence[str],
    baseline: str,
    scores: Sequence[str],
    plan: Plan,
    min_fixtures: int = MIN_FIXTURES,
) -> dict[str, tuple[Compared, ...]]:
    """Return for each score what every candidate changes, in the order given.

    Args:
        rows: of a run.
        candidates: who is compared.
        baseline: with whom.
        scores: on what.
        plan: what the run was to do.
        min_fixtures: fewer pairs are no comparison.

    Raises:
        RunError: the run has no such candidate or score, or there is nobody to compare.
    """
    _refuse(rows, candidates, baseline, scores)
    traits = score_traits(scores)
    return {
        score: _adjusted(
            [
                against(
                    rows, score, candidate=each, baseline=baseline, plan=plan, traits=traits[score],
                    min_fixtures=min_fixtures,
                )
                for each in candidates
            ]
        )
        for score in scores
    }  # fmt: skip


def _refuse(rows: Sequence[ResultRow], candidates: Sequence[str], baseline: str, scores: Sequence[str]) -> None:
    names = dict.fromkeys(row.candidate for row in rows)
    if not candidates:
        raise RunError(f"there is nobody to compare with {baseline!r}; the run holds no other candidate")
    for name in (*candidates, baseline):
        if name not in names:
            raise RunError(f"the run has no candidate {name!r}; it has {', '.join(names)}")
    known = score_traits(dict.fromkeys(score for row in rows for score in row.scores))
    for score in scores:
        if score not in known:
            raise RunError(f"the run has no score {score!r}; it has {', '.join(known) or 'none'}")


def _adjusted(found: Sequence[Comparison | Insufficient]) -> tuple[Compared, ...]:
    able = [each for each in found if isinstance(each, Comparison)]
    adjusted = dict(zip((each.candidate for each in able), holm([each.chance.either for each in able]), strict=True))
    return tuple(Compared(found=each, adjusted=adjusted.get(each.candidate)) for each in found)

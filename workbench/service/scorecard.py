"""What a release scored when it was promoted, and the change to what its channel used before."""

from dataclasses import dataclass

from workbench.core.comparing import Comparison, Insufficient
from workbench.core.proof import Proof
from workbench.core.statistics import Interval, by_fixture, mean_interval
from workbench.core.verdicts import Plan, ResultRow, ScoreTraits
from workbench.service.compare import compare
from workbench.service.result_rows import score_traits


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardLine:
    """One score of a release.

    Attributes:
        mean: over its fixtures; None where the score never applied.
        change: against the baseline of the promotion, positive is better; None where the release is the baseline.
    """

    score: str
    mean: Interval | None
    change: Comparison | Insufficient | None


def scorecard(proof: Proof) -> tuple[ScorecardLine, ...]:
    """Return every score of the candidate of a promotion that is still known, the primary one first.

    Args:
        proof: the evidence of the promotion, with the rows of both sides.
    """
    traits = score_traits(proof.scorers)
    names = sorted(traits, key=lambda name: (name != proof.primary, name))
    changes = _changes(proof, names)
    return tuple(
        ScorecardLine(score=name, mean=_mean(proof, name, traits[name]), change=changes.get(name)) for name in names
    )


def _changes(proof: Proof, names: list[str]) -> dict[str, Comparison | Insufficient]:
    if proof.candidate.config == proof.baseline.config:
        return {}
    measured = {score for row in proof.rows for score in row.scores}
    found = compare(
        proof.rows,
        candidates=[proof.candidate.name],
        baseline=proof.baseline.name,
        scores=[name for name in names if name in measured],
        plan=Plan.of_rows(proof.rows),
        min_fixtures=proof.gate.min_fixtures,
    )
    return {name: compared[0].found for name, compared in found.items()}


def _mean(proof: Proof, name: str, traits: ScoreTraits) -> Interval | None:
    own: list[ResultRow] = [row for row in proof.rows if row.candidate == proof.candidate.name]
    return mean_interval(by_fixture([(row.fixture, row.scores.get(name)) for row in own]), share=traits.share)

"""What a scorer says of a suite, behaviour by test, and how that meets the labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict

from workbench.core.calibration import Scored
from workbench.core.labelled import LabelledIssue, LabelledSuite


@dataclass(frozen=True, kw_only=True, slots=True)
class PairMatrix:
    """Probabilities, 0 to 1, in the order of the issue's behaviours and of the suite's cases.

    Attributes:
        probabilities: behaviours x tests: that this test covers this behaviour.
        verdicts: a behaviour: that some test of the suite covers it.
    """

    probabilities: tuple[tuple[float, ...], ...]
    verdicts: tuple[float, ...]

    @classmethod
    def best_of(cls, probabilities: Sequence[Sequence[float]]) -> "PairMatrix":
        """Return a matrix whose verdicts are those of the best test, 0 where there is no test."""
        rows = tuple(tuple(row) for row in probabilities)
        return cls(probabilities=rows, verdicts=tuple(max(row, default=0.0) for row in rows))


class PairScorer(Protocol):
    """Whatever can say of a rated suite how likely each test covers each behaviour."""

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Return the probabilities; the labels that come with the suite are not to be looked at."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibratable:
    """A scorer made ready for a set of labels.

    Attributes:
        version: the scorer's.
        threshold: a verdict counts as covered from it upwards; comes with the fitted model, None where there is none.
        model_digest: identity of the fitted model, None where there is none.
    """

    pairs: PairScorer
    version: int = 1
    threshold: float | None = None
    model_digest: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """What a scorer makes of a set of labels: the verdicts on suites, and the pairs."""

    verdicts: tuple[Scored, ...]
    pairs: tuple[Scored, ...]


class _Place(TypedDict):
    issue: str
    suite: str
    stratum: str
    language: str


def score_all(issues: Sequence[LabelledIssue], scorer: PairScorer) -> Rows:
    """Return every labelled verdict and pair with the scorer's probability.

    Raises:
        ValueError: the scorer's matrix has not the shape of behaviours x tests.
    """
    verdicts: list[Scored] = []
    pairs: list[Scored] = []
    for issue in issues:
        for suite in issue.suites:
            matrix = scorer.pairs(issue, suite)
            _check(issue, suite, matrix)
            verdicts += _verdicts(issue, suite, matrix)
            pairs += _pairs(issue, suite, matrix)
    return Rows(verdicts=tuple(verdicts), pairs=tuple(pairs))


def _check(issue: LabelledIssue, suite: LabelledSuite, matrix: PairMatrix) -> None:
    wanted = (len(issue.behaviours), {len(suite.tests)} if issue.behaviours else set())
    if (len(matrix.probabilities), {len(row) for row in matrix.probabilities}) != wanted:
        raise ValueError(f"suite {suite.name!r} of {issue.key!r}: the matrix is not behaviours x tests")


def _verdicts(issue: LabelledIssue, suite: LabelledSuite, matrix: PairMatrix) -> list[Scored]:
    place = _place(issue, suite)
    return [
        Scored(behaviour=each.id, truth=suite.verdicts[each.id] == "covered", probability=probability, **place)
        for each, probability in zip(issue.behaviours, matrix.verdicts, strict=True)
        if each.id in suite.verdicts
    ]


def _pairs(issue: LabelledIssue, suite: LabelledSuite, matrix: PairMatrix) -> list[Scored]:
    place = _place(issue, suite)
    return [
        Scored(
            behaviour=each.id, test=test.id, truth=test.pairs[each.id] == "covers", probability=probability, **place
        )
        for each, row in zip(issue.behaviours, matrix.probabilities, strict=True)
        for test, probability in zip(suite.tests, row, strict=True)
        if each.id in test.pairs
    ]  # fmt: skip


def _place(issue: LabelledIssue, suite: LabelledSuite) -> _Place:
    return {"issue": issue.key, "suite": suite.name, "stratum": issue.stratum, "language": issue.language}

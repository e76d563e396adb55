"""A judge's verdict and the offline evidence as one probability that a behaviour is covered.

Ensembling judges of one bias does not help; evidence of a different kind does (measured on recorded judges: AUC 0.89
to 0.99 with both, better than either alone). The weights are held to signs that make sense whatever the labels say: a
better verdict or more evidence never lowers the probability.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from workbench.core.errors import LabelError
from workbench.core.judging.question import Coverage
from workbench.core.logistic import minimised
from workbench.generator.records import Closed

Numbers = NDArray[np.float64]

LEAST_VERDICTS: Final = 30
LEAST_ISSUES: Final = 5
"""Below these four weights and a threshold say more of the labels' chance than of the judge."""
PENALTY: Final = 1.0
"""L2, on weights of columns of deviation 1."""

_SURE: Final = 0.01  # evidence beyond this says no more
_NO_SPREAD: Final = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedVerdict:
    """A labelled behaviour of a suite with what the judge and the offline evidence make of it.

    Attributes:
        suite: the suite's name, unique in its issue.
        truth: the label is `covered`; `partly` is no.
        verdict: the judge's, after the checks.
        evidence: the offline probability, 0 to 1, of a model that never saw this issue.
        again: the verdict when it was asked a second time; None where it was not, or not answered.
        by_person: a person's label decides; otherwise a model's.
    """

    issue: str
    suite: str
    behaviour: str
    stratum: str
    language: str
    truth: bool
    verdict: Coverage
    evidence: float
    again: Coverage | None = None
    by_person: bool


class Combination(Closed):
    """P(covered | verdict, evidence) = logistic(bias + weight of the verdict + evidence x log-odds of the evidence).

    Attributes:
        bias: log-odds of a `not` with evidence of 0.5.
        partly: added for `partly`, 0 or more.
        covered: added for `covered`, `partly` or more.
        evidence: weight of the log-odds of the evidence, which is held within 0.01 and 0.99; 0 or more.
        threshold: probability from which a behaviour reads "covered".
        rows: how many labelled verdicts it was fitted on.
        issues: of how many issues.
    """

    bias: float = Field(allow_inf_nan=False)
    partly: float = Field(ge=0, allow_inf_nan=False)
    covered: float = Field(ge=0, allow_inf_nan=False)
    evidence: float = Field(ge=0, allow_inf_nan=False)
    threshold: float = Field(gt=0, le=1)
    rows: int = Field(ge=1)
    issues: int = Field(ge=1)

    @model_validator(mode="after")
    def _more_is_never_less(self) -> Self:
        if self.covered < self.partly:
            raise ValueError("the weight of covered is below that of partly")
        return self

    def probability(self, verdict: Coverage, evidence: float) -> float:
        """Return the probability that the behaviour is covered.

        Args:
            verdict: the judge's, after the checks.
            evidence: the offline probability, 0 to 1.
        """
        weight = {"not": 0.0, "partly": self.partly, "covered": self.covered}[verdict]
        return 1 / (1 + math.exp(-self.bias - weight - self.evidence * _odds(evidence)))

    def covers(self, verdict: Coverage, evidence: float) -> bool:
        """Tell whether the probability reaches the threshold."""
        return self.probability(verdict, evidence) >= self.threshold


def fit_combination(rows: Sequence[JudgedVerdict]) -> Combination:
    """Return the combination fitted on all rows, for verdicts that have no label; their order does not matter.

    The weights minimise the log loss with an L2 penalty, held to their signs. A judge that always says the same, or
    evidence that never varies, weighs 0; where all labels are of one class everything does.

    The threshold is the share of covered rows. For a calibrated probability that is Youden's (1950), which maximises
    sensitivity + specificity - 1: from there upwards verdict and evidence speak for covered rather than against it. It
    does not favour the commoner class, as the one with the best kappa does, and a judge is accepted on sensitivity and
    specificity both. The best threshold of the rows themselves would be the same in the long run, but jumps between
    samples: figures from other issues then no longer tell what it does.

    Raises:
        LabelError: there are fewer than `LEAST_VERDICTS` rows or `LEAST_ISSUES` issues.
    """
    refuse_too_few(len(rows), len({row.issue for row in rows}))
    return _fitted(rows)


def without_each_issue(rows: Sequence[JudgedVerdict]) -> dict[str, Combination]:
    """Return for each issue the combination fitted on all the others, for figures on what it never saw.

    Raises:
        LabelError: as `fit_combination`.
    """
    refuse_too_few(len(rows), len({row.issue for row in rows}))
    issues = sorted({row.issue for row in rows})
    return {issue: _fitted([row for row in rows if row.issue != issue]) for issue in issues}


def evidence_alone(rows: Sequence[JudgedVerdict]) -> list[JudgedVerdict]:
    """Return the rows as of a judge that says nothing: what is left in a combination is the evidence."""
    return [replace(row, verdict="not", again=None) for row in rows]


def best_threshold(truth: Sequence[bool], probability: Sequence[float]) -> float:
    """Return Youden's threshold, midway between two probabilities that occur; 0.5 where there is one class only."""
    flags = np.array(truth, dtype=bool)
    levels, place = np.unique(np.array(probability, dtype=np.float64), return_inverse=True)
    yes = np.bincount(place[flags], minlength=len(levels))
    no = np.bincount(place[~flags], minlength=len(levels))
    covered, others = int(yes.sum()), int(no.sum())
    if not covered or not others:
        return 0.5
    hits, alarms = yes[::-1].cumsum()[::-1], no[::-1].cumsum()[::-1]  # at and above each level; whole numbers tie
    gain = hits * others - alarms * covered
    apart = np.abs(hits * others - (others - alarms) * covered)
    best = max(range(len(levels)), key=lambda level: (gain[level], -apart[level], level))
    below = float(levels[best - 1]) if best else 0.0
    return (float(levels[best]) + below) / 2


def refuse_too_few(verdicts: int, issues: int) -> None:
    """Raise LabelError where a judge cannot be weighed by so many labelled verdicts of so many issues."""
    if verdicts < LEAST_VERDICTS or issues < LEAST_ISSUES:
        raise LabelError(
            f"{verdicts} labelled verdicts of {issues} issues are too few to weigh a judge by; "
            f"label and judge at least {LEAST_VERDICTS} of {LEAST_ISSUES} issues"
        )


def _fitted(rows: Sequence[JudgedVerdict]) -> Combination:
    ordered = sorted(rows, key=lambda row: (row.issue, row.suite, row.behaviour))  # sums depend on the order
    truth = np.array([row.truth for row in ordered], dtype=np.float64)
    bias, partly, more, evidence = _weights(_columns(ordered), truth)
    return Combination(
        bias=bias,
        partly=partly,
        covered=partly + more,
        evidence=evidence,
        threshold=_rate(truth) - _NO_SPREAD,  # a constant probability reaches it, whatever rounding does
        rows=len(ordered),
        issues=len({row.issue for row in ordered}),
    )


def _columns(rows: Sequence[JudgedVerdict]) -> Numbers:
    """Return rows x (partly or better, covered, log-odds of the evidence): a weight of 0 or more keeps the order."""
    return np.array(
        [[row.verdict != "not", row.verdict == "covered", _odds(row.evidence)] for row in rows], dtype=float
    )


def _weights(columns: Numbers, truth: Numbers) -> tuple[float, ...]:
    """Return the bias and a weight for each column."""
    weights, means, spreads = np.zeros(columns.shape[1]), columns.mean(axis=0), columns.std(axis=0)
    varies = spreads > _NO_SPREAD
    if truth.min() < truth.max() and varies.any():
        scaled = (columns[:, varies] - means[varies]) / spreads[varies]
        found = minimised(scaled, truth, np.ones(len(truth)), penalty=PENALTY, signs=[1] * int(varies.sum()))
        weights[varies] = found[:-1] / spreads[varies]
        if weights.any():
            return float(found[-1] - weights @ np.where(varies, means, 0.0)), *weights.tolist()
    rate = _rate(truth)
    return math.log(rate / (1 - rate)), *weights.tolist()


def _rate(truth: Numbers) -> float:
    """Return the share that is true, a half row of either kind more so that it is never 0 or 1."""
    return (float(truth.sum()) + 0.5) / (len(truth) + 1)


def _odds(evidence: float) -> float:
    inside = min(max(evidence, _SURE), 1 - _SURE)
    return math.log(inside / (1 - inside))

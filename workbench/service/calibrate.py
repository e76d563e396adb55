"""A scorer against rated suites: first what is ordered right within a suite, then everything pooled."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core import calibration as arithmetic
from workbench.core.baselines import baselines_of, length_rank_correlation
from workbench.core.calibration import Bin, Brier, OperatingPoint, Order, Scored
from workbench.core.errors import LabelError
from workbench.core.labelled import LabelledIssue, labels_digest
from workbench.core.labels import whose
from workbench.core.pairs import Calibratable, Rows, score_all
from workbench.core.resampling import Estimate

_ORDERS = (("strong", "middling"), ("middling", "weak"), ("strong", "weak"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What the figures rest on.

    Attributes:
        verdicts: behaviours x suites with a verdict, of which `covered` are covered.
        pairs: behaviours x tests with a label, of which `covering` cover.
    """

    issues: int
    suites: int
    verdicts: int
    covered: int
    pairs: int
    covering: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How one scorer orders and calibrates one kind of row; what counts comes first."""

    within_suite_auc: Estimate
    auc: Estimate
    average_precision: Estimate
    brier: Brier | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The verdicts of one stratum or language; `point` is None without a threshold."""

    name: str
    verdicts: int
    covered: int
    within_suite_auc: Estimate
    auc: Estimate
    point: OperatingPoint | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SuiteFigure:
    """One suite that has covered and uncovered behaviours."""

    issue: str
    suite: str
    auc: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """In how many issues the better suite's mean verdict is higher."""

    better: str
    worse: str
    order: Order


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """A scorer's or a baseline's figures on the same rows."""

    verdicts: Figures
    pairs: Figures
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """A scorer against labels; `dataclasses.asdict` makes it a JSON value.

    Attributes:
        version: the scorer's.
        model_digest: identity of the fitted model behind it, None where there is none.
        whose: whose labels, as it is said beside every number.
        labels_digest: identity of the label set.
        source: where the labels came from.
        threshold: from the fitted model, never chosen on these rows; None where there is none.
        point: yes or no at the threshold, over all verdicts.
        baselines: by name: constant, length, tf_idf, style_only.
        length_correlation: Spearman's, of a suite's mean verdict with its number of words, 1 means longer is better.
        labels_length_correlation: the same for the labels themselves.
    """

    scorer: str
    version: int
    model_digest: str | None
    whose: str
    labels_digest: str
    source: str
    counts: Counts
    threshold: float | None
    figures: Against
    point: OperatingPoint | None
    curve: tuple[Bin, ...]
    suites: tuple[SuiteFigure, ...]
    strata: tuple[Part, ...]
    languages: tuple[Part, ...]
    baselines: dict[str, Against]
    length_correlation: float | None
    labels_length_correlation: float | None


def calibrate(scorer: str, labelled: Sequence[LabelledIssue], given: Calibratable, *, source: str = "") -> Calibration:
    """Return how a scorer stands against rated suites, beside the baselines.

    Args:
        scorer: its name.
        labelled: the rated suites.
        given: what the scorer says; where it was fitted on these very issues, a refit without each issue.
        source: where the labels came from, as the report says it.

    Raises:
        LabelError: there is no labelled verdict.
    """
    rows, threshold = score_all(labelled, given.pairs), given.threshold
    if not rows.verdicts:
        raise LabelError(f"no verdicts to calibrate {scorer!r} on; rate behaviours of suites first")
    suites = arithmetic.suite_aucs(rows.verdicts).items()
    own, theirs = length_rank_correlation(labelled, rows.verdicts)
    return Calibration(
        scorer=scorer,
        version=given.version,
        model_digest=given.model_digest,
        whose=whose(kind for issue in labelled for kind in issue.rater_kinds),
        labels_digest=labels_digest(labelled),
        source=source,
        counts=_counts(labelled, rows),
        threshold=threshold,
        figures=_against(rows),
        point=None if threshold is None else arithmetic.operating_point(rows.verdicts, threshold),
        curve=arithmetic.calibration_curve(rows.verdicts),
        suites=tuple(SuiteFigure(issue=issue, suite=suite, auc=auc) for (issue, suite), auc in suites),
        strata=_parts(rows.verdicts, "stratum", threshold),
        languages=_parts(rows.verdicts, "language", threshold),
        baselines={name: _against(score_all(labelled, each)) for name, each in baselines_of(labelled).items()},
        length_correlation=own,
        labels_length_correlation=theirs,
    )


def _counts(labelled: Sequence[LabelledIssue], rows: Rows) -> Counts:
    return Counts(
        issues=len(labelled),
        suites=sum(len(issue.suites) for issue in labelled),
        verdicts=len(rows.verdicts),
        covered=sum(row.truth for row in rows.verdicts),
        pairs=len(rows.pairs),
        covering=sum(row.truth for row in rows.pairs),
    )


def _against(rows: Rows) -> Against:
    ranked = [(better, worse, arithmetic.ranks_right(rows.verdicts, better, worse)) for better, worse in _ORDERS]
    return Against(
        verdicts=_figures(rows.verdicts),
        pairs=_figures(rows.pairs),
        rankings=tuple(Ranking(better=better, worse=worse, order=order) for better, worse, order in ranked if order.n),
    )


def _figures(rows: Sequence[Scored]) -> Figures:
    return Figures(
        within_suite_auc=arithmetic.within_suite_auc(rows),
        auc=arithmetic.auc(rows),
        average_precision=arithmetic.average_precision(rows),
        brier=arithmetic.brier(rows),
    )


def _parts(rows: Sequence[Scored], by: str, threshold: float | None) -> tuple[Part, ...]:
    return tuple(
        Part(
            name=name,
            verdicts=len(found),
            covered=sum(row.truth for row in found),
            within_suite_auc=arithmetic.within_suite_auc(found),
            auc=arithmetic.auc(found),
            point=None if threshold is None else arithmetic.operating_point(found, threshold),
        )
        for name, found in arithmetic.grouped(rows, by).items()
    )

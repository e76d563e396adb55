"""What a calibration leaves behind: a small file that says whose labels, and what came out."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, ConfigDict, Field

from workbench.core.resampling import Estimate
from workbench.generator.records import Closed
from workbench.service.calibrate import Against, Calibration


class CardFigure(Closed):
    """A number with its 95 % interval; `n` units went in, None is not known or not defined."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class CardRanking(Closed):
    """In how many of `n` issues the better suite has the higher mean verdict."""

    better: str
    worse: str
    right: int
    n: int


class CardFigures(Closed):
    """The figures of the scorer or of a baseline; the one that counts comes first."""

    within_suite_auc: CardFigure
    pooled_auc: CardFigure
    average_precision: CardFigure
    brier: float | None
    brier_skill: float | None
    pair_auc: CardFigure
    pair_average_precision: CardFigure
    rankings: tuple[CardRanking, ...]


class CardPoint(Closed):
    """Yes or no at the threshold."""

    sensitivity: CardFigure
    specificity: CardFigure
    kappa: CardFigure


class CardBin(Closed):
    """A stretch of the calibration curve: mean probability, share that is covered, and over how many verdicts."""

    probability: float
    share: float
    n: int


class CalibrationCard(Closed):
    """A calibration as a file. A figure without `whose` beside it is not to be shown.

    Attributes:
        form: 1; `schema` in the file.
        scorer: its name and version; with `model_digest` what was calibrated.
        labels_digest: identity of the label set.
        at: when, in UTC.
        curve: empty in a file of before it was kept.
    """

    model_config = ConfigDict(populate_by_name=True)

    form: Literal[1] = Field(default=1, alias="schema")
    scorer: str
    version: int
    model_digest: str | None
    whose: str
    labels_digest: str
    source: str
    at: AwareDatetime
    counts: dict[str, int]
    figures: CardFigures
    threshold: float | None
    point: CardPoint | None
    length_correlation: float | None
    baselines: dict[str, CardFigures]
    curve: tuple[CardBin, ...] = ()


def calibration_card(calibration: Calibration, *, at: datetime) -> CalibrationCard:
    """Return the card of a calibration made at this time."""
    counts, point = calibration.counts, calibration.point
    return CalibrationCard(
        scorer=calibration.scorer,
        version=calibration.version,
        model_digest=calibration.model_digest,
        whose=calibration.whose,
        labels_digest=calibration.labels_digest,
        source=calibration.source,
        at=at,
        counts={name: getattr(counts, name) for name in counts.__slots__},
        figures=_figures(calibration.figures),
        threshold=calibration.threshold,
        point=point
        and CardPoint(
            sensitivity=_figure(point.sensitivity),
            specificity=_figure(point.specificity),
            kappa=_figure(point.kappa),
        ),
        length_correlation=calibration.length_correlation,
        baselines={name: _figures(each) for name, each in calibration.baselines.items()},
        curve=tuple(CardBin(probability=each.probability, share=each.share, n=each.n) for each in calibration.curve),
    )


def _figures(given: Against) -> CardFigures:
    verdicts, pairs = given.verdicts, given.pairs
    return CardFigures(
        within_suite_auc=_figure(verdicts.within_suite_auc),
        pooled_auc=_figure(verdicts.auc),
        average_precision=_figure(verdicts.average_precision),
        brier=verdicts.brier.score if verdicts.brier else None,
        brier_skill=verdicts.brier.skill if verdicts.brier else None,
        pair_auc=_figure(pairs.auc),
        pair_average_precision=_figure(pairs.average_precision),
        rankings=tuple(
            CardRanking(better=each.better, worse=each.worse, right=each.order.right, n=each.order.n)
            for each in given.rankings
        ),
    )


def _figure(given: Estimate) -> CardFigure:
    return CardFigure(value=given.value, low=given.low, high=given.high, n=given.n)

"""The scorers, and how far each was seen to agree with labels."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from workbench.app.tools.opening import FRESH_S, workbench
from workbench.bootstrap.cards import calibration_cards, judge_cards
from workbench.core.errors import CatalogError
from workbench.core.judging.judge_card import JudgeCard
from workbench.scorers import SCORERS
from workbench.scorers.base import AsksForVectors, AsksJudge
from workbench.service.agreement import KindAgreement, agreement
from workbench.service.calibration_card import CalibrationCard

Means = Literal["rules and counts", "evidence without a judge", "a judge"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorerFacts:
    """What a scorer says of itself.

    Attributes:
        unit: of the number; "" where it is a share, 0 to 1.
        means: what it is measured with.
    """

    name: str
    version: int
    higher_is_better: bool
    unit: str
    means: Means


@dataclass(frozen=True, kw_only=True, slots=True)
class Cards:
    """Calibrations by scorer; those of judges, one a judge."""

    offline: dict[str, CalibrationCard]
    judges: dict[str, tuple[JudgeCard, ...]]


def facts() -> list[ScorerFacts]:
    """Return every scorer, by name."""
    return [
        ScorerFacts(
            name=name,
            version=each.version,
            higher_is_better=each.higher_is_better,
            unit=each.unit,
            means="a judge"
            if isinstance(each, AsksJudge)
            else "evidence without a judge"
            if isinstance(each, AsksForVectors)
            else "rules and counts",
        )
        for name, each in sorted(SCORERS.items())
    ]


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def cards() -> Cards | str:
    """Return the calibrations of this project, or what is wrong with a file of them, one sentence."""
    try:
        offline, judged = calibration_cards(workbench()), judge_cards(workbench())
    except CatalogError as error:
        return str(error)
    return Cards(
        offline={card.scorer: card for card in offline},
        judges={name: tuple(each for each in judged if each.scorer == name) for name in {c.scorer for c in judged}},
    )


@st.cache_data(ttl=60, show_spinner="Comparing raters")
def raters() -> tuple[KindAgreement, ...]:
    """Return how far the raters of the stored labels agree, a kind of label each; none where there are no labels."""
    return agreement(workbench().store.labels())

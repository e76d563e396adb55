"""How a score stands against labels: whose labels, order, curve, and the baselines beside it."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from workbench.core.statistics import number
from workbench.service.calibration_card import CalibrationCard, CardBin, CardFigure, CardFigures

_LINE: Final = "#2f6fde"
_CALLED: Final = {"constant": "constant", "length": "length", "tf_idf": "TF-IDF", "style_only": "style only"}


def show(card: CalibrationCard, version: int) -> None:
    """Show a card; first of all whose labels it rests on, and whether it is of the scorer of today."""
    counts = card.counts
    st.text(
        f"Against {card.whose} from {card.source or 'this project'}: {counts['issues']} issues, {counts['suites']} "
        f"suites, {counts['verdicts']} verdicts of which {counts['covered']} are covered. Made {card.at:%Y-%m-%d}."
    )
    if card.version != version:
        st.warning(
            f"This calibration is of version {card.version}; the scorer is version {version} now. Calibrate again."
        )
    rows = {card.scorer: card.figures, **{_CALLED.get(name, name): each for name, each in card.baselines.items()}}
    st.dataframe(
        pd.DataFrame([_row(name, each) for name, each in rows.items()]),
        hide_index=True,
        height="content",
        alt=f"{card.scorer} and the baselines beside it, against {card.whose}",
    )
    st.caption(
        "What counts is the AUC within a suite: are the covered behaviours of a suite above its uncovered ones? 0.50 "
        "is chance. Pooled figures can be had by length and style alone. In brackets 95 % intervals over issues."
    )
    if card.point and card.threshold is not None:
        point = card.point
        st.text(
            f"Covered from {number(card.threshold)}: sensitivity {figure_text(point.sensitivity)}, specificity "
            f"{figure_text(point.specificity)}, agreement beyond chance (kappa) {figure_text(point.kappa)}, "
            f"n={point.kappa.n} verdicts."
        )
    _curve(card)


def figure_text(given: CardFigure) -> str:
    """Return `0.82 [0.75, 0.88]`; `-` where it is not defined."""
    if given.value is None:
        return "-"
    bounds = "" if given.low is None or given.high is None else f" [{given.low:.2f}, {given.high:.2f}]"
    return f"{given.value:.2f}{bounds}"


def curve_figure(points: Sequence[CardBin]) -> go.Figure:
    """Return the calibration curve: on the dashed line a probability is the share that it says."""
    made = go.Figure(
        go.Scatter(
            x=[0, 1], y=[0, 1], mode="lines", line={"dash": "dash", "color": "gray"}, name="perfect", hoverinfo="skip"
        )
    )
    made.add_trace(
        go.Scatter(
            x=[each.probability for each in points],
            y=[each.share for each in points],
            customdata=[each.n for each in points],
            mode="lines+markers",
            marker={"size": 9, "color": _LINE},
            line={"color": _LINE},
            name="this score",
            hovertemplate="says %{x:.2f}, is %{y:.2f}, %{customdata} verdicts<extra></extra>",
        )
    )
    made.update_layout(
        height=380,
        margin={"t": 20},
        legend={"orientation": "h", "y": 1.12},
        xaxis={"title": "Mean probability", "range": [0, 1]},
        yaxis={"title": "Share that is covered", "range": [0, 1]},
    )
    return made


def _curve(card: CalibrationCard) -> None:
    if not card.curve:
        st.text(f"The curve is in the report beside the card: calibration/{card.scorer}.html in the project's home.")
        return
    st.markdown("**Calibration curve**")
    said = "; ".join(f"{number(each.probability)} is {number(each.share)}" for each in card.curve)
    st.plotly_chart(
        curve_figure(card.curve),
        config={"displaylogo": False},
        alt=f"Said probability and share that is covered: {said}",
    )
    st.caption(f"{card.whose[:1].upper()}{card.whose[1:]}; each point is about as many verdicts.")


def _row(name: str, given: CardFigures) -> dict[str, str]:
    found = {
        "score": name,
        "AUC within a suite": figure_text(given.within_suite_auc),
        "suites": str(given.within_suite_auc.n),
        "pooled AUC": figure_text(given.pooled_auc),
        "average precision": figure_text(given.average_precision),
        "Brier skill": "-" if given.brier_skill is None else f"{given.brier_skill:.2f}",
    }
    return found | {f"{each.better} > {each.worse}": f"{each.right} of {each.n}" for each in given.rankings}

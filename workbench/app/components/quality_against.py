"""The chart of quality against what it takes."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.plot_text import plot_text
from workbench.core.runs import RunRecord
from workbench.core.statistics import Interval
from workbench.service.leaderboard import Standing

_AXES: Final = {
    "cost_usd": "Cost of an issue's tests, US dollars",
    "tokens": "Tokens for an issue's tests",
    "latency_s": "Seconds for an issue's tests",
}


def show(standings: Sequence[Standing], run: RunRecord) -> None:
    """Show each candidate as a point with its 95 % interval, and the rules floor as a line."""
    ranked = [each for each in standings if each.rank is not None and each.scores.get(run.primary)]
    axes = [name for name in _AXES if any(each.scores.get(name) for each in ranked)]
    if not axes:
        st.info("No chart: no candidate has both a score and a cost, tokens or seconds.")
        return
    paid = [name for name in axes if any(_mean(each, name) for each in ranked)]
    default = (paid or axes)[0]
    axis = st.segmented_control("Quality against", axes, default=default, required=True) or default
    st.plotly_chart(_figure(standings, ranked, run.primary, axis), config={"displaylogo": False})
    unknown = [each.candidate for each in ranked if each.scores.get(axis) is None]
    if unknown:
        st.caption(f"Not in the chart, {axis} is unknown: {escaped(', '.join(unknown))}.")


def _figure(standings: Sequence[Standing], ranked: Sequence[Standing], primary: str, axis: str) -> go.Figure:
    figure = go.Figure()
    for each in ranked:
        quality, cost = each.scores[primary], each.scores.get(axis)
        if quality and cost:
            figure.add_trace(_point(each.candidate, cost, quality))
    if all(quality.mean <= 1 for each in ranked if (quality := each.scores[primary])):
        figure.update_yaxes(range=[-0.03, 1.05])
    for each in standings:
        line = each.scores.get(primary)
        if each.reference and line:
            figure.add_hline(line.mean, line_dash="dash", annotation_text=plot_text(each.candidate))
    figure.update_layout(
        xaxis={"title": _AXES[axis], "rangemode": "tozero"},
        yaxis={"title": plot_text(primary)},
        legend={"orientation": "h", "y": 1.12},
        margin={"t": 40},
    )
    return figure


def _point(name: str, cost: Interval, quality: Interval) -> go.Scatter:
    return go.Scatter(
        x=[cost.mean], y=[quality.mean], name=plot_text(name), mode="markers", marker={"size": 12},
        error_y=_whiskers(quality), error_x=_whiskers(cost),
        hovertemplate=f"{quality} n={quality.n}<br>{cost}<extra>%{{fullData.name}}</extra>",
    )  # fmt: skip


def _whiskers(interval: Interval) -> dict[str, object] | None:
    if interval.low is None or interval.high is None:
        return None
    return {"array": [interval.high - interval.mean], "arrayminus": [interval.mean - interval.low]}


def _mean(standing: Standing, name: str) -> float:
    found = standing.scores.get(name)
    return found.mean if found else 0.0

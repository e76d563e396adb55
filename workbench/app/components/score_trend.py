"""The chart of a score over a suite's runs."""

import html
from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from workbench.core.statistics import Interval
from workbench.service.trend import Point

_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "cross", "star")


def show(points: Sequence[Point], suite: str, score: str) -> None:
    """Show each candidate as a line over the runs, with 95 % intervals."""
    runs = list(dict.fromkeys(point.run for point in points))
    if len(runs) < 2:
        st.info("A trend takes two complete runs of this suite; start another one on the page Runs.")
        return
    st.plotly_chart(figure(points, score), config={"displaylogo": False}, alt=alternative(points, suite, score))
    st.caption(f"Mean over issues with its 95 % interval, {len(runs)} complete runs; the floor is dashed.")


def figure(points: Sequence[Point], score: str) -> go.Figure:
    """Return the chart: one line a candidate, runs side by side in their order."""
    chart = go.Figure()
    names = list(dict.fromkeys(point.candidate for point in points))
    for place, name in enumerate(names):
        own = [point for point in points if point.candidate == name]
        chart.add_trace(_line(own, _SYMBOLS[place % len(_SYMBOLS)]))
    chart.update_xaxes(type="category", categoryorder="array", categoryarray=[_when(point) for point in points])
    chart.update_layout(
        yaxis={"title": html.escape(score)},
        legend={"orientation": "h", "y": 1.15},
        margin={"t": 20, "b": 30},
        height=320,
    )
    return chart


def alternative(points: Sequence[Point], suite: str, score: str) -> str:
    """Return the chart in words: first and last mean of each candidate."""
    names = list(dict.fromkeys(point.candidate for point in points))
    own = {name: [point.mean for point in points if point.candidate == name] for name in names}
    said = "; ".join(f"{name} from {means[0]} to {means[-1]}" for name, means in own.items())
    return f"{score} over the runs of suite {suite}: {said}."


def _line(points: Sequence[Point], symbol: str) -> go.Scatter:
    return go.Scatter(
        x=[_when(point) for point in points],
        y=[point.mean.mean for point in points],
        name=html.escape(points[0].candidate),
        mode="lines+markers",
        marker={"size": 9, "symbol": symbol},
        line={"dash": "dash" if points[0].reference else "solid"},
        error_y=_whiskers([point.mean for point in points]),
        hovertext=[f"{point.mean} n={point.mean.n}<br>run {html.escape(point.run)}" for point in points],
        hovertemplate="%{hovertext}<extra>%{fullData.name}</extra>",
    )


def _whiskers(means: Sequence[Interval]) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [0 if each.high is None else each.high - each.mean for each in means],
        "arrayminus": [0 if each.low is None else each.mean - each.low for each in means],
        "thickness": 1,
    }


def _when(point: Point) -> str:
    return f"{point.at:%d %b %H:%M:%S}"

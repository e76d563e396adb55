"""The chart of a score fixture by fixture, on both sides."""

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from workbench.app.components.plot_text import plot_text
from workbench.app.components.sides_picker import Choice
from workbench.core.statistics import number
from workbench.service.break_down import Breakdown, FixturePair

_MOST_NAMES: Final = 60
_BEFORE: Final = "#6b7280"  # both stand off from a light and from a dark page by 3 to 1 or more
_AFTER: Final = "#2f6fde"


def show(found: Breakdown, choice: Choice) -> None:
    """Show a pair of marks a fixture, from the greatest loss to the greatest gain, and say what is not in it."""
    st.subheader("Fixture by fixture")
    if not found.pairs:
        st.info("No fixture has a number on both sides, so there is nothing to draw.")
    else:
        st.plotly_chart(figure(found.pairs, choice), config={"displaylogo": False}, alt=_alt(found.pairs, choice))
    left_out = [
        f"{len(keys)} {what}: {', '.join(keys[:10])}{' and more' if len(keys) > 10 else ''}"
        for what, keys in (("failed or not asked yet", found.missing), ("without a value", found.empty))
        if keys
    ]
    if left_out:
        st.text(f"Not in the chart: {'; '.join(left_out)}.")


def figure(pairs: Sequence[FixturePair], choice: Choice) -> go.Figure:
    """Return the chart: open circles are the baseline, filled diamonds the candidate."""
    at = list(range(len(pairs)))
    made = go.Figure(_joins(pairs))
    made.add_trace(
        _marks(pairs, [each.before for each in pairs], choice.baseline, symbol="circle-open", colour=_BEFORE)
    )
    made.add_trace(_marks(pairs, [each.after for each in pairs], choice.candidate, symbol="diamond", colour=_AFTER))
    named = len(pairs) <= _MOST_NAMES
    made.update_layout(
        height=440,
        margin={"t": 40, "b": 40},
        legend={"orientation": "h", "y": 1.12},
        yaxis={"title": plot_text(choice.score)},
        xaxis={
            "title": "Fixtures, from the greatest loss to the greatest gain",
            "tickmode": "array",
            "tickvals": at if named else [],
            "ticktext": [plot_text(each.fixture) for each in pairs] if named else [],
            "tickangle": -60,
            "range": [-0.7, len(pairs) - 0.3],
        },
    )
    return made


def _joins(pairs: Sequence[FixturePair]) -> go.Scatter:
    xs = [x for at in range(len(pairs)) for x in (at, at, None)]
    ys = [y for each in pairs for y in (each.before, each.after, None)]
    line = {"color": "gray", "width": 1}
    return go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def _marks(pairs: Sequence[FixturePair], values: Sequence[float], name: str, *, symbol: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(pairs))),
        y=list(values),
        name=plot_text(name),
        mode="markers",
        marker={"symbol": symbol, "size": 9, "color": colour, "line": {"width": 2, "color": colour}},
        customdata=[
            [plot_text(each.fixture), plot_text(each.stratum), plot_text(each.language), number(each.gain)]
            for each in pairs
        ],
        hovertemplate="%{customdata[0]} (%{customdata[1]}, %{customdata[2]}): %{y:.3f}"
        "<br>gain %{customdata[3]}<extra>%{fullData.name}</extra>",
    )


def _alt(pairs: Sequence[FixturePair], choice: Choice) -> str:
    wins, losses = sum(each.gain > 0 for each in pairs), sum(each.gain < 0 for each in pairs)
    return (
        f"{choice.score} of {choice.baseline} and {choice.candidate} on {len(pairs)} fixtures: {choice.candidate} is "
        f"better on {wins}, the same on {len(pairs) - wins - losses} and worse on {losses}."
    )

"""The map of quality and cost: who is on the front, and the cheapest candidate that is not worse."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.plot_text import plot_text
from workbench.core.pareto import Place, Standing
from workbench.core.statistics import Interval
from workbench.service.pick import Picked

_SYMBOLS: Final[dict[Place, str]] = {"front": "circle", "dominated": "x-thin-open", "unknown": "circle-open"}
_PICK: Final = "star"
_FRONT: Final = "#2f6fde"  # both stand off from a light and from a dark page by 3 to 1 or more
_OTHER: Final = "#6b7280"
MARGIN: Final = 0.05
"""How much worse than the baseline is not worse, at first; as `workbench pick` has it."""


def margin() -> float:
    """Return how much of the primary score is not worse, as chosen."""
    return st.number_input(
        "Not worse means: at most so much below the baseline",
        min_value=0.0,
        value=MARGIN,
        step=0.01,
        key="margin",
        width=360,
    )


def show(found: Picked | str, *, primary: str, baseline: str) -> None:
    """Show the map, the pick in words, and why the cheaper ones were not picked."""
    if isinstance(found, str):
        st.info(escaped(found))
        return
    winner = found.pick.winner
    if winner is None:
        st.text("There is no pick: of no candidate it can be told that it is not worse.")
    else:
        st.text(f"The cheapest that is not worse than {baseline}: {winner}")
    drawn = [each for each in found.standings if each.quality and each.cost]
    if not any(each.cost and each.cost.mean for each in drawn):
        st.text("No chart: no candidate here is known to cost anything.")
    else:
        st.plotly_chart(figure(drawn, winner, primary), config={"displaylogo": False}, alt=_alt(drawn, winner, primary))
    reasons = {offer.candidate: offer.fell_out for offer in found.pick.offers}
    st.dataframe(
        pd.DataFrame([_row(each, winner, reasons.get(each.candidate), primary) for each in found.standings]),
        hide_index=True,
        height="content",
        alt="Quality and cost of every candidate, its place, and why it was not picked",
    )
    st.caption(
        "Mean over fixtures [95 % interval]; cost in US dollars an issue. On the front: nobody is better beyond chance "
        "on one of both without being worse on the other."
    )


def figure(standings: Sequence[Standing], winner: str | None, primary: str) -> go.Figure:
    """Return the chart: filled circles are on the front, crosses are dominated, the star is the pick."""
    made = go.Figure()
    for each in standings:
        if each.quality and each.cost:
            made.add_trace(_point(each, each.cost, each.quality, picked=each.candidate == winner))
    made.update_layout(
        height=420,
        margin={"t": 40},
        legend={"orientation": "h", "y": 1.14},
        xaxis={"title": "Cost of an issue's tests, US dollars", "rangemode": "tozero"},
        yaxis={"title": plot_text(primary)},
    )
    return made


def _point(standing: Standing, cost: Interval, quality: Interval, *, picked: bool) -> go.Scatter:
    symbol = _PICK if picked else _SYMBOLS[standing.place]
    colour = _FRONT if standing.place == "front" else _OTHER
    words = "picked" if picked else "on the front" if standing.place == "front" else standing.place
    return go.Scatter(
        x=[cost.mean],
        y=[quality.mean],
        name=plot_text(f"{standing.candidate} ({words})"),
        mode="markers+text",
        text=[plot_text(standing.candidate)],
        textposition="top right",
        cliponaxis=False,
        marker={"size": 13, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
        error_x=_whiskers(cost, colour),
        error_y=_whiskers(quality, colour),
        hovertemplate=f"{quality} n={quality.n}<br>{cost} USD<extra>%{{fullData.name}}</extra>",
    )


def _whiskers(interval: Interval, colour: str) -> dict[str, object] | None:
    if interval.low is None or interval.high is None:
        return None
    return {
        "array": [interval.high - interval.mean],
        "arrayminus": [interval.mean - interval.low],
        "thickness": 1,
        "color": colour,
    }


def _row(standing: Standing, winner: str | None, fell_out: str | None, primary: str) -> dict[str, str]:
    by = f"dominated by {', '.join(standing.dominated_by)}"
    return {
        "candidate": standing.candidate,
        primary: _mean(standing.quality),
        "cost_usd": _mean(standing.cost),
        "place": by if standing.place == "dominated" else standing.place,
        "picked": "yes" if standing.candidate == winner else f"no: {fell_out}" if fell_out else "no",
    }


def _mean(interval: Interval | None) -> str:
    return "unknown" if interval is None else f"{interval} n={interval.n}"


def _alt(standings: Sequence[Standing], winner: str | None, primary: str) -> str:
    front = [each.candidate for each in standings if each.place == "front"]
    return (
        f"{primary} against cost of {len(standings)} candidates. On the front: {', '.join(front) or 'none'}. "
        f"Picked: {winner or 'none'}."
    )

"""What each channel uses now, with its scorecard."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.components.big_figure import figure
from workbench.app.components.escaped import escaped
from workbench.app.tools.overview import Channel
from workbench.core.comparing import Comparison, Insufficient
from workbench.service.scorecard import ScorecardLine

_BIG: Final = ("gherkin_valid", "cost_usd", "latency_s")


def show(channels: Sequence[Channel]) -> None:
    """Show a card a channel; where nothing is released, how that is done."""
    st.subheader("In production")
    if not channels:
        st.info("Nothing is released yet. A candidate whose verdict is passed is promoted on the page Release.")
    for channel in channels:
        with st.container(border=True):
            _card(channel)


def _card(channel: Channel) -> None:
    line = channel.line
    st.markdown(f"#### {escaped(channel.config)}")
    how = "promoted" if line.kind == "promote" else "taken back to"
    st.text(f"On channel {line.channel} since {_day(line.at)}, {how} by {line.actor}: {line.reason}")
    if channel.card is None:
        st.warning(escaped(channel.problem or "Its evidence cannot be read."))
        return
    _metrics(channel)
    with st.expander("All scores of this release"):
        st.dataframe(
            pd.DataFrame([_row(each) for each in channel.card]), hide_index=True, alt="The scores of the release"
        )
        st.caption(
            f"Decided on run {escaped(channel.promotion.run)}, {channel.promotion.fixtures} issues. "
            "Mean over issues [95 % interval]; change: positive is better, against what the channel used before."
        )


def _metrics(channel: Channel) -> None:
    assert channel.card is not None
    primary = channel.card[0]
    big = [primary, *(each for each in channel.card if each.score in _BIG and each is not primary)]
    for column, each in zip(st.columns(len(big)), big, strict=True):
        with column:
            figure(each.score, each.mean, _change(each.change, first=channel.promotion.first))


def _change(change: Comparison | Insufficient | None, *, first: bool) -> str:
    against = "the rules floor" if first else "the release before"
    if change is None:
        return "The rules floor itself" if first else "The same as before"
    if isinstance(change, Insufficient):
        return f"No comparison with {against}"
    if change.low <= 0 <= change.high:
        return f"No sure change to {against}"
    return f"{'Better' if change.difference > 0 else 'Worse'} than {against}"


def _row(line: ScorecardLine) -> dict[str, str]:
    change = line.change
    told = "-" if change is None else change.reason if isinstance(change, Insufficient) else str(change)
    return {
        "score": line.score,
        "mean": "-" if line.mean is None else f"{line.mean} n={line.mean.n}",
        "change": told,
    }


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%-d %B %Y}"

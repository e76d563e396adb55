"""The table of a leaderboard."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.core.records import RunRecord
from workbench.core.statistics import Interval
from workbench.service.leaderboard import Standing


def show(standings: Sequence[Standing], run: RunRecord) -> None:
    """Show every candidate with its mean, 95 % interval and number of fixtures for each score."""
    others = [name for name in run.scorers if name != run.primary]
    st.dataframe(pd.DataFrame([_row(each, run.primary, others) for each in standings]), hide_index=True)
    st.caption(
        f"Ranked by {run.primary}, ties by cost. Mean over fixtures [95 % interval]; n is the number of fixtures. "
        "The rules floor asks no model: it is the line to beat, not a rank."
    )


def _row(standing: Standing, primary: str, others: Sequence[str]) -> dict[str, str]:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(standing.outcomes.items()))
    return {
        "rank": "floor" if standing.reference else str(standing.rank or "-"),
        "candidate": standing.candidate,
        primary: _cell(standing.scores.get(primary)),
        "outcomes": outcomes,
        **{name: _cell(standing.scores.get(name)) for name in others},
    }


def _cell(interval: Interval | None) -> str:
    return "-" if interval is None else f"{interval} n={interval.n}"

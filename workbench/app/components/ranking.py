"""The table of a leaderboard."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.core.runs import RunRecord
from workbench.core.statistics import Interval
from workbench.service.leaderboard import Standing


def show(standings: Sequence[Standing], run: RunRecord) -> None:
    """Show the ranking by the primary score, and below it every other score, a row each, beside all candidates."""
    st.dataframe(pd.DataFrame([_row(each, run.primary) for each in standings]), hide_index=True)
    st.caption(
        f"Ranked by {run.primary}, ties by cost. Mean over fixtures [95 % interval]; n is the number of fixtures. "
        "The rules floor asks no model: it is the line to beat, not a rank."
    )
    others = [name for name in run.scorers if name != run.primary]
    if others:
        st.subheader("Other scores")
        scores = [
            {"score": name} | {each.candidate: _cell(each.scores.get(name)) for each in standings} for name in others
        ]
        st.dataframe(pd.DataFrame(scores), hide_index=True, height="content")
        st.caption("What each score says, and what fools it: docs/scores.md.")


def _row(standing: Standing, primary: str) -> dict[str, str]:
    return {
        "rank": "floor" if standing.reference else str(standing.rank or "-"),
        "candidate": standing.candidate,
        primary: _cell(standing.scores.get(primary)),
        "outcomes": ", ".join(f"{count} {outcome}" for outcome, count in sorted(standing.outcomes.items())),
    }


def _cell(interval: Interval | None) -> str:
    return "-" if interval is None else f"{interval} n={interval.n}"

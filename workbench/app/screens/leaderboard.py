"""Leaderboard: which candidate of a suite is best, and what it costs."""

import streamlit as st

from workbench.app.components import quality_against, ranking, run_picker
from workbench.app.tools import runs

st.title("Leaderboard")
run = run_picker.pick(runs.runs())
if run is None:
    st.stop()
standings = runs.standings(run)
ranking.show(standings, run)
quality_against.show(standings, run)

"""Leaderboard: which candidate of a suite is best, and what it costs."""

import streamlit as st

from workbench.app import tools
from workbench.app.components import quality_against, ranking, run_picker

st.title("Leaderboard")
run = run_picker.pick(tools.runs())
if run is None:
    st.stop()
standings = tools.standings(run)
ranking.show(standings, run)
quality_against.show(standings, run)

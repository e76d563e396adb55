"""Case: one issue, and the tests of two candidates side by side."""

import streamlit as st

from workbench.app import tools
from workbench.app.components import case_picker, issue_text, run_picker, side_by_side

st.title("Case")
run = run_picker.pick(tools.runs())
if run is None:
    st.stop()
choice = case_picker.pick(tools.rows(run.id), tools.standings(run))
case = tools.case(run.id, run.dataset, choice.fixture)
if case is None:
    st.info(f"The dataset {run.dataset!r} holds no fixture {choice.fixture!r} any more.")
    st.stop()
issue_text.show(case)
side_by_side.show(case, choice.left, choice.right, run.primary)

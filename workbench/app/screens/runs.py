"""Runs: start a suite, watch it, stop and resume it, and look back."""

import streamlit as st

from workbench.app.components import job_start, job_watch, run_details, run_history, run_import
from workbench.app.tools import runs

st.title("Runs")
job_watch.show()
start, history, bring = st.tabs(["Start", "History", "Import"], key="view", on_change="rerun", bind="query-params")
if start.open:
    with start:
        job_start.show()
if history.open:
    with history:
        run = run_history.pick(runs.runs())
        if run is not None:
            run_details.show(run)
if bring.open:
    with bring:
        run_import.show()

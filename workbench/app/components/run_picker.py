"""Choosing a suite and one of its runs; both stand in the address."""

from collections.abc import Sequence

import streamlit as st

from workbench.core.runs import RunRecord


def pick(runs: Sequence[RunRecord]) -> RunRecord | None:
    """Return the chosen run, at first the newest; None where there is none yet, and the page says how to start."""
    if not runs:
        st.info("No runs yet. Start one on the page Runs, or in a terminal:")
        st.code("workbench demo", language=None)
        st.page_link("screens/runs.py", label="Start a run")
        return None
    left, right = st.columns(2)
    suites = list(dict.fromkeys(run.suite for run in runs))
    named = next((run.suite for run in runs if run.id == st.query_params.get("run")), suites[0])
    suite = left.selectbox("Suite", suites, index=suites.index(named), key="suite", bind="query-params")
    choices = {run.id: run for run in runs if run.suite == suite}
    if st.session_state.get("run") not in choices:
        st.session_state.pop("run", None)  # of another suite
    chosen = right.selectbox("Run", list(choices), key="run", bind="query-params")
    run = choices[chosen]
    _tell(run)
    return run


def _tell(run: RunRecord) -> None:
    """Say when the run was made, and whether it is whole."""
    st.caption(f"Started {run.started_at:%Y-%m-%d %H:%M} UTC, {run.done} of {run.planned} cells.")
    if run.note:
        st.text(run.note)
    if not run.complete:
        st.warning(
            f"This run is not complete: {run.done} of {run.planned} cells, {run.failed} failed. "
            "The same suite run again goes on with it."
        )

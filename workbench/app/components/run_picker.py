"""Choosing a suite and one of its runs."""

from collections.abc import Sequence

import streamlit as st

from workbench.core.records import RunRecord


def pick(runs: Sequence[RunRecord]) -> RunRecord | None:
    """Return the chosen run, at first the newest; None where there is none yet, and the page says how to start."""
    if not runs:
        st.info("No runs yet. Start one in a terminal, and this page shows it:")
        st.code("workbench demo", language="shell")
        return None
    left, right = st.columns(2)
    suites = list(dict.fromkeys(run.suite for run in runs))
    suite = left.selectbox("Suite", suites)
    choices = {run.id: run for run in runs if run.suite == suite}
    chosen = right.selectbox("Run", list(choices), format_func=lambda run_id: _label(choices[run_id]))
    run = choices[chosen]
    if not run.complete:
        st.warning(
            f"This run is not complete: {run.done} of {run.planned} cells, {run.failed} failed. "
            "The same `workbench run` again goes on with it."
        )
    return run


def _label(run: RunRecord) -> str:
    note = f" - {run.note}" if run.note else ""
    return f"{run.started_at:%Y-%m-%d %H:%M} UTC, {run.done}/{run.planned} cells{note} ({run.id})"

"""Runs and their rows."""

import streamlit as st

from workbench.app.tools.opening import FRESH_S, workbench
from workbench.core.runs import Row, RunRecord
from workbench.service.leaderboard import Standing, leaderboard


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def runs() -> list[RunRecord]:
    """Return all runs, newest first, with what a run that is going on has so far."""
    workbench().store.ingest()
    return [run for run in workbench().store.runs() if run.planned]  # a calibration plans no cell


def damaged() -> list[str]:
    """Return what is wrong with journals that could not be taken in whole, a sentence each."""
    return list(workbench().store.damaged().values())


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def rows(run_id: str) -> list[Row]:
    """Return every planned cell of a run."""
    return workbench().store.rows(run_id)


def standings(run: RunRecord) -> list[Standing]:
    """Return the ranking of a run."""
    return leaderboard(rows(run.id), primary=run.primary, scorers=list(run.scorers))

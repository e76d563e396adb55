"""One run: its candidates' cells, what failed and why, what it spent, its sessions; and going on with it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.job_start import UNPRICED, agreed, hindrance
from workbench.app.components.job_watch import counts
from workbench.app.components.run_history import state
from workbench.app.tools import jobs
from workbench.bootstrap.jobs import Order
from workbench.core.estimate_words import duration, money, remarks, summary, usd
from workbench.core.progress import FailedCells
from workbench.core.runs import RunRecord
from workbench.core.spending import Session, Spending
from workbench.generator.errors import GeneratorError


def show(run: RunRecord) -> None:
    """Show a run."""
    st.subheader(f"Run {escaped(run.id)}: {state(run)}")
    if run.note:
        st.text(run.note)
    links = {"suite": run.suite, "run": run.id}
    with st.container(horizontal=True):
        st.page_link("screens/leaderboard.py", label="Leaderboard", query_params=links)
        st.page_link("screens/compare.py", label="Compare", query_params=links)
        st.page_link("screens/case.py", label="Cases", query_params=links)
    if not run.complete:
        _resume(run)
    left, right = st.columns(2)
    with left:
        st.markdown("**Cells**")
        counts(jobs.progress(run.id))
    with right:
        st.markdown("**Spent**")
        st.text(paid(jobs.spending(run.id)))
        _sessions(jobs.sessions(run.id))
    _failures(jobs.failed(run.id))


def paid(spending: Spending) -> str:
    """Return what a run paid, as one sentence."""
    if not spending.calls:
        return "This run paid nothing: its answers were known, or cost nothing."
    said = f"This run paid {usd(spending.settled_usd)} for {spending.calls} calls"
    if spending.held_usd:
        said += f", and up to {usd(spending.held_usd)} more for calls whose end is not known"
    if spending.unpriced:
        said += f"; {spending.unpriced} of them went to models without a price"
    return f"{said}."


def _resume(run: RunRecord) -> None:
    if any(each.run == run.id and each.end == "going on" for each in jobs.jobs()):
        st.caption("It goes on now; above is how far it is.")
        return
    try:
        order = jobs.again(run)
        expected = jobs.expected(order)
    except GeneratorError as error:
        st.caption(f"It cannot go on here: {escaped(str(error))}.")
        return
    st.text(f"To go on: {summary(expected.estimate)}")
    for sentence in remarks(expected.estimate):
        st.text(sentence)
    if expected.estimate.unpriced:
        allowed = st.checkbox(UNPRICED, value=order.allow_unpriced, key=f"unpriced-{run.id}")
        order = replace(order, allow_unpriced=allowed)
    lacks = hindrance(order, expected, agreed=agreed(expected, key=run.id))
    if st.button("Resume", key=f"resume-{run.id}", type="primary", disabled=lacks is not None):
        _go_on(order)
    st.caption(
        "Resume runs the same suite again: what is known is not asked again. Where a prompt, an issue or the suite "
        f"changed since, it is a new run. {lacks or ''}"
    )


def _go_on(order: Order) -> None:
    try:
        jobs.start(order)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()


def _failures(failed: Sequence[FailedCells]) -> None:
    st.markdown("**Failures**")
    if not failed:
        st.text("No cell failed.")
        return
    table = [
        {
            "kind": each.kind.replace("_", " "),
            "cells": each.cells,
            "the newest says": each.sentence,
            "candidates": ", ".join(each.candidates),
        }
        for each in failed
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, alt="Failures by kind with the newest sentence of each")


def _sessions(sessions: Sequence[Session]) -> None:
    table = [
        {
            "began (UTC)": f"{each.began_at:%Y-%m-%d %H:%M}",
            "took": "not ended" if each.seconds is None else duration(each.seconds),
            "estimate": money(each.estimate.usd),
            "budget": "-" if each.terms.budget_usd is None else usd(each.terms.budget_usd),
        }
        for each in sessions
    ]
    if table:
        st.dataframe(pd.DataFrame(table), hide_index=True, alt="Sessions of the run with time, estimate and budget")

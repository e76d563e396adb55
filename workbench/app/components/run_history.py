"""All runs: filters, pages, and the choice of one."""

import math
from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.core.runs import RunRecord
from workbench.service.past_runs import STATES, past_runs

_PAGE: Final = 20


def pick(runs: Sequence[RunRecord]) -> RunRecord | None:
    """Show the runs that fit the filters, a page at a time, and return the one that is chosen; None where none is."""
    if not runs:
        st.info("No runs yet. Start one under Start.")
        return None
    found = _filtered(runs)
    if not found:
        st.info("No run fits these filters; take one away.")
        return None
    shown = _page(found)
    st.dataframe(
        pd.DataFrame([_row(run) for run in shown]),
        hide_index=True,
        alt="Runs with suite, start, state, note, tags and who started them",
    )
    asked = st.query_params.get("run")
    ids = [run.id for run in shown]
    if asked and asked not in ids and any(run.id == asked for run in runs):
        ids = [asked, *ids]
    if st.session_state.get("run") not in (None, *ids):
        del st.session_state["run"]
    chosen = st.selectbox("Run", ids, key="run", bind="query-params")
    return next((run for run in runs if run.id == chosen), None)


def _filtered(runs: Sequence[RunRecord]) -> list[RunRecord]:
    columns = st.columns(4)
    suite = columns[0].selectbox(
        "Of suite", sorted({run.suite for run in runs}), index=None, placeholder="every suite", key="of-suite"
    )
    state = columns[1].selectbox("State", STATES, index=None, placeholder="every state")
    tags = sorted({tag for run in runs for tag in run.tags})
    tag = columns[2].selectbox(
        "Tag", range(len(tags)), index=None, placeholder="every tag", format_func=lambda place: tags[place]
    )
    text = columns[3].text_input("Note, name or run", placeholder="contains", max_chars=80)
    return past_runs(runs, suite=suite, state=state, tag=None if tag is None else tags[tag], text=text or "")


def _page(runs: Sequence[RunRecord]) -> Sequence[RunRecord]:
    pages = math.ceil(len(runs) / _PAGE)
    if pages == 1:
        return runs
    page = st.number_input(f"Page, 1 to {pages}", min_value=1, max_value=pages, step=1, width=160)
    return runs[(page - 1) * _PAGE : page * _PAGE]


def _row(run: RunRecord) -> dict[str, str]:
    return {
        "run": run.id,
        "suite": run.suite,
        "started (UTC)": f"{run.started_at:%Y-%m-%d %H:%M}",
        "state": state(run),
        "cells": f"{run.done}/{run.planned}",
        "note": run.note or "",
        "tags": ", ".join(run.tags),
        "by": run.actor or "",
    }


def state(run: RunRecord) -> str:
    """Return a run's state in words."""
    if run.complete:
        return "complete"
    return f"not complete, {run.failed} failed" if run.failed else "not complete"

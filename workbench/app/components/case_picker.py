"""Choosing a fixture and the two candidates to compare."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.core.records import Row
from workbench.service.leaderboard import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A fixture's key and two candidates' names."""

    fixture: str
    left: str
    right: str


def pick(rows: Sequence[Row], standings: Sequence[Standing]) -> Choice:
    """Return what was chosen; at first the run's first fixture, and the best candidate beside the last."""
    columns = st.columns(3)
    strata = {row.fixture: row.stratum for row in rows}
    names = [each.candidate for each in standings]
    fixture = columns[0].selectbox("Issue", list(strata), format_func=lambda key: f"{key} ({strata[key]})")
    left = columns[1].selectbox("Left", names, index=0)
    right = columns[2].selectbox("Right", names, index=len(names) - 1)
    return Choice(fixture=fixture, left=left, right=right)

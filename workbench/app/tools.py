"""What pages and components get of the workbench; the only caches."""

from dataclasses import dataclass

import streamlit as st

from workbench.bootstrap import Workbench, open_workbench
from workbench.core.records import Gold, Result, Row, RunRecord
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue
from workbench.service.leaderboard import Standing, leaderboard

_FRESH_S = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One fixture of a run: the issue, its gold, and each candidate's first repeat.

    Attributes:
        rows: candidate to its planned cell.
        results: candidate to what was generated; those that have no generation are missing.
    """

    issue: Issue
    gold: Gold
    rows: dict[str, Row]
    results: dict[str, Result]


@st.cache_resource
def workbench() -> Workbench:
    """Return the workbench of the project that the app was started in."""
    return open_workbench()


@st.cache_data(ttl=_FRESH_S, show_spinner=False)
def runs() -> list[RunRecord]:
    """Return all runs, newest first, with what a run that is going on has so far."""
    workbench().store.ingest()
    return workbench().store.runs()


def damaged() -> list[str]:
    """Return what is wrong with journals that could not be taken in whole, a sentence each."""
    return list(workbench().store.damaged().values())


@st.cache_data(ttl=_FRESH_S, show_spinner=False)
def rows(run_id: str) -> list[Row]:
    """Return every planned cell of a run."""
    return workbench().store.rows(run_id)


def standings(run: RunRecord) -> list[Standing]:
    """Return the ranking of a run."""
    return leaderboard(rows(run.id), primary=run.primary, scorers=list(run.scorers))


@st.cache_data(ttl=_FRESH_S, show_spinner="Reading the case")
def case(run_id: str, dataset: str, key: str) -> Case | None:
    """Return a fixture of a run with its candidates' tests, or None where the dataset has it no more."""
    found = [each for each in workbench().catalog.dataset(dataset).fixtures if each.key == key]
    if not found:
        return None
    fixture = found[0]
    issue = read_issue(
        fixture.document, options=IntakeOptions(), context=fixture.gold.context, attached=fixture.attachments
    )
    mine = {row.candidate: row for row in reversed(rows(run_id)) if row.fixture == key}
    results = workbench().store.results([row.cell_key for row in mine.values()])
    return Case(
        issue=issue,
        gold=fixture.gold,
        rows=mine,
        results={name: results[row.cell_key] for name, row in mine.items() if row.cell_key in results},
    )

"""Two candidates of a run beside each other."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from workbench.app.tools.opening import workbench
from workbench.app.tools.runs import standings
from workbench.bootstrap.comparing import break_down_run, map_of_run
from workbench.bootstrap.deciding import compare_run, rows_of, suite_of
from workbench.core.errors import CatalogError, RunError
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.service.break_down import Breakdown
from workbench.service.compare import Compared
from workbench.service.pick import Picked
from workbench.service.result_rows import score_traits

DECIDED_S: Final = 30
"""How long what was decided on a run may be shown, in seconds; a run that goes on has another record each time."""
COMPARED_S: Final = 300
"""The same for what a run's stored rows give by themselves: only scores that are measured anew change it."""
_KEPT: Final = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """Who can be compared in a run, and on what.

    Attributes:
        names: candidates, the best one first.
        baseline: the suite's; None where it names none that the run holds.
        scores: the primary one first.
    """

    names: tuple[str, ...]
    baseline: str | None
    scores: tuple[str, ...]


@st.cache_resource(ttl=DECIDED_S, max_entries=_KEPT, show_spinner=False)
def suite(run: RunRecord) -> Suite:
    """Return the suite of a run as its file is today. Raises CatalogError where it is gone."""
    return suite_of(workbench(), run)


@st.cache_data(ttl=DECIDED_S, max_entries=_KEPT, show_spinner=False)
def sides(run: RunRecord) -> Sides | str:
    """Return who can be compared in a run, and on what; or why nothing can be, as where a fixture is gone."""
    names = tuple(each.candidate for each in standings(run))
    try:
        baseline = suite(run).baseline
        rows_of(workbench(), run, suite(run))
    except (CatalogError, RunError) as error:
        return str(error)
    known = list(score_traits(run.scorers))
    return Sides(
        names=names,
        baseline=baseline if baseline in names else None,
        scores=tuple(sorted(known, key=lambda score: score != run.primary)),
    )


@st.cache_data(ttl=COMPARED_S, max_entries=_KEPT, show_spinner="Comparing")
def compared(run: RunRecord, baseline: str) -> dict[str, tuple[Compared, ...]]:
    """Return every other candidate of a run against a baseline, by score; adjusted for all of them."""
    return compare_run(workbench(), run.id, candidates=[], baseline=baseline, scores=[]).scores


@st.cache_data(ttl=COMPARED_S, max_entries=_KEPT, show_spinner=False)
def breakdown(run: RunRecord, baseline: str, candidate: str, score: str) -> Breakdown:
    """Return two candidates on a score, by fixture, stratum and language."""
    return break_down_run(workbench(), suite(run), run, candidate=candidate, baseline=baseline, score=score)


@st.cache_data(ttl=COMPARED_S, max_entries=_KEPT, show_spinner=False)
def cost_map(run: RunRecord, baseline: str, margin: float) -> Picked | str:
    """Return quality against cost and the cheapest that is not worse by more than a margin, or why there is none."""
    try:
        return map_of_run(workbench(), suite(run), run, baseline=baseline, margin=margin)
    except RunError as error:
        return str(error)

"""One fixture of a run with its candidates' tests, and what can be said of them."""

from dataclasses import dataclass

import streamlit as st

from workbench.app.tools.opening import FRESH_S, workbench
from workbench.app.tools.runs import rows
from workbench.bootstrap.calibrating import encoder_of, fitted_model
from workbench.bootstrap.deciding import suite_of
from workbench.core.errors import CatalogError, WorkbenchError
from workbench.core.issue_body import Section, sections
from workbench.core.records import Candidate, Fixture, Gold, Result
from workbench.core.runs import Row
from workbench.generator.intake import read_issue
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import IntakeOptions, Issue
from workbench.scorers.linted import Linted
from workbench.scorers.linted import linted as lint_result
from workbench.service.calls import Call, calls
from workbench.service.coverage_matrix import CoverageMatrix, coverage_matrix
from workbench.service.rendered import Rendered, rendered


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One fixture of a run: the issue, its gold, and one repeat of each candidate.

    Attributes:
        issue: as production's intake prepares it with its usual options.
        description: the issue's description as Jira shows it.
        rows: candidate to its planned cell.
        results: candidate to what was generated; those that have no generation are missing.
    """

    run: str
    dataset: str
    issue: Issue
    description: tuple[Section, ...]
    gold: Gold
    rows: dict[str, Row]
    results: dict[str, Result]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known today of a run's candidate: its config and price.

    Attributes:
        candidate: None where the suite's file does not say any more.
        lack: why it is not known, or why what is known may not be what was asked; None where all is well.
    """

    candidate: Candidate | None
    lack: str | None


@st.cache_data(ttl=FRESH_S, show_spinner="Reading the case")
def case(run_id: str, dataset: str, key: str, repeat: int = 0) -> Case | str:
    """Return a fixture of a run with its candidates' tests, or the sentence that says why it cannot be shown."""
    try:
        fixture = _fixture(dataset, key)
    except CatalogError as error:
        return str(error)
    if fixture is None:
        return f"The dataset {dataset!r} holds no fixture {key!r} any more; its tests and scores are still in the run."
    mine = {row.candidate: row for row in rows(run_id) if row.fixture == key and row.repeat == repeat}
    results = workbench().store.results([row.cell_key for row in mine.values()])
    fields = fixture.document.get("fields")
    return Case(
        run=run_id,
        dataset=dataset,
        issue=_issue(fixture, IntakeOptions()),
        description=sections(fields.get("description") if isinstance(fields, dict) else None),
        gold=fixture.gold,
        rows=mine,
        results={name: results[row.cell_key] for name, row in mine.items() if row.cell_key in results},
    )


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def known(run_id: str, name: str) -> Known:
    """Return what is known today of a run's candidate."""
    try:
        suite = suite_of(workbench(), workbench().store.run(run_id))
    except WorkbenchError as error:
        return Known(candidate=None, lack=str(error))
    found = next((each for each in suite.candidates if each.name == name), None)
    if found is None:
        return Known(candidate=None, lack=f"the suite {suite.name!r} has no candidate {name!r} any more")
    planned = workbench().store.configs(run_id).get(name)
    if planned != config_digest(found.config):
        return Known(
            candidate=found,
            lack=f"the candidate {name!r} has changed since this run: prompt and price are those of today",
        )
    return Known(candidate=found, lack=None)


@st.cache_data(ttl=FRESH_S, show_spinner="Comparing behaviours with tests")
def matrix(run_id: str, dataset: str, key: str, repeat: int, name: str) -> CoverageMatrix | str:
    """Return behaviours x tests of a candidate, or the sentence that says why there is none."""
    found = case(run_id, dataset, key, repeat)
    if isinstance(found, str) or name not in found.results:
        return "There are no tests to hold against the behaviours."
    try:
        return coverage_matrix(
            found.gold,
            found.results[name].suite,
            fitted=fitted_model(workbench()),
            encode=encoder_of(workbench()),
        )
    except WorkbenchError as error:
        return f"No offline evidence: {error}"


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def linted(run_id: str, dataset: str, key: str, repeat: int, name: str) -> Linted | None:
    """Return what the rule catalogue finds in a candidate's answer; None where there is none."""
    found = case(run_id, dataset, key, repeat)
    if isinstance(found, str) or name not in found.results:
        return None
    candidate = known(run_id, name).candidate
    return lint_result(
        found.results[name],
        issue=_sent(found, candidate),
        style=workbench().tools().style,
        trace_tags=candidate is not None and candidate.config.trace_tags,
    )


def calls_of(found: Case, name: str) -> tuple[Call, ...]:
    """Return the calls behind a candidate's answer."""
    candidate = known(found.run, name).candidate
    stages = [stage.name for stage in candidate.config.stages] if candidate else []
    price = candidate.entry.price if candidate else None
    return calls(found.results[name], stages=stages, price=price) if name in found.results else ()


def prompt_of(found: Case, name: str) -> tuple[Rendered, ...]:
    """Return what a candidate was asked; nothing where its config is not known any more."""
    candidate = known(found.run, name).candidate
    if candidate is None:
        return ()
    completions = found.results[name].completions if name in found.results else ()
    return rendered(_sent(found, candidate), candidate.config, completions)


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def _fixture(dataset: str, key: str) -> Fixture | None:
    return next((each for each in workbench().catalog.dataset(dataset).fixtures if each.key == key), None)


def _sent(found: Case, candidate: Candidate | None) -> Issue:
    """Return the issue as a candidate's own intake prepares it; as the usual one does where that is not known."""
    fixture = _fixture(found.dataset, found.issue.key)
    return found.issue if candidate is None or fixture is None else _issue(fixture, candidate.config.intake)


def _issue(fixture: Fixture, options: IntakeOptions) -> Issue:
    return read_issue(fixture.document, options=options, context=fixture.gold.context, attached=fixture.attachments)

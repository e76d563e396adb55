"""Runs that are started, watched and stopped here, and what is told of any run."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import streamlit as st

from workbench.app.tools.opening import FRESH_S, actor, workbench
from workbench.bootstrap import clock, deciding, exporting, limited
from workbench.bootstrap.jobs import Order, Watched, start_job, stop_job
from workbench.bootstrap.jobs import jobs as all_jobs
from workbench.bootstrap.overview import gated, stamp
from workbench.core.errors import RunError
from workbench.core.estimate_words import most_usd
from workbench.core.gates import Gate
from workbench.core.gating import Need
from workbench.core.progress import FailedCells, RunProgress
from workbench.core.records import Suite
from workbench.core.runs import RunRecord
from workbench.core.spending import Estimate, Session, Spending
from workbench.generator.errors import GeneratorError
from workbench.service.past_runs import part_of
from workbench.service.power import Power

_ESTIMATED_S = 30
_DIFFERENCE = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What there is to know before a run.

    Attributes:
        warnings: what the suite's gate can never pass or likely means otherwise.
        needs: fixtures that the gate's checks take.
        fixtures: of the suite, or the part of it.
        power: what it can show; None where that cannot be told, and `no_power` says why.
        budget: what the whole run may spend; None is no limit.
        most: the most that it may cost, as far as prices are known.
    """

    estimate: Estimate
    warnings: tuple[str, ...]
    needs: tuple[Need, ...]
    fixtures: int
    power: Power | None
    no_power: str | None
    budget: Decimal | None
    most: Decimal


def suites() -> list[str]:
    """Return the names of all suites."""
    return list(gated(workbench()))


def expected(order: Order) -> Expected:
    """Return what a run would take and could show; nothing is sent or written.

    Raises:
        GeneratorError: the suite cannot be used, or nothing of it is left.
    """
    newest = workbench().store.runs()
    found = _expected(
        order.suite, order.limit, order.only, stamp(workbench()), newest[0].id if newest else "", fresh=order.fresh
    )
    budget = order.budget_usd or found.budget
    return replace(found, budget=budget, most=most_usd(found.estimate, budget))


def jobs() -> list[Watched]:
    """Return the runs that were started here, newest first, each as it is now."""
    return all_jobs(workbench())


def start(order: Order) -> None:
    """Start a run under the name in the sidebar. Raises RunError where that cannot be done."""
    start_job(workbench(), order, actor=_somebody())


def stop(job_id: str) -> None:
    """Ask a run to stop. Raises RunError where it is not there any more."""
    stop_job(workbench(), job_id, actor=_somebody())


def again(run: RunRecord) -> Order:
    """Return the order that goes on with a run that is not complete, on the terms of its newest session.

    That one asked models without a price only because somebody said that it may.
    """
    part, before = part_of(run.suite), sessions(run.id)
    return Order(
        suite=part.suite,
        limit=part.limit,
        only=part.only,
        budget_usd=before[-1].terms.budget_usd if before else None,
        allow_unpriced=bool(before and before[-1].estimate.unpriced),
    )


@st.cache_data(ttl=1, show_spinner=False)
def progress(run_id: str) -> RunProgress:
    """Return how far a run is, with what its journal holds."""
    workbench().store.ingest()
    return workbench().store.progress(run_id)


@st.cache_data(ttl=1, show_spinner=False)
def spending(run_id: str) -> Spending:
    """Return what a run has spent."""
    return workbench().store.spending(run_id)


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def failed(run_id: str) -> list[FailedCells]:
    """Return what keeps cells of a run from a generation, by kind."""
    return workbench().store.failed_cells(run_id)


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def sessions(run_id: str) -> list[Session]:
    """Return a run's sessions, the first one first."""
    return workbench().store.sessions(run_id)


now = clock
"""The time now, in UTC."""


def import_folder(folder: str) -> exporting.Imported:
    """Store the run that `workbench export` wrote into a folder. Raises StoreError where it is none."""
    return exporting.import_run(workbench(), Path(folder).expanduser())


def import_files(files: Sequence[tuple[str, bytes]]) -> exporting.Imported:
    """Store the run whose files these are, name and content each. Raises StoreError where they are none."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files:
            (Path(folder) / Path(name).name).write_bytes(content)
        return import_folder(folder)


def _somebody() -> str:
    name = actor()
    if name is None:
        raise RunError("nobody's name stands in the sidebar; type yours, for it is kept with what you start")
    return name


@st.cache_data(ttl=_ESTIMATED_S, show_spinner="Working out what it takes")
def _expected(
    suite: str,
    limit: int | None,
    only: str | None,
    files: str,  # noqa: ARG001 - a key of the cache
    newest: str,  # noqa: ARG001 - a key of the cache
    *,
    fresh: bool,
) -> Expected:
    chosen = limited(workbench().catalog.suite(suite), limit=limit, only=only)
    estimate = workbench().estimate(chosen, fresh=fresh)
    power, no_power = _power(chosen)
    return Expected(
        estimate=estimate,
        warnings=chosen.warnings,
        needs=deciding.needs_of(chosen),
        fixtures=len(chosen.fixtures),
        power=power,
        no_power=no_power,
        budget=chosen.budget_usd,
        most=most_usd(estimate, chosen.budget_usd),
    )


def _power(suite: Suite) -> tuple[Power | None, str | None]:
    """Return what a suite can show, or why that cannot be told."""
    gate = suite.gate
    difference = gate.better.by if isinstance(gate, Gate) and gate.better and gate.better.by else _DIFFERENCE
    try:
        return deciding.power_of(workbench(), suite, difference=difference), None
    except GeneratorError as error:
        return None, str(error)

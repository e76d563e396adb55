"""The form that starts a run: what, within which limits, what it takes and can show, and only then the button."""

from decimal import Decimal
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.suite_picker import pick
from workbench.app.tools import jobs
from workbench.app.tools.jobs import Expected
from workbench.app.tools.opening import actor
from workbench.bootstrap.jobs import Order
from workbench.core.consent import ASK_ABOVE_USD
from workbench.core.estimate_words import remarks, summary, usd
from workbench.core.statistics import number
from workbench.generator.errors import GeneratorError
from workbench.service.power import Power

UNPRICED: Final = "Ask models without a price too"
"""What a person ticks so that models are asked whose cost nothing can hold."""


def show() -> None:
    """Show the form; where a run of the same suite goes on already, that it is not started twice."""
    suite = pick(jobs.suites())
    if suite is None:
        st.info("There is no suite yet. Write one in evals/; the README shows how.")
        return
    order = _order(suite)
    try:
        expected = jobs.expected(order)
    except GeneratorError as error:
        st.error(escaped(str(error)))
        st.button("Start", disabled=True, type="primary")
        return
    _tell(expected)
    lacks = hindrance(order, expected, agreed=agreed(expected, key=order.suite))
    if st.button("Start", type="primary", disabled=lacks is not None):
        _start(order)
    if lacks:
        st.caption(lacks)


def agreed(expected: Expected, *, key: str) -> bool:
    """Return whether a run is cheap, or a person says yes to what it may cost.

    Args:
        expected: what it may cost.
        key: tells the box from those of other runs.
    """
    if expected.most <= ASK_ABOVE_USD:
        return True
    said = f"Yes, it may cost up to {escaped(f'{expected.most:.2f}')} US dollars"
    return st.checkbox(said, key=f"dear-{key}-{expected.most:.2f}")


def hindrance(order: Order, expected: Expected, *, agreed: bool) -> str | None:
    """Return why a run cannot be started yet, one sentence; None where nothing is in the way.

    Args:
        order: what would be run.
        expected: what that takes.
        agreed: a person said yes to what it may cost, or it is cheap.
    """
    if any(each.job.suite == order.suite and each.end == "going on" for each in jobs.jobs()):
        return "A run of this suite goes on; wait for it, or stop it above."
    if expected.estimate.unpriced and not order.allow_unpriced:
        return "Nothing can hold the cost of a model without a price; tick that it is asked all the same."
    if not agreed:
        return "Tick that it may cost as much, or start it with a smaller budget."
    if actor() is None:
        return "Type your name in the sidebar first; it is kept with the run."
    return None


def _order(suite: str) -> Order:
    first, second = st.columns(4), st.columns(2)
    limit = first[0].number_input("Only the first issues", min_value=1, value=None, step=1, placeholder="all")
    only = first[1].text_input("Only issues or stratum", placeholder="all, or as RMB or bug", max_chars=80)
    budget = first[2].number_input("Budget, US dollars", min_value=0.01, value=None, placeholder="the suite's own")
    minutes = first[3].number_input("At most minutes", min_value=1, value=None, step=5, placeholder="no limit")
    note = second[0].text_input("Note", max_chars=200, placeholder="kept with the run")
    tags = second[1].text_input("Tags", max_chars=200, placeholder="separated by commas")
    with st.container(horizontal=True):
        fresh = st.checkbox("Ask again for what is known")
        unpriced = st.checkbox(UNPRICED)
    return Order(
        suite=suite,
        limit=None if limit is None else int(limit),
        only=only.strip() or None if only else None,
        fresh=fresh,
        budget_usd=None if budget is None else Decimal(f"{budget:.2f}"),
        max_minutes=None if minutes is None else float(minutes),
        allow_unpriced=unpriced,
        note=note.strip() or None if note else None,
        tags=tuple(dict.fromkeys(tag.strip() for tag in (tags or "").split(",") if tag.strip())),
    )


def _tell(expected: Expected) -> None:
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.markdown("**What it takes**")
        st.text(summary(expected.estimate))
        for sentence in remarks(expected.estimate):
            st.text(sentence)
        limit = "no limit" if expected.budget is None else usd(expected.budget)
        st.caption(f"Budget of the whole run: {escaped(limit)}.")
    with right, st.container(border=True, height="stretch"):
        st.markdown("**What it can show**")
        for sentence in _power(expected):
            st.text(sentence)
        for sentence in expected.warnings:
            st.warning(escaped(sentence))


def _power(expected: Expected) -> list[str]:
    power = expected.power
    if power is None:
        return [f"{expected.no_power}."]
    size = f"{power.fixtures} issues x {power.repeats}"
    said = [
        f"{size} show no difference of {power.score} at all."
        if power.detectable is None
        else f"{size} show a difference of {number(power.detectable)} in {power.score}, in 4 of 5 runs.",
        _designs(power),
        "That rests on a guess of how much issues differ; a first run replaces it."
        if power.candidate is None
        else f"That rests on how much issues differed for {power.candidate} in the newest run.",
    ]
    short = [need for need in expected.needs if (need.likely or need.least) > expected.fixtures]
    return said + [f"Gate, {need.check}: takes {need.likely or need.least} issues." for need in short]


def _designs(power: Power) -> str:
    if not power.designs:
        return f"A difference of {number(power.difference)} takes more than a million issues."
    least = power.designs[0]
    return f"A difference of {number(power.difference)} takes {least.fixtures} issues x {least.repeats}."


def _start(order: Order) -> None:
    try:
        jobs.start(order)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()

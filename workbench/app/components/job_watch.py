"""The runs that were started here: how far they are, what they spend, stop and resume."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import jobs
from workbench.app.tools.opening import actor
from workbench.bootstrap.jobs import End, Watched
from workbench.core.estimate_words import duration, usd
from workbench.core.progress import RunProgress
from workbench.core.spending import Spending
from workbench.generator.errors import GeneratorError

_EVERY_S: Final = 2
_ENDED: Final = 3  # of the runs that have ended, the newest so many are shown
_LINES: Final = 8
_SAYS: Final[dict[End, str]] = {
    "going on": "Going on",
    "ended": "Ended",
    "stopped": "Stopped. What was answered is stored; resume goes on with it.",
    "could not go on": "It could not go on; its last sentence below says why.",
    "gone": "Its process is gone and said nothing at its end: it was killed, or the machine was restarted. "
    "What was answered is stored; resume goes on with it.",
}


def show() -> None:
    """Show the runs that go on, every two seconds anew, and the newest ones that have ended."""
    found = jobs.jobs()
    alive = [each.job.id for each in found if each.end == "going on"]
    st.fragment(_live, run_every=_EVERY_S if alive else None)(alive)
    ended = [each for each in found if each.end != "going on"][:_ENDED]
    for each in ended:
        with st.expander(f"{escaped(each.job.suite)}, {each.job.started_at:%H:%M} UTC: {_short(each)}"):
            _ended(each)


def _live(alive: Sequence[str]) -> None:
    try:
        _each(alive)
    except GeneratorError as error:  # a fragment that runs alone has no page around it to say so
        st.text(f"Not readable just now: {error}")


def _each(alive: Sequence[str]) -> None:
    found = {each.job.id: each for each in jobs.jobs()}
    for name in alive:
        each = found.get(name)
        if each is None or each.end != "going on":
            st.rerun()  # the whole page: its end changes the list, the history and the start button
        else:
            with st.container(border=True):
                _going_on(each)


def _going_on(each: Watched) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"#### {escaped(each.job.suite)} goes on")
    if right.button("Stop", key=f"stop-{each.job.id}", disabled=actor() is None, width="stretch"):
        _stop(each.job.id)
    st.text(f"Started by {each.job.actor} at {each.job.started_at:%H:%M} UTC.")
    if each.run is None:
        st.text("It reads the suite and works out what is known.")
    else:
        progress = jobs.progress(each.run)
        _progress(progress)
        st.text(_pace(progress, jobs.spending(each.run)))
        counts(progress)
    if actor() is None:
        st.caption("Type your name in the sidebar to stop it.")


def _progress(progress: RunProgress) -> None:
    if not progress.planned:
        st.text("It begins.")
        return
    said = f"{progress.done} of {progress.planned} cells done, {progress.failed} failed, {progress.todo} to do"
    st.progress((progress.done + progress.failed) / progress.planned, text=said)


def _pace(progress: RunProgress, spending: Spending) -> str:
    now = jobs.now()
    paid = f"paid {usd(spending.settled_usd)}"
    if spending.held_usd:
        paid += f", up to {usd(spending.held_usd)} more in flight"
    if progress.planned and not progress.todo:
        return f"Every cell was tried; answers are scored now. So far {paid}."
    pace, left = progress.per_minute(now), progress.seconds_left(now)
    if pace is None or left is None:
        return f"Too few answers yet to tell the pace. So far {paid}."
    return f"{pace:.0f} answers a minute, about {duration(left)} left. So far {paid}."


def counts(progress: RunProgress) -> None:
    """Show the cells of each candidate."""
    table = [
        {
            "candidate": each.candidate,
            "done": each.done,
            "failed": each.failed,
            "to do": each.todo,
            "planned": each.planned,
        }
        for each in progress.shares
    ]
    st.dataframe(pd.DataFrame(table), hide_index=True, alt="Cells of each candidate: done, failed, to do and planned")


def _ended(each: Watched) -> None:
    st.text(_SAYS[each.end])
    if each.run:
        _progress(jobs.progress(each.run))
        st.page_link(
            "screens/runs.py", label="Show this run in the history", query_params={"view": "History", "run": each.run}
        )
    if each.said:
        st.code("\n".join(each.said[-_LINES:]), language=None, wrap_lines=True)


def _short(each: Watched) -> str:
    return "gone" if each.end == "gone" else each.end


def _stop(job_id: str) -> None:
    try:
        jobs.stop(job_id)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.toast("It was asked to stop; what was answered is stored. A second press ends it at once.")

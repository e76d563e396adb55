"""The newest candidates of each suite with a gate, and whether they may ship: in words."""

from collections.abc import Sequence
from typing import Final, Literal

import pandas as pd
import streamlit as st

from workbench.app.components.big_figure import figure
from workbench.app.components.escaped import escaped
from workbench.app.tools.overview import Decided, SuiteState
from workbench.core.statistics import Interval
from workbench.core.verdicts import Decision, Verdict
from workbench.service.leaderboard import Standing

_SAYS: Final[dict[Decision, str]] = {
    "passed": "may ship",
    "failed": "may not ship",
    "inconclusive": "cannot be decided yet",
}
_COLOURS: Final[dict[Decision, Literal["green", "red", "orange"]]] = {
    "passed": "green",
    "failed": "red",
    "inconclusive": "orange",
}
_REASONS: Final = 3
_TAKES: Final = ("cost_usd", "latency_s")


def show(states: Sequence[SuiteState]) -> None:
    """Show a card a suite: the verdict on its best candidate, then all of them with cost and seconds."""
    st.subheader("What could ship next")
    if not states:
        st.info("No suite has a gate yet, so nothing can be decided. Add 'gate' to a file in evals/.")
    for state in states:
        if state.decided is not None:
            with st.container(border=True):
                _decided(state.suite, state.decided)
    open_ = [state for state in states if state.decided is None]
    if open_:
        with st.container(border=True, gap="xsmall"):
            st.markdown("**No verdict yet**")
            for state in open_:
                _undecided(state)


def _undecided(state: SuiteState) -> None:
    if state.open:
        label = f"{escaped(state.suite)}: no complete run yet; start or resume one"
        st.page_link("screens/runs.py", label=label, query_params={"suite": state.suite})
    else:
        st.text(f"{state.suite}: {state.problem}")


def _decided(suite: str, decided: Decided) -> None:
    verdict, run = decided.gated.verdict, decided.run
    st.markdown(f"#### {escaped(verdict.candidate)} {_SAYS[verdict.decision]}")
    st.badge(verdict.decision.capitalize(), color=_COLOURS[verdict.decision])
    against = f", against {verdict.baseline}" if verdict.baseline else ""
    st.text(f"Suite {suite}{against}: {verdict.fixtures} issues, run of {run.started_at:%-d %B %Y, %H:%M} UTC")
    for sentence in _reasons(verdict):
        st.text(sentence)
    _metrics(decided.standings.get(verdict.candidate), run.primary)
    table = [_row(each, decided.standings.get(each.candidate), run.primary) for each in _all(decided)]
    st.dataframe(
        pd.DataFrame(table), hide_index=True, alt=f"The candidates of suite {suite} with verdict, cost and seconds"
    )
    links = {"suite": suite, "run": run.id, "candidate": verdict.candidate}
    with st.container(horizontal=True):
        st.page_link("screens/release.py", label="Check by check", query_params=links)
        st.page_link("screens/leaderboard.py", label="Leaderboard", query_params={"suite": suite, "run": run.id})


def _metrics(standing: Standing | None, primary: str) -> None:
    """Show what the best candidate reaches and takes, in big figures."""
    if standing is None:
        return
    big = [name for name in dict.fromkeys((primary, *_TAKES)) if name in standing.scores]
    for column, name in zip(st.columns(len(big)), big, strict=True):
        with column:
            figure(name, standing.scores[name])


def _all(decided: Decided) -> list[Verdict]:
    return [decided.gated.verdict, *decided.gated.others]


def _reasons(verdict: Verdict) -> list[str]:
    """Return what kept it from passing, the failed checks first."""
    off = sorted(
        (each for each in verdict.checks if each.decision != "passed"), key=lambda each: each.decision != "failed"
    )
    said = [f"{each.name}: asked {each.asked}; found {each.found}" for each in off[:_REASONS]]
    return said + ([f"and {len(off) - _REASONS} more checks"] if len(off) > _REASONS else [])


def _row(verdict: Verdict, standing: Standing | None, primary: str) -> dict[str, str]:
    scores = {} if standing is None else standing.scores
    return {
        "candidate": verdict.candidate,
        "verdict": verdict.decision,
        primary: _cell(scores.get(primary)),
        "USD an issue": _cell(scores.get("cost_usd")),
        "seconds an issue": _cell(scores.get("latency_s")),
    }


def _cell(interval: Interval | None) -> str:
    return "-" if interval is None else f"{interval} n={interval.n}"

"""A verdict check by check: what was asked, what was found, what it would take."""

from collections import Counter
from typing import Final, Literal

import pandas as pd
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.core.runs import RunRecord
from workbench.core.statistics import number
from workbench.core.verdicts import Check, Decision, Verdict
from workbench.service.gate import Gated

_MAY: Final[dict[Decision, str]] = {
    "passed": "may ship",
    "failed": "may not ship",
    "inconclusive": "cannot be decided on yet",
}
_SIGNS: Final[dict[Decision, str]] = {"passed": "✓ passed", "failed": "✗ failed", "inconclusive": "? inconclusive"}
_COLOURS: Final[dict[Decision, Literal["green", "red", "orange"]]] = {
    "passed": "green",
    "failed": "red",
    "inconclusive": "orange",
}


def show(found: Gated, run: RunRecord) -> None:
    """Show the verdict in words, each check in a row, and what the other candidates got."""
    verdict = found.verdict
    st.subheader(f"{escaped(verdict.candidate)} {_MAY[verdict.decision]}")
    st.badge(verdict.decision.capitalize(), color=_COLOURS[verdict.decision])
    against = f" against {verdict.baseline}" if verdict.baseline else ""
    st.text(f"Gate of {run.suite}{against}, {verdict.fixtures} fixtures: {_counted(verdict)}.")
    for check in verdict.checks:
        if check.decision != "passed":
            why = f"; {check.reason}" if check.reason else ""
            st.text(f"{check.name} {check.decision}: asked {check.asked}; found {check.found}{why}.")
    st.dataframe(
        pd.DataFrame([_row(check) for check in verdict.checks]),
        hide_index=True,
        height="content",
        alt=f"The checks of the gate of {run.suite} on {verdict.candidate}",
    )
    if found.others:
        others = "; ".join(f"{each.candidate} {each.decision} ({_counted(each)})" for each in found.others)
        st.text(f"The other candidates: {others}.")


def _row(check: Check) -> dict[str, str]:
    off = "-" if check.off is None else f"{number(abs(check.off))} {'short' if check.off < 0 else 'to spare'}"
    return {
        "check": check.name,
        "decision": _SIGNS[check.decision],
        "asked": check.asked,
        "found": check.found,
        "distance": off,
        "fixtures it would take": "-" if check.needed is None else str(check.needed),
        "reason": check.reason or "-",
    }


def _counted(verdict: Verdict) -> str:
    counts = Counter(check.decision for check in verdict.checks)
    return ", ".join(f"{counts[each]} {each}" for each in _SIGNS if counts[each])

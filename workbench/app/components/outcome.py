"""What became of one cell, in words, with its scores; of an answer that is no use, the answer itself."""

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools.cases import Case


def show(case: Case, name: str, primary: str) -> None:
    """Show a candidate's outcome on a case and its scores, the primary one first."""
    row = case.rows.get(name)
    st.text(name)
    if row is None:
        st.caption("not planned in this repeat")
        return
    if row.outcome is None:
        kind = escaped(row.failure_kind or "unknown")
        st.caption(f"failed ({kind}): no score" if row.failure else "not answered yet")
        if row.failure:
            st.text(row.failure)
        return
    ordered = sorted(row.scores.items(), key=lambda item: (item[0] != primary, item[0]))
    said = ", ".join(f"{score} {'does not apply' if value is None else f'{value:.4g}'}" for score, value in ordered)
    count = len(case.results[name].suite.cases) if name in case.results else 0
    outcome = f"{count} {'test' if count == 1 else 'tests'}" if row.outcome == "ok" else row.outcome
    st.caption(escaped(": ".join(filter(None, (outcome, said)))))
    if row.outcome != "ok":
        _unusable(case, name, row.reason)


def _unusable(case: Case, name: str, reason: str | None) -> None:
    st.text(f"Why: {reason or 'no reason is stored'}")
    completions = case.results[name].completions if name in case.results else ()
    if completions:
        with st.expander("What was answered", expanded=True):
            st.code(completions[-1].text or "(nothing)", language=None, wrap_lines=True, line_numbers=True)

"""Choosing the candidate of a run that is decided on."""

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools.releasing import Asked


def pick(asked: Asked | str) -> str | None:
    """Return the chosen candidate, at first the best one; None where there is no gate, and says what to do."""
    if isinstance(asked, str):
        st.info(escaped(asked))
        return None
    for sentence in asked.warnings:
        st.caption(f"Warning: {escaped(sentence)}")
    if asked.strange:
        st.warning(
            f"{asked.strange} cells of this run are not what the suite plans today: a prompt, fixture or parameter "
            "changed since. The verdict is about what was run then."
        )
    return st.selectbox("Candidate", asked.candidates, key="candidate", bind="query-params")

"""Choosing one of several suites."""

from collections.abc import Sequence

import streamlit as st


def pick(suites: Sequence[str]) -> str | None:
    """Return the chosen suite, at first the one in the address or else the first; None where there is none."""
    if not suites:
        return None
    if st.session_state.get("suite") not in (None, *suites):
        del st.session_state["suite"]
    return st.selectbox("Suite", list(suites), key="suite", bind="query-params")

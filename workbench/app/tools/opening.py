"""The workbench of the project that the app was started in, and who sits before the screen."""

import streamlit as st

from workbench.bootstrap import Workbench, open_workbench

FRESH_S = 3
"""How long what is read from the store may be shown, in seconds: a run that goes on changes it."""
ACTOR = "actor"
"""The key of the session's state under which the name stands."""


@st.cache_resource
def workbench() -> Workbench:
    """Return the workbench of the project."""
    return open_workbench()


def actor() -> str | None:
    """Return the name of who uses this session, as typed in the sidebar; None while there is none."""
    name = str(st.session_state.get(ACTOR) or "").strip()
    return name[:80] or None

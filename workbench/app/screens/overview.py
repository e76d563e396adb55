"""Overview: what is released, what could be, and what that would change."""

import streamlit as st

from workbench.app.components import released, score_trend, suite_picker, verdicts, would_change
from workbench.app.tools import overview

st.title("Overview")
states = {state.suite: state for state in overview.states()}
verdicts.show(list(states.values()))
released.show(overview.channels())
suite = suite_picker.pick([name for name, state in states.items() if state.decided])
if suite is None:
    st.stop()
would_change.show(states[suite])
decided = states[suite].decided
if decided is not None:
    st.subheader("Trend")
    score_trend.show(overview.trend(suite, decided.run.primary), suite, decided.run.primary)

"""The prompt as it was sent, as text."""

import streamlit as st

from workbench.app.tools import cases
from workbench.app.tools.cases import Case


def show(case: Case, name: str) -> None:
    """Show each stage's messages, and whether they may differ from what was sent."""
    known = cases.known(case.run, name)
    if known.lack:
        st.text(known.lack)
    stages = cases.prompt_of(case, name)
    if not stages:
        st.info("The prompt cannot be shown: it is rendered from the suite's file as it is today.")
    for stage in stages:
        st.caption(
            f"Stage {stage.stage}, {len(stage.messages)} messages" + (f", asked for {stage.form}" if stage.form else "")
        )
        for message in stage.messages:
            st.caption(message.role)
            st.code(message.content, language=None, wrap_lines=True)

"""The form that takes a channel back to a release that it used before."""

from collections.abc import Sequence

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.promotion_form import LONGEST_REASON, NAME_FIRST
from workbench.app.tools import opening, releasing
from workbench.app.tools.releasing import ReleaseRow
from workbench.generator.errors import GeneratorError


def show(rows: Sequence[ReleaseRow]) -> None:
    """Show the form where some channel has a release to go back to; after it what came of it."""
    channels = [name for name in dict.fromkeys(row.channel for row in rows) if releasing.earlier(rows, name)]
    if not channels:
        st.text("No channel has an earlier release to go back to.")
        return
    channel = st.selectbox("Channel", channels, key="rollback_channel")
    known = {row.release: row for row in releasing.earlier(rows, channel)}
    actor = opening.actor()
    with st.form("roll back", border=True):
        left, right = st.columns((1, 2))
        release = left.selectbox("Back to", list(known), format_func=lambda name: f"{name}, {known[name].config}")
        reason = right.text_input("Why", max_chars=LONGEST_REASON, placeholder="One line; stands in the ledger.")
        sent = st.form_submit_button("Roll back", disabled=actor is None)
        st.caption(
            NAME_FIRST if actor is None else f"By {escaped(actor)}. A new line of the ledger; no line is removed."
        )
    if not sent or actor is None:
        return
    try:
        line = releasing.take_back(channel=channel, release=release, actor=actor, reason=reason)
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return
    st.success(f"Channel {escaped(channel)} goes back once this is merged. Next: open a pull request with")
    st.code("\n".join(releasing.written(line)), language=None)

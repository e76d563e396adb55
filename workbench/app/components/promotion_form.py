"""The form that brings a candidate onto a channel."""

from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import opening, releasing
from workbench.app.tools.releasing import Asked
from workbench.core.runs import RunRecord
from workbench.generator.errors import GeneratorError
from workbench.service.promote import Promoted

LONGEST_REASON: Final = 300
NAME_FIRST: Final = "Type your name in the sidebar first: it stands in the ledger."
_APPROVES: Final = "The gate is decided once more; what is written goes into a pull request, which approves it."


def show(run: RunRecord, candidate: str, asked: Asked) -> None:
    """Show the form; after it what came of it, with every refusal, or the files that were written."""
    st.subheader(f"Promote {escaped(candidate)}")
    actor = opening.actor()
    with st.form("promote", border=True):
        left, right = st.columns((1, 3))
        channel = left.text_input("Channel", value=asked.channel or "", max_chars=40, placeholder="embedded")
        reason = right.text_input("Why", max_chars=LONGEST_REASON, placeholder="One line; stands in the ledger.")
        sent = st.form_submit_button("Promote", type="primary", disabled=actor is None)
        st.caption(NAME_FIRST if actor is None else f"By {escaped(actor)}. {_APPROVES}")
    if not sent or actor is None:
        return
    try:
        _tell(releasing.promote(run, candidate=candidate, channel=channel.strip(), actor=actor, reason=reason))
    except GeneratorError as error:
        st.error(escaped(str(error)))


def _tell(promoted: Promoted) -> None:
    line = promoted.line
    if line is None:
        st.error("Refused. Nothing was written. The reasons:")
        st.text("\n".join(f"- {sentence}" for sentence in promoted.refused))
        return
    st.success(f"Channel {escaped(line.channel)} will use it once this is merged. Next: open a pull request with")
    st.code("\n".join(releasing.written(line)), language=None)

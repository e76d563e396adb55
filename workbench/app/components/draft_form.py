"""Taking a draft of gold over: the person's name stands in its revision, and gates may rest on it."""

import streamlit as st

from workbench.app.tools import datasets, opening
from workbench.bootstrap.datasets import GoldInHand
from workbench.generator.errors import GeneratorError


def show(dataset: str, hand: GoldInHand) -> None:
    """Show what a draft is and the form that takes it over; nothing where the gold is no draft."""
    if hand.gold.draft is not True:
        return
    st.warning("This gold is a draft that nobody has confirmed. Runs measure on it; no gate passes on it.")
    with st.form(f"confirm {hand.gold.key} {hand.seen[:12]}"):
        st.caption("Read each behaviour beside the issue, mend below what is wrong or missing, then take it over.")
        why = st.text_input("What you looked at", max_chars=2_000, placeholder="Read against the issue, B3 mended")
        actor = opening.actor()
        if actor is None:
            st.caption("Type your name in the sidebar to take it over.")
        if not st.form_submit_button("This gold is mine now", disabled=actor is None) or actor is None:
            return
        try:
            datasets.confirm(dataset, hand, actor=actor, why=why or "")
        except GeneratorError as error:
            st.error(f"{error}")
        else:
            st.rerun()

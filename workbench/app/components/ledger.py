"""All about what is released: the ledger, roll-back, and whether everything is as it was written."""

import streamlit as st

from workbench.app.components import release_history, rollback_form
from workbench.app.components.escaped import escaped
from workbench.app.tools import releasing
from workbench.generator.errors import GeneratorError


def show() -> None:
    """Show the ledger with its forms; where it is not as it was written, say so and leave only the check."""
    st.subheader("Releases")
    place = st.container()  # filled below the form that changes it
    try:
        _forms()
        with place:
            _history()
    except GeneratorError as error:
        st.error(escaped(str(error)))
    _check()


def _forms() -> None:
    rows = releasing.history()
    if rows:
        with st.expander("Roll back", key="roll back"):
            rollback_form.show(rows)


def _history() -> None:
    rows = releasing.history()
    if rows:
        release_history.show(rows)
    else:
        st.info("Nothing is released yet. A candidate that passed its gate is promoted with the form above.")


def _check() -> None:
    with st.expander("Verify", key="verify"):
        st.text("Checks every release and its evidence, and decides every promotion once more.")
        with st.form("verify", border=False):
            against = st.text_input("Older ledger to continue", placeholder="origin/main, or empty", max_chars=200)
            sent = st.form_submit_button("Verify")
        if sent:
            _verified(against)


def _verified(against: str) -> None:
    try:
        with st.spinner("Verifying"):
            found = releasing.verify(against)
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return
    if found.faults:
        st.error(f"Not as it was written. Faults: {len(found.faults)}.")
    elif found.lines:
        st.success(f"All is as it was written. Lines: {found.lines}; promotions decided once more: {found.decided}.")
    else:
        st.info("Nothing is released yet, so there is nothing to verify.")
    said = [*(f"fault: {each}" for each in found.faults), *(f"note: {each}" for each in found.notes)]
    if said:
        st.text("\n".join(said))

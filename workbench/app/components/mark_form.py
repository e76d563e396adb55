"""The form in which a reviewer marks one thing, and what raters said of it before."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import marking, opening
from workbench.app.tools.cases import Case
from workbench.core.labels import VALUES, Label, LabelKind, Value
from workbench.generator.errors import GeneratorError
from workbench.service.mark import Place, of_place

_LONGEST_NOTE: Final = 4_000
_TOLD: Final = "mark told"
_ASKS: Final[dict[LabelKind, str]] = {
    "pair": "Does this test check this behaviour?",
    "verdict": "Do the tests together cover this behaviour?",
    "finding": "Is this finding right?",
    "rating": "How good is this test?",
}


def show(case: Case, name: str, place: Place, labels: Sequence[Label]) -> None:
    """Show the form for a place in a candidate's generation, and what was said of it.

    What is sent becomes a label of the person whose name stands in the sidebar; without a name the button is off.
    """
    mine = [label for label in labels if of_place(label, place)]
    rater = opening.actor()
    before = next((each for each in mine if each.rater == rater and each.rater_kind == "person"), None)
    parts = (rater, place.kind, place.suite, place.behaviour, place.test, place.rule, place.line)
    key = "-".join(str(part) for part in parts)
    if before:  # the keyed state and no defaults: a default that changes would throw away what was typed
        st.session_state.setdefault(f"value-{key}", before.value)
        st.session_state.setdefault(f"note-{key}", before.note or "")
    with st.form(f"form-{key}", border=True):
        st.radio(_ASKS[place.kind], VALUES[place.kind], index=None, key=f"value-{key}", horizontal=True)
        st.text_input("Note", key=f"note-{key}", max_chars=_LONGEST_NOTE)
        st.form_submit_button(
            "Correct my mark" if before else "Mark",
            key=f"send-{key}",
            disabled=rater is None,
            on_click=_keep,
            args=(case, name, place, key),
        )
        if rater is None:
            st.caption("Type your name in the sidebar first: a mark says whose it is.")
        _tell(key)
    _said(mine)


def _keep(case: Case, name: str, place: Place, key: str) -> None:
    """Take what was sent; runs before the page is drawn, so that everything on it knows the mark."""
    value: Value | None = st.session_state.get(f"value-{key}")
    rater = opening.actor()
    if value is None or rater is None:
        st.session_state[_TOLD] = (key, False, "Choose a value first.")
        return
    try:
        label = marking.keep(case, name, place, value, note=str(st.session_state.get(f"note-{key}") or ""), rater=rater)
    except GeneratorError as error:
        st.session_state[_TOLD] = (key, False, str(error))
    else:
        st.session_state[_TOLD] = (key, True, f"Kept as a person's label, revision {label.revision}.")


def _tell(key: str) -> None:
    told = st.session_state.get(_TOLD)
    if told is None or told[0] != key:
        return
    del st.session_state[_TOLD]
    (st.success if told[1] else st.error)(escaped(told[2]))


def _said(labels: Sequence[Label]) -> None:
    if not labels:
        st.caption("Nobody has marked this yet.")
        return
    lines = [
        {
            "who": label.rater, "rater": label.rater_kind, "says": label.value, "note": label.note or "",
            "when": f"{label.at:%Y-%m-%d %H:%M} UTC", "revision": str(label.revision),
        }
        for label in labels
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(lines), hide_index=True, height="content", alt="What raters said of this before")

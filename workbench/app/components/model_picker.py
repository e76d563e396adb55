"""Choosing models to ask: those that can be asked here, the others with what they lack."""

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import playground
from workbench.core.records import ModelEntry


def pick() -> list[ModelEntry]:
    """Return the chosen models, at first one that costs nothing: the rules only where there is no other."""
    st.subheader("Models")
    known = playground.models()
    free = [entry.spec for entry, lack in known.values() if lack is None and _free(entry)]
    usual = next((spec.name for spec in sorted(free, key=lambda spec: spec.adapter == "rules")), None)
    chosen = []
    with st.container(border=True):
        for name, (entry, lack) in known.items():
            left, right = st.columns([2, 3], vertical_alignment="center")
            label = escaped(name)
            ticked = left.checkbox(
                label, value=name == usual, key=f"ask {name}", disabled=lack is not None, persist_state="session"
            )
            right.caption(_said(entry, lack))
            if ticked and lack is None:
                chosen.append(entry)
    return chosen


def _free(entry: ModelEntry) -> bool:
    return entry.price is not None and entry.price.free


def _said(entry: ModelEntry, lack: str | None) -> str:
    if lack is not None:
        return f"Cannot be asked here: {escaped(lack)}."
    if entry.price is None:
        return "No price is known: what it costs cannot be said."
    if entry.price.free:
        return "Costs nothing."
    return f"Paid: USD {entry.price.input} in, {entry.price.output} out, each for a million tokens."

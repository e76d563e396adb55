"""The imports that wait in this server's memory, and the one that is looked at."""

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import imports
from workbench.bootstrap.open_imports import OpenImport


def pick() -> OpenImport | None:
    """Return the import that is looked at, or None; offer those that wait."""
    if sentence := imports.said():
        st.success(escaped(sentence))
    if lack := imports.missing_model():
        st.warning(escaped(lack))
    found = imports.current()
    if found is not None:
        return found
    waiting = imports.held().listed()
    if waiting:
        st.subheader("Waiting for a review")
    for each in waiting:
        left, right = st.columns([4, 1], vertical_alignment="center")
        count = len(each.found.reviews)
        left.text(f"{each.found.dataset}: {count} to review, {len(each.written)} written; begun by {each.begun_by}")
        if right.button("Open", key=f"open {each.id}"):
            imports.choose(each)
            st.rerun()
    return None


def head(found: OpenImport) -> None:
    """Show what came in and what did not, and the buttons that leave it."""
    inside = found.found
    st.subheader(f"Into {escaped(inside.dataset)}")
    st.caption(
        "What came in is in this server's memory only. It is forgotten an hour after the last look at it, when the "
        "app ends, or when you discard it. A fixture is written when it is signed off."
    )
    figures = {"To review": len(inside.reviews), "Written": len(found.written), "There already": inside.there}
    for column, (label, value) in zip(st.columns(3), figures.items(), strict=True):
        column.metric(label, value, border=True)
    if inside.changed:
        st.info(f"Changed at their source since: {escaped(', '.join(inside.changed))}.")
    if inside.left_out:
        left = ", ".join(f"{count} {what}" for what, count in inside.left_out.most_common())
        st.caption(f"Left out: {left}.")
    with st.container(horizontal=True):
        if st.button("To all imports"):
            imports.choose(None)
            st.rerun()
        with st.popover("Discard"):
            st.text(f"{len(inside.reviews)} fixtures that are not signed off are forgotten.")
            if st.button("Yes, forget them", type="primary"):
                imports.held().drop(found.id)
                imports.choose(None)
                st.rerun()

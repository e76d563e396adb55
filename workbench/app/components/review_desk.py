"""The review of one fixture of an import: texts, findings, and the signature."""

import streamlit as st

from workbench.app.components import review_findings, review_texts
from workbench.app.components.escaped import escaped
from workbench.app.tools import imports, opening
from workbench.bootstrap.importing import Review
from workbench.bootstrap.open_imports import OpenImport
from workbench.generator.errors import GeneratorError


def show(found: OpenImport) -> None:
    """Show one fixture of the import to be reviewed, and the next ones to choose."""
    reviews = {each.key: each for each in found.found.reviews}
    if not reviews:
        st.success("Everything of this import is written or was there already.")
        return
    key = st.selectbox("Fixture", list(reviews), format_func=lambda each: _called(reviews[each]))
    review = reviews[key]
    second = bool(review.signed) and opening.actor() not in review.signed
    if review.signed:
        st.info(f"Signed by {escaped(', '.join(review.signed))}; a second person has to look at the result.")
    review_texts.show(review, result_only=second)
    if not second:
        st.subheader("Findings")
        review_findings.show(found, review)
    _sign(found, review, second=second)


def _called(review: Review) -> str:
    if review.signed:
        return f"{review.key}: signed once"
    return f"{review.key}: {review.open} to decide" if review.open else f"{review.key}: nothing left to decide"


def _sign(found: OpenImport, review: Review, *, second: bool) -> None:
    actor, seen = opening.actor(), review.version
    st.subheader("Sign off")
    st.caption(
        "Your name says that you read all of it and that it names nobody. The text as it came is then forgotten."
    )
    if actor is None:
        st.caption("Type your name in the sidebar to sign.")
    with st.container(horizontal=True):
        # A click is for what was shown: where that changed meanwhile, it is a button that is no longer there.
        shown = f"{review.key} {review.version}"
        signs = st.button("Sign off", type="primary", disabled=actor is None or review.open > 0, key=f"sign {shown}")
        back = second and st.button("Send it back", key=f"back {shown}")
    if back:
        with found.turn:
            review.send_back()
        st.rerun()
    if not signs or actor is None:
        return
    try:
        with found.turn:
            if review.sign(actor, seen=seen):
                imports.write(found, review)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()

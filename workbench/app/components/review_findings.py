"""What was found in a fixture, and a person's decisions on it."""

import streamlit as st

from workbench.app.components import plain_table
from workbench.app.components.escaped import escaped
from workbench.app.tools import imports
from workbench.bootstrap.importing import KINDS, Finding, Kind, Review
from workbench.bootstrap.open_imports import OpenImport
from workbench.generator.errors import GeneratorError

_HEADER = ("no.", "state", "kind", "text", "now", "found by", "where")


def show(found: OpenImport, review: Review) -> None:
    """Show the findings by number and the forms that decide on them."""
    findings = review.findings
    plain_table.show(
        _HEADER, [_row(review, number, each) for number, each in enumerate(findings, start=1)], alt="Findings"
    )
    _decide(found, review, findings)
    _add(found, review)


def _row(review: Review, number: int, each: Finding) -> tuple[str, ...]:
    now = each.surrogate if each.state == "replaced" else ""
    places = ", ".join(dict.fromkeys(review.where(place) for place in each.places))
    return (str(number), each.state, each.kind, each.value, now, ", ".join(each.detectors), places)


def _decide(found: OpenImport, review: Review, findings: tuple[Finding, ...]) -> None:
    open_ones = [number for number, each in enumerate(findings, start=1) if each.state in ("suspected", "left over")]
    with st.form(f"decide {review.key} {review.version}", border=False):
        chosen = st.multiselect(
            "Findings",
            [number for number, each in enumerate(findings, start=1) if not each.fixed],
            default=open_ones,
            format_func=lambda number: f"{number}: {findings[number - 1].kind}, {findings[number - 1].state}",
        )
        why = st.text_input(
            "Why it may stay",
            max_chars=200,
            help="Needed where the detectors are sure; it is kept, so no text of the issue.",
        )
        with st.container(horizontal=True):
            gives_way = st.form_submit_button("Replace")
            stays = st.form_submit_button("Keep")
    if not (gives_way or stays):
        return
    try:
        with found.turn:
            picked = [findings[number - 1] for number in chosen]
            if gives_way:
                review.replace(picked)
            else:
                review.keep(picked, why or None)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()


def _add(found: OpenImport, review: Review) -> None:
    with st.form(f"add {review.key}", clear_on_submit=True, border=False):
        left, middle, right = st.columns([4, 2, 2], vertical_alignment="bottom")
        text = left.text_input("A text that nobody found", max_chars=1_000)
        kind: Kind = middle.selectbox("What it is", KINDS)
        everywhere = right.checkbox("In every issue of this import")
        if not st.form_submit_button("Replace it too"):
            return
    try:
        with found.turn:
            if everywhere and (text or "").strip():
                found.found.learn(text, kind)
            else:
                review.add(text or "", kind)
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        imports.say(f"{review.key}: it gives way now.")
        st.rerun()

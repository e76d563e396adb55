"""An issue's text with the places that its gold quotes. Nothing in it is markup: it is drawn as text and as code."""

from collections.abc import Iterator, Sequence

import streamlit as st

from workbench.core.records import Behaviour
from workbench.generator.records import Issue
from workbench.service.mark_evidence import Section, mark_evidence


def show(issue: Issue, behaviours: Sequence[Behaviour]) -> None:
    """Show the issue; each box is what behaviours quote, after their ids."""
    for section in mark_evidence(issue, behaviours):
        st.markdown(f"**{section.title}**")
        with st.container(gap="xsmall"):
            for ids, text in stretches(section):
                if ids:
                    st.code(f"{ids}: {text}", language=None, wrap_lines=True)
                else:
                    st.text(text)


def stretches(section: Section) -> Iterator[tuple[str, str]]:
    """Yield a section's stretches: the ids that quote it, "" where none does, and its text without blank lines."""
    for piece in section.pieces:
        lines = [line.rstrip() for line in piece.text.split("\n") if line.strip()]
        if lines:
            yield ", ".join(piece.behaviours), "\n".join(lines).strip()

"""An issue as Jira shows it. Texts from issues are shown as they are, never as markup."""

from typing import Final

import streamlit as st

from workbench.app.components import plain_table
from workbench.app.components.escaped import escaped
from workbench.app.tools.cases import Case
from workbench.core.issue_body import Piece, Section
from workbench.core.passages import holds
from workbench.core.records import Behaviour

_FRAMES: Final = {
    "quote": "Quote", "info": "Panel: info", "note": "Panel: note", "warning": "Panel: warning",
    "success": "Panel: success", "error": "Panel: error", "tip": "Panel: tip", "custom": "Panel",
    "expand": "Folded in Jira",
}  # fmt: skip
_HEIGHT: Final = 460
_LONGEST_RULE: Final = 40


def show(case: Case, chosen: Behaviour | None = None) -> None:
    """Show the issue on the left, and on the right its criteria, what was attached, and what good tests check.

    Args:
        case: the issue and its gold.
        chosen: the behaviour whose evidence is framed where it stands in the description or a criterion.
    """
    issue = case.issue
    st.text(f"{issue.key} · {issue.type or 'no type'} · {case.gold.stratum} · {case.gold.language}")
    left, right = st.columns([3, 2])
    with left.container(border=True, height=_HEIGHT):
        _heading(issue.summary)
        if not case.description:
            st.caption("The issue has no description.")
        for section in case.description:
            _section(section, chosen)
    with right.container(border=True, height=_HEIGHT):
        _beside(case, chosen)


def _beside(case: Case, chosen: Behaviour | None) -> None:
    issue = case.issue
    st.markdown(f"**Acceptance criteria ({len(issue.criteria)})**")
    for criterion in issue.criteria:
        _text(f"{criterion.id}  {criterion.text}", chosen)
    if not issue.criteria:
        st.caption("The issue states none.")
    if issue.context:
        st.markdown("**Extra context**")
        _text(issue.context, chosen)
    for number, attachment in enumerate(issue.attachments, start=1):
        with st.expander(f"Attachment {number}"):
            st.text(attachment.name)
            st.text(attachment.text or attachment.note or "")
    with st.expander(f"What good tests check ({len(case.gold.behaviours)} behaviours)", expanded=not issue.criteria):
        for each in case.gold.behaviours:
            st.text(f"{each.id}  [{each.kind}, {each.priority}] {each.statement}")
    if issue.left_out:
        with st.expander("Not sent"):
            st.text("\n".join(issue.left_out))


def _section(section: Section, chosen: Behaviour | None) -> None:
    if section.frame is None:
        for piece in section.pieces:
            _piece(piece, chosen)
        return
    with st.container(border=True):
        st.caption(_FRAMES[section.frame])
        if section.title:
            st.text(section.title)
        for piece in section.pieces:
            _piece(piece, chosen)


def _piece(piece: Piece, chosen: Behaviour | None) -> None:
    if piece.form == "rule":
        st.divider()
    elif piece.form == "code":
        st.code(piece.text, language=None, wrap_lines=True)
    elif piece.form == "table":
        if chosen and chosen.evidence and any(holds(chosen.evidence, " | ".join(row)) for row in piece.rows):
            st.badge(f"Evidence for {escaped(chosen.id)} in this table")
        plain_table.show(piece.header, piece.rows, alt="A table of the issue")
    elif piece.form == "heading":
        _heading(piece.text)
    else:
        _text(piece.text, chosen)


def _heading(text: str) -> None:
    """Show a heading as text: whatever could make it large would read it as markup."""
    st.text(f"{text}\n{'━' * min(len(text), _LONGEST_RULE)}")


def _text(text: str, chosen: Behaviour | None) -> None:
    """Show a text; where it holds the evidence of the chosen behaviour, in a frame that says so."""
    if chosen is None or not chosen.evidence or not holds(chosen.evidence, text):
        st.text(text)
        return
    with st.container(border=True):
        st.badge(f"Evidence for {escaped(chosen.id)}")
        st.text(text)

"""An issue and what good tests of it must do. Texts from issues are shown as they are, never as markup."""

import streamlit as st

from workbench.app.tools import Case


def show(case: Case) -> None:
    """Show the issue as prompts see it, and its gold."""
    issue = case.issue
    st.subheader("Issue")
    st.text(f"{issue.key} ({issue.type}): {issue.summary}")
    with st.expander("Description", expanded=not issue.criteria):
        st.text(issue.description or "No description.")
    with st.expander(f"Acceptance criteria ({len(issue.criteria)})", expanded=bool(issue.criteria)):
        st.text("\n".join(f"{each.id}  {each.text}" for each in issue.criteria) or "The issue states none.")
    if issue.context:
        with st.expander("Extra context"):
            st.text(issue.context)
    for attachment in issue.attachments:
        with st.expander("Attachment"):
            st.text(attachment.name)
            st.text(attachment.text or attachment.note or "")
    with st.expander(f"What good tests check ({len(case.gold.behaviours)} behaviours)"):
        st.text(
            "\n".join(f"{each.id}  [{each.kind}, {each.priority}] {each.statement}" for each in case.gold.behaviours)
        )

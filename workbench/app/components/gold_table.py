"""A gold: what good tests do, may do and must not do."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from workbench.core.records import Gold
from workbench.core.revisions import Revision

_WIDTHS: Final = {"id": 44, "statement": 256, "kind": 86, "status": 60, "priority": 62}
_CHARS: Final = 36  # of a statement on a line of its column
_LINE: Final = 18
_PADDING: Final = 16


def show(gold: Gold, revisions: Sequence[Revision]) -> None:
    """Show the behaviours as a table, the lists below it, and who changed them when."""
    if not gold.behaviours:
        st.info("This gold names no behaviour yet. Add the first one below.")
    else:
        rows = [
            {
                "id": each.id,
                "statement": each.statement,
                "kind": each.kind,
                "status": each.status,
                "priority": each.priority,
                "values": "; ".join(each.values),
            }
            for each in gold.behaviours
        ]
        st.dataframe(
            rows,
            hide_index=True,
            row_height=_PADDING + _LINE * max(-(-len(each.statement) // _CHARS) for each in gold.behaviours),
            height="content",
            column_config={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()},
            alt="The behaviours that good tests check.",
        )
    for title, lines in (
        ("May be tested too", gold.acceptable),
        ("Must not be claimed", gold.forbidden),
        ("Open questions", gold.open_questions),
    ):
        with st.expander(f"{title} ({len(lines)})"):
            st.text("\n".join(f"- {line}" for line in lines) or "None.")
    with st.expander(f"Revisions ({len(revisions) + 1})"):
        first = "a draft" if gold.draft and not revisions else "as the dataset's card says, or a draft"
        st.text("\n".join([*(_said(each) for each in reversed(revisions)), f"Revision 1: {first}."]))


def _said(revision: Revision) -> str:
    return f"Revision {revision.revision}, {revision.at:%Y-%m-%d %H:%M} UTC, by {revision.actor}: {revision.why}"

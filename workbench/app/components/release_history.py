"""The ledger of releases, and what one release asks otherwise than another."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.tools import releasing
from workbench.app.tools.releasing import ReleaseRow

_PAGE: Final = 20


def show(rows: Sequence[ReleaseRow]) -> None:
    """Show the ledger, newest first, a page at a time, and the difference of any two lines of it."""
    pages = -(-len(rows) // _PAGE)
    page = st.pagination(pages, key="ledger_page") if pages > 1 else 1
    st.dataframe(
        pd.DataFrame([_row(each) for each in rows[(page - 1) * _PAGE : page * _PAGE]]),
        hide_index=True,
        height="content",
        alt="The ledger of releases, newest first",
    )
    if len(rows) > 1:
        _difference(rows)


def _row(row: ReleaseRow) -> dict[str, str]:
    return {
        "line": str(row.number),
        "channel": row.channel,
        "in use": "yes" if row.now else "no",
        "what": row.kind,
        "release": row.release,
        "config": row.config,
        "at (UTC)": row.at.replace("T", " ").removesuffix("Z"),
        "who": row.actor,
        "why": row.reason,
        "rests on": row.rests_on or "-",
    }


def _difference(rows: Sequence[ReleaseRow]) -> None:
    st.markdown("**What changed between two releases**")
    left, right = st.columns(2)
    numbers = [row.number for row in rows]
    shown = {row.number: f"{row.number}: {row.release} on {row.channel}, {row.config}" for row in rows}
    old = left.selectbox("From line", numbers, index=_before(rows), format_func=shown.__getitem__)
    new = right.selectbox("To line", numbers, index=0, format_func=shown.__getitem__)
    changed = releasing.diff(old, new)
    if changed:
        st.code(changed, language=None, wrap_lines=True)
    else:
        st.text("Both ask the same of the same model.")


def _before(rows: Sequence[ReleaseRow]) -> int:
    """Return where the line before the newest one on its channel is, else the one before."""
    return next((at for at, row in enumerate(rows) if at and row.channel == rows[0].channel), 1)

"""The fixtures that a candidate lost and won, each a link to the case."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.sides_picker import Choice
from workbench.core.runs import RunRecord
from workbench.core.statistics import number
from workbench.service.break_down import Breakdown, FixturePair

_PAGE: Final = 10


def show(found: Breakdown, choice: Choice, run: RunRecord) -> None:
    """Show the losses and the wins beside each other, the greatest first, a page at a time."""
    st.subheader("Losses and wins")
    st.caption("A key opens its case with the tests of both candidates beside each other.")
    left, right = st.columns(2)
    with left:
        _list("Worse", [each for each in found.pairs if each.gain < 0], choice, run)
    with right:
        _list("Better", [each for each in reversed(found.pairs) if each.gain > 0], choice, run)


def _list(title: str, pairs: Sequence[FixturePair], choice: Choice, run: RunRecord) -> None:
    st.markdown(f"**{title} on {len(pairs)} {'fixture' if len(pairs) == 1 else 'fixtures'}**")
    if not pairs:
        st.text("None.")
        return
    pages = -(-len(pairs) // _PAGE)
    page = st.pagination(pages, key=f"{title.lower()}_page") if pages > 1 else 1
    for each in pairs[(page - 1) * _PAGE : page * _PAGE]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                "screens/case.py",
                label=escaped(each.fixture),
                query_params={
                    "suite": run.suite,
                    "run": run.id,
                    "case": each.fixture,
                    "left": choice.baseline,
                    "right": choice.candidate,
                },
            )
            st.text(_said(each))


def _said(pair: FixturePair) -> str:
    gain = f"{'+' if pair.gain > 0 else ''}{number(pair.gain)}"
    return f"{number(pair.before)} to {number(pair.after)} ({gain}), {pair.stratum}, {pair.language}"

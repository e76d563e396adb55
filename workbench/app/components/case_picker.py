"""Choosing a fixture, the two candidates to compare, and the repeat."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.core.runs import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A fixture's key, two candidates' names, which may be the same one, and the repeat from 0."""

    fixture: str
    left: str
    right: str
    repeat: int

    @property
    def names(self) -> list[str]:
        """The chosen candidates, each once."""
        return list(dict.fromkeys((self.left, self.right)))


def pick(rows: Sequence[Row]) -> Choice | None:
    """Return what was chosen, which stands in the address; at first the run's first fixture, and two candidates.

    The reference, where the run has one, is on the right at first. None where the run planned nothing.
    """
    if not rows:
        st.info("This run planned no cells. Choose another run.")
        return None
    fixtures = list(dict.fromkeys(row.fixture for row in rows))
    references = {row.candidate for row in rows if row.reference}
    names = sorted(dict.fromkeys(row.candidate for row in rows), key=lambda name: name in references)
    repeats = [str(number) for number in sorted({row.repeat for row in rows})]
    columns = st.columns([2, 2, 2, 1] if len(repeats) > 1 else 3)
    fixture = columns[0].selectbox("Issue", fixtures, key="case", bind="query-params")
    left = columns[1].selectbox("Left", names, key="left", bind="query-params")
    right = columns[2].selectbox("Right", names, index=len(names) - 1, key="right", bind="query-params")
    repeat = repeats[0]
    if len(repeats) > 1:
        repeat = columns[3].selectbox("Repeat", repeats, key="repeat", bind="query-params")
    return Choice(fixture=fixture, left=left, right=right, repeat=int(repeat))

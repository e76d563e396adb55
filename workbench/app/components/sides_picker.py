"""Choosing a baseline, a candidate to hold against it, and a score."""

from dataclasses import dataclass

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools.comparing import Sides


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Two candidates' names and a score's."""

    baseline: str
    candidate: str
    score: str


def pick(sides: Sides | str) -> Choice | None:
    """Return what was chosen, at first the best candidate against the suite's baseline on the primary score.

    Returns None where nothing can be compared, and says what is wanting.
    """
    if isinstance(sides, str):
        st.error(escaped(sides))
        return None
    if len(sides.names) < 2 or not sides.scores:
        st.info("This run holds nothing to compare: it takes two candidates and a score. Add one to the suite's file.")
        return None
    left, middle, right = st.columns(3)
    default = sides.baseline or sides.names[-1]
    baseline = left.selectbox(
        "Baseline", sides.names, index=sides.names.index(default), key="baseline", bind="query-params"
    )
    others = [name for name in sides.names if name != baseline]
    candidate = middle.selectbox("Candidate", others, key="candidate", bind="query-params")
    score = right.selectbox("Score", sides.scores, key="score", bind="query-params")
    return Choice(baseline=baseline, candidate=candidate or others[0], score=score)

"""Every score in a row, and what the chosen one means."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from workbench.app.components.score_words import WORDS
from workbench.app.tools.scorers import ScorerFacts

_UNITS: Final = {"s": "seconds"}


def show(facts: Sequence[ScorerFacts]) -> None:
    """Show all scores: which way is better, in what unit, how it is measured, what to use it for."""
    st.dataframe(
        pd.DataFrame([_row(each) for each in facts]),
        hide_index=True,
        height="content",
        column_config={"use it": st.column_config.TextColumn(width="large")},
        alt="Every score with its direction, range, means, version and use",
    )


def pick(facts: Sequence[ScorerFacts]) -> ScorerFacts:
    """Return the chosen score, at first the coverage."""
    names = [each.name for each in facts]
    first = names.index("coverage_evidence") if "coverage_evidence" in names else 0
    chosen = st.selectbox("Score", names, index=first, key="score", bind="query-params")
    return next(each for each in facts if each.name == (chosen or names[first]))


def explain(facts: ScorerFacts) -> None:
    """Show what a score says in plain words, and what fools it."""
    words = WORDS[facts.name]
    parts = (("What it says", words.says), ("What fools it", words.fooled), ("What to use it for", words.trust))
    for column, (title, text) in zip(st.columns(len(parts)), parts, strict=True):
        with column:
            st.markdown(f"**{title}**")
            st.text(text)
    st.caption(f"{_better(facts)} is better; {_range(facts)}; measured with {facts.means}; version {facts.version}.")


def _row(facts: ScorerFacts) -> dict[str, str]:
    return {
        "score": facts.name,
        "better": _better(facts).lower(),
        "range": _range(facts),
        "measured with": facts.means,
        "version": str(facts.version),
        "use it": WORDS[facts.name].trust,
    }


def _better(facts: ScorerFacts) -> str:
    return "Higher" if facts.higher_is_better else "Lower"


def _range(facts: ScorerFacts) -> str:
    return f"{_UNITS.get(facts.unit, facts.unit)}, from 0" if facts.unit else "0 to 1"

"""One figure, big, with its interval and the number of issues."""

from typing import Final

import streamlit as st

from workbench.core.statistics import Interval, number

_CALLED: Final = {"cost_usd": "USD an issue", "latency_s": "Seconds an issue", "gherkin_valid": "Valid Gherkin"}


def figure(score: str, mean: Interval | None, *more: str) -> None:
    """Show a score's mean; what else there is to say stands below, a line each.

    Args:
        score: its name.
        mean: None where it is unknown or never applied.
        more: our own words.
    """
    called = _CALLED.get(score, score.replace("_", " ").capitalize())
    with st.container(gap="xxsmall"):
        st.metric(called, "-" if mean is None else number(mean.mean))
        st.caption("  \n".join((_bounds(mean), *more)))


def _bounds(mean: Interval | None) -> str:
    if mean is None:
        return "Not known, or does not apply"
    return f"{number(mean.low)} to {number(mean.high)}, {mean.n} issues"

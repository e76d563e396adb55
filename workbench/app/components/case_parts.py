"""Choosing what of a case to look at, and whose."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from workbench.app.components.escaped import escaped

Part = Literal["Tests", "Coverage", "Findings", "Calls", "Prompt"]
_PARTS: tuple[Part, ...] = ("Tests", "Coverage", "Findings", "Calls", "Prompt")


def pick() -> Part:
    """Return the chosen part, which stands in the address."""
    chosen: Part | None = st.segmented_control(
        "Show", _PARTS, default="Tests", required=True, key="part", bind="query-params"
    )
    return chosen or "Tests"


def whose(names: Sequence[str]) -> str:
    """Return whose part to look at."""
    if len(names) == 1:
        return names[0]
    return st.radio("Candidate", names, format_func=escaped, horizontal=True, key="whose") or names[0]

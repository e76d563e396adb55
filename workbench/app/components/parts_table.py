"""The comparison inside each stratum and each language."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.app.components.sides_picker import Choice
from workbench.core.comparing import Comparison, Insufficient
from workbench.core.statistics import number
from workbench.service.break_down import Breakdown, Part
from workbench.service.tell import difference_text, tell


def show(found: Breakdown, choice: Choice) -> None:
    """Show both tables, and say where there are too few fixtures to decide."""
    st.subheader("By stratum and language")
    _table("stratum", found.strata, choice)
    _table("language", found.languages, choice)
    st.caption(
        "A part with too few fixtures has means but no interval, and decides nothing. The results are adjusted for all "
        "parts of the table (Holm)."
    )


def _table(kind: str, parts: Sequence[Part], choice: Choice) -> None:
    st.dataframe(
        pd.DataFrame([_row(kind, part) for part in parts]),
        hide_index=True,
        height="content",
        alt=f"{choice.score} of {choice.candidate} against {choice.baseline} by {kind}",
    )


def _row(kind: str, part: Part) -> dict[str, str]:
    found = part.compared.found
    of = "" if part.pairs == part.planned else f" of {part.planned}"
    return {
        kind: part.name,
        "result": tell(part.compared).result if isinstance(found, Comparison) else _wanting(found),
        "baseline": number(part.before),
        "candidate": number(part.after),
        "difference [95 %]": difference_text(found) if isinstance(found, Comparison) else "-",
        "better / same / worse": f"{part.wins} / {part.ties} / {part.losses}",
        "n": f"{part.pairs}{of}",
    }


def _wanting(found: Insufficient) -> str:
    return "too little to tell" if found.needed is None else f"too few: {found.paired} of {found.needed} needed"

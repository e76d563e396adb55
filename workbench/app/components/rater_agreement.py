"""How far those who labelled agree with each other."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.service.agreement import Couple, KindAgreement, Rater


def show(kinds: Sequence[KindAgreement]) -> None:
    """Show a table a kind of label; where there are none, how to get them."""
    st.subheader("How far raters agree")
    if not kinds:
        st.info("No labels yet. Mark a test on the page Case, or in a terminal:")
        st.code("workbench label export --sheet rate.csv\nworkbench label import rate.csv --rater NAME", language=None)
        return
    for each in kinds:
        _kind(each)
    st.caption(
        "In brackets 95 % intervals over issues; too narrow below about 30 issues. A person and a model are two raters."
    )


def _kind(given: KindAgreement) -> None:
    counted = ", ".join(f"{_called(rater)} {count}" for rater, count in given.raters)
    st.text(f"{given.kind.capitalize()}: {given.units} rated, by {counted}.")
    if not given.couples:
        st.text("No two raters rated the same thing, so there is nothing to compare.")
        return
    st.dataframe(
        pd.DataFrame([_row(each) for each in given.couples]),
        hide_index=True,
        height="content",
        alt=f"Agreement of each two raters on labels of kind {given.kind}",
    )
    st.text(f"Krippendorff's alpha of all raters: {given.alpha}; of people: {given.alpha_people}.")


def _row(given: Couple) -> dict[str, str]:
    return {
        "first": _called(given.first),
        "second": _called(given.second),
        "both rated": str(given.units),
        "same": "-" if given.same is None else f"{given.same:.2f}",
        "kappa": str(given.kappa),
        "kappa, yes or no": str(given.kappa_yes_no),
    }


def _called(rater: Rater) -> str:
    return f"{rater.name} ({rater.kind})"

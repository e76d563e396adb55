"""A reviewer's marks: what was said of a generation, and one more."""

import streamlit as st

from workbench.app.tools.cases import Case
from workbench.app.tools.opening import FRESH_S, workbench
from workbench.bootstrap import clock
from workbench.core.labels import Label, Value
from workbench.service.mark import Place, mark


@st.cache_data(ttl=FRESH_S, show_spinner=False)
def said(dataset: str, key: str, cell_key: str) -> list[Label]:
    """Return the newest revision of every label of a generation, the oldest first."""
    labels = workbench().store.labels(dataset=dataset)
    return [label for label in labels if label.issue == key and label.suite == cell_key]


def keep(case: Case, name: str, place: Place, value: Value, *, note: str, rater: str) -> Label:
    """Keep a person's mark on a candidate's generation.

    Raises:
        LabelError: it does not fit what is marked.
        StoreError: it cannot be stored.
    """
    label = mark(
        place,
        value,
        note=note,
        rater=rater,
        clock=clock,
        gold=case.gold,
        suite=case.results[name].suite,
        store=workbench().store,
    )
    said.clear()
    return label

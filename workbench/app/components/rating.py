"""Marking a whole test ok, weak or wrong."""

from collections.abc import Sequence

import streamlit as st

from workbench.app.components import mark_form
from workbench.app.tools import marking
from workbench.app.tools.cases import Case
from workbench.service.coverage_matrix import test_ids
from workbench.service.mark import Place


def show(case: Case, names: Sequence[str]) -> None:
    """Show the choice of a test of one of these candidates, and the form to mark it."""
    marked = [name for name in names if name in case.results and case.results[name].suite.cases]
    if not marked:
        return
    with st.expander("Mark a whole test", key="mark a test"):
        left, right = st.columns(2)
        name = left.selectbox("Whose", marked)
        suite = case.results[name].suite
        test = right.selectbox("Test", test_ids(suite), key=f"rated-{name}")
        st.text(suite.cases[test_ids(suite).index(test)].title)
        key = case.results[name].cell_key
        place = Place(dataset=case.dataset, issue=case.issue.key, suite=key, kind="rating", test=test)
        mark_form.show(case, name, place, marking.said(case.dataset, case.issue.key, key))

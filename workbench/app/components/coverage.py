"""Which behaviours a candidate's tests cover, on what evidence, and what reviewers say of it."""

from dataclasses import replace

import streamlit as st

from workbench.app.components import cell_evidence, coverage_table, mark_form
from workbench.app.components.escaped import escaped
from workbench.app.tools import cases, marking
from workbench.app.tools.cases import Case
from workbench.core.records import Behaviour
from workbench.service.mark import Place


def show(case: Case, name: str, repeat: int) -> Behaviour | None:
    """Show the matrix of a candidate, one cell of it from both sides, and the forms to mark it."""
    matrix = cases.matrix(case.run, case.dataset, case.issue.key, repeat, name)
    if isinstance(matrix, str):
        st.info(escaped(matrix))
        return None
    key = case.results[name].cell_key
    labels = marking.said(case.dataset, case.issue.key, key)
    chosen = coverage_table.show(matrix, labels)
    if chosen is None:
        return None
    row, test = chosen
    cell_evidence.show(case, name, row, test)
    left, right = st.columns(2)
    whole = Place(dataset=case.dataset, issue=case.issue.key, suite=key, kind="verdict", behaviour=row.behaviour.id)
    with left:
        mark_form.show(case, name, whole, labels)
    if test is not None:
        with right:
            mark_form.show(case, name, replace(whole, kind="pair", test=matrix.tests[test]), labels)
    return row.behaviour

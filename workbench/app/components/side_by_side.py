"""The tests of two candidates, each beside the one most like it."""

import streamlit as st

from workbench.app.tools import Case
from workbench.generator.output.files import to_feature
from workbench.generator.records import TestCase, TestSuite
from workbench.service.match import match


def show(case: Case, left: str, right: str, primary: str) -> None:
    """Show both candidates' outcomes and scores, then their tests in matched rows."""
    st.subheader("Tests")
    for column, name in zip(st.columns(2), (left, right), strict=True):
        with column:
            _outcome(case, name, primary)
    suites = [case.results[name].suite if name in case.results else TestSuite() for name in (left, right)]
    for pair in match(suites[0], suites[1]):
        columns = st.columns(2)
        for column, test, suite in zip(columns, (pair.left, pair.right), suites, strict=True):
            with column:
                _test(test, suite)


def _outcome(case: Case, name: str, primary: str) -> None:
    row = case.rows[name]
    st.text(name)
    value = row.scores.get(primary)
    said = f"{primary} {value:.2f}" if value is not None else f"{primary} does not apply"
    if row.outcome == "ok":
        count = len(case.results[name].suite.cases) if name in case.results else 0
        st.caption(f"{count} {'test' if count == 1 else 'tests'}, {said}")
    elif row.outcome:
        st.caption(f"{row.outcome}, {said}")
        st.text(row.reason or "")
    else:
        st.caption("failed" if row.failure else "not answered yet")
        st.text(row.failure or "")


def _test(test: TestCase | None, suite: TestSuite) -> None:
    if test is None:
        st.caption("Nothing like it on this side.")
        return
    if test.scenario is not None:
        st.code(test.scenario, language="gherkin", wrap_lines=True)
        return
    st.code(to_feature(suite.model_copy(update={"cases": (test,)}), "test"), language="gherkin", wrap_lines=True)

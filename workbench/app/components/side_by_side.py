"""The tests of two candidates, each beside the one most like it, with what differs marked.

Code is shown without colours of a language: Streamlit's are fixed and too pale to read on its background.
"""

from collections.abc import Sequence

import streamlit as st

from workbench.app.components import outcome
from workbench.app.tools.cases import Case
from workbench.core.differences import Differences, differences
from workbench.generator.output.files import to_feature
from workbench.generator.records import TestCase, TestSuite
from workbench.service.coverage_matrix import test_ids
from workbench.service.match import Pair, match


def show(case: Case, names: Sequence[str], primary: str) -> None:
    """Show the candidates' outcomes and scores, then their tests: of two in matched rows, of one below each other."""
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            outcome.show(case, name, primary)
    suites = [case.results[name].suite if name in case.results else TestSuite() for name in names]
    if len(suites) == 1:
        for test, id_ in zip(suites[0].cases, test_ids(suites[0]), strict=True):
            st.caption(id_)
            st.code(text_of(test, suites[0]), language=None, wrap_lines=True)
        return
    pairs = match(suites[0], suites[1])
    both = any(pair.left and pair.right for pair in pairs)
    marked = both and st.toggle("Mark differences", value=True, help="Lines and words that only one side has.")
    if marked:
        st.caption(
            "`-` a line of the left alone, `+` of the right alone; within a line the left's own words stand in "
            "`[-…-]`, the right's in `{+…+}`. Titles, tags and steps count; the order of the tests does not."
        )
    for pair in pairs:
        _row(pair, suites[0], suites[1], marked=marked)


def text_of(test: TestCase, suite: TestSuite) -> str:
    """Return a test as text: its own scenario where it has one and nothing comes before it, else as a feature."""
    if test.scenario is not None and not test.preconditions:
        return test.scenario
    return to_feature(suite.model_copy(update={"cases": (test,)}), "test")


def id_of(test: TestCase, suite: TestSuite) -> str:
    """Return the id of exactly this test of a suite, which may hold another one that says the same."""
    return next(id_ for id_, each in zip(test_ids(suite), suite.cases, strict=True) if each is test)


def _row(pair: Pair, first: TestSuite, second: TestSuite, *, marked: bool) -> None:
    sides = ((pair.left, first), (pair.right, second))
    found: Differences | None = None
    if pair.left is not None and pair.right is not None and marked:
        found = differences(text_of(pair.left, first), text_of(pair.right, second))
    texts = (found.left, found.right) if found else (None, None)
    for column, (test, suite), text in zip(st.columns(2), sides, texts, strict=True):
        with column:
            _test(test, suite, text, found)


def _test(test: TestCase | None, suite: TestSuite, text: str | None, found: Differences | None) -> None:
    if test is None:
        st.caption("Nothing like it on this side.")
        return
    id_ = id_of(test, suite)
    if found is None or text is None:
        st.caption(id_)
        st.code(text_of(test, suite), language=None, wrap_lines=True)
    elif not found.changed:
        st.caption(f"{id_}: the same on both sides")
        st.code(text_of(test, suite), language=None, wrap_lines=True)
    else:
        st.caption(f"{id_}: {found.changed} {'line differs' if found.changed == 1 else 'lines differ'}")
        st.code(text, language=None, wrap_lines=True)

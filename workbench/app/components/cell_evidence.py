"""One cell of the matrix from both sides: the sentence of the issue, and the step of the test."""

from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.side_by_side import text_of
from workbench.app.tools.cases import Case
from workbench.core.passages import passage
from workbench.core.records import Behaviour
from workbench.generator.records import TestSuite
from workbench.service.coverage_matrix import PAIR_VALUE, BehaviourRow, Cell

_HERE: Final = "▶"


def show(case: Case, name: str, row: BehaviourRow, test: int | None) -> None:
    """Show why the evidence says what it says of a behaviour and a test of a candidate."""
    left, right = st.columns(2)
    with left.container(border=True):
        _issue_side(case, row.behaviour)
    with right.container(border=True):
        if test is None:
            st.caption("There are no tests.")
        else:
            _test_side(case.results[name].suite, test, row.cells[test])


def _issue_side(case: Case, behaviour: Behaviour) -> None:
    st.badge(f"Behaviour {escaped(behaviour.id)}")
    st.text(behaviour.statement)
    st.caption(f"{behaviour.kind}, {behaviour.status}, {behaviour.priority}")
    if behaviour.evidence is None:
        st.caption("The gold quotes no sentence of the issue for it.")
        return
    found = passage(behaviour.evidence, case.issue)
    if found is None:
        st.caption("The sentence that the gold quotes does not stand in the issue any more:")
        st.code(behaviour.evidence, language=None, wrap_lines=True)
        return
    st.caption(f"{found.where}, the sentence between the marks:")
    st.code(f"{found.before}{_HERE} {found.quote} ◀{found.after}".strip(), language=None, wrap_lines=True)


def _test_side(suite: TestSuite, number: int, cell: Cell) -> None:
    st.badge(f"Test T{number + 1}: {PAIR_VALUE[cell.level]} {cell.probability:.2f}")
    text = text_of(suite.cases[number], suite)
    steps = [step for step in (cell.outcome, cell.step) if step]
    marked, hits = pointed(text, steps)
    if not steps:
        st.caption("The test has no step that could be compared.")
    elif hits:
        st.caption(f"The steps that mean most nearly the same are marked {_HERE}:")
    else:
        st.caption("The steps that mean most nearly the same, Examples filled in:")
        st.code("\n".join(dict.fromkeys(steps)), language=None, wrap_lines=True)
    st.code(marked, language=None, wrap_lines=True)
    if not cell.outcome:
        st.caption("No step checks anything, so this test covers nothing.")


def pointed(text: str, steps: list[str]) -> tuple[str, int]:
    """Return a test with a mark before the lines that hold one of the steps, and how many those are."""
    plain = [" ".join(step.split()).casefold() for step in steps]
    lines, hits = [], 0
    for line in text.split("\n"):
        said = " ".join(line.split()).casefold()
        here = any(said.endswith(step) or (len(said) > 12 and said in step) for step in plain)
        hits += here
        lines.append(f"{_HERE if here else ' '} {line}")
    return "\n".join(lines), hits

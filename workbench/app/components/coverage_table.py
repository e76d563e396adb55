"""The matrix of behaviours and tests, and the choice of one of its cells."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from workbench.core.labels import Label
from workbench.service.coverage_matrix import PAIR_VALUE, BehaviourRow, CoverageMatrix

BEHAVIOUR: Final = "behaviour"
TEST: Final = "test"
_GRID: Final = "matrix"


def show(matrix: CoverageMatrix, labels: Sequence[Label]) -> tuple[BehaviourRow, int | None] | None:
    """Show the matrix and return the chosen row with the number of the chosen test, None where there is no test.

    A cell is chosen by a click, or by keyboard in the two boxes below, which stand in the address. None where the
    gold names no behaviour.
    """
    if not matrix.rows:
        st.info("The gold of this issue names no behaviour, so there is nothing to cover.")
        return None
    st.dataframe(
        pd.DataFrame([_line(row, matrix, labels) for row in matrix.rows]),
        hide_index=True,
        height="content",
        key=_GRID,
        on_select=lambda: _choose(matrix),
        selection_mode="single-cell",
        column_config={
            "statement": st.column_config.TextColumn(width="large"),
            "evidence": st.column_config.TextColumn(width=110),
        },
        alt="Behaviours in rows, tests in columns: what the offline evidence says of each pair, in words",
    )
    _legend(matrix)
    left, right = st.columns(2)
    ids = [row.behaviour.id for row in matrix.rows]
    chosen = left.selectbox("Behaviour", ids, key=BEHAVIOUR, bind="query-params")
    row = matrix.rows[ids.index(chosen)]
    if not matrix.tests:
        return row, None
    test = right.selectbox("Test", matrix.tests, index=_best(row), key=TEST, bind="query-params")
    return row, matrix.tests.index(test)


def _legend(matrix: CoverageMatrix) -> None:
    counts = Counter(row.level for row in matrix.rows)
    st.caption(
        f"Offline evidence: {counts['covered']} covered, {counts['partly']} partly, {counts['not']} not, of "
        f"{len(matrix.rows)} behaviours. A number is the probability that the test would fail if the behaviour were "
        f"broken; from {matrix.threshold:.2f} it reads covered, from half of that partly. "
        + (
            "The model was fitted on labels of this issue, so it looks better here than elsewhere. "
            if matrix.trained
            else ""
        )
        + "People's marks stand in their own column."
    )


def _line(row: BehaviourRow, matrix: CoverageMatrix, labels: Sequence[Label]) -> dict[str, str]:
    cells = {
        test: f"{PAIR_VALUE[cell.level]} {cell.probability:.2f}"
        for test, cell in zip(matrix.tests, row.cells, strict=True)
    }
    return {
        "behaviour": row.behaviour.id,
        "statement": row.behaviour.statement,
        "priority": row.behaviour.priority,
        "evidence": f"{row.level} {row.verdict:.2f}",
        "people": people_say(labels, row.behaviour.id),
        **cells,
    }


def people_say(labels: Sequence[Label], behaviour: str) -> str:
    """Return what people said of a behaviour: its verdict, and then its cells."""
    mine = [each for each in labels if each.rater_kind == "person" and each.behaviour == behaviour]
    ordered = sorted(mine, key=lambda each: (each.kind != "verdict", each.test or ""))
    return ", ".join(f"{each.test}: {each.value}" if each.test else each.value for each in ordered) or "-"


def _best(row: BehaviourRow) -> int:
    return max(range(len(row.cells)), key=lambda number: row.cells[number].probability)


def _choose(matrix: CoverageMatrix) -> None:
    """Take the clicked cell over into the boxes."""
    state: Any = st.session_state.get(_GRID)
    cells = state["selection"].get("cells") if state else None
    if not cells:
        return
    number, column = cells[0]
    st.session_state[BEHAVIOUR] = matrix.rows[number].behaviour.id
    if column in matrix.tests:
        st.session_state[TEST] = column

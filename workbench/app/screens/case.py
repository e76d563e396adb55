"""Case: one issue, the tests of two candidates, what they cover, what is wrong with them, and a reviewer's marks."""

import streamlit as st

from workbench.app.components import (
    call_table,
    case_parts,
    case_picker,
    coverage,
    found_faults,
    issue_text,
    prompt_text,
    rating,
    run_picker,
    side_by_side,
)
from workbench.app.components.escaped import escaped
from workbench.app.tools import cases, runs

st.title("Case")
run = run_picker.pick(runs.runs())
if run is None:
    st.stop()
choice = case_picker.pick(runs.rows(run.id))
if choice is None:
    st.stop()
case = cases.case(run.id, run.dataset, choice.fixture, choice.repeat)
if isinstance(case, str):
    st.warning(escaped(case))
    st.stop()
issue = st.container()
part = case_parts.pick()
chosen = None
if part == "Tests":
    side_by_side.show(case, choice.names, run.primary)
    rating.show(case, choice.names)
else:
    name = case_parts.whose(choice.names)
    if part == "Coverage":
        chosen = coverage.show(case, name, choice.repeat)
    elif part == "Findings":
        found_faults.show(case, name, choice.repeat)
    elif part == "Calls":
        call_table.show(case, name)
    else:
        prompt_text.show(case, name)
with issue:
    issue_text.show(case, chosen)

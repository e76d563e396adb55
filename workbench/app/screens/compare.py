"""Compare: a candidate against a baseline of a run, score by score and fixture by fixture."""

import streamlit as st

from workbench.app.components import (
    comparison_table,
    cost_map,
    paired_dots,
    parts_table,
    run_picker,
    sides_picker,
    wins_and_losses,
)
from workbench.app.tools import comparing, runs

st.title("Compare")
run = run_picker.pick(runs.runs())
if run is None:
    st.stop()
choice = sides_picker.pick(comparing.sides(run))
if choice is None:
    st.stop()
comparison_table.show(comparing.compared(run, choice.baseline), choice)
found = comparing.breakdown(run, choice.baseline, choice.candidate, choice.score)
paired_dots.show(found, choice)
wins_and_losses.show(found, choice, run)
parts_table.show(found, choice)
st.subheader("Quality against cost")
margin = cost_map.margin()
cost_map.show(comparing.cost_map(run, choice.baseline, margin), primary=run.primary, baseline=choice.baseline)

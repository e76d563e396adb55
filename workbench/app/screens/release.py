"""Release: whether a candidate may ship, bringing it onto a channel, and what was released before."""

import streamlit as st

from workbench.app.components import candidate_picker, gate_verdict, ledger, promotion_form, run_picker
from workbench.app.tools import releasing, runs

st.title("Release")
run = run_picker.pick(runs.runs())
asked = releasing.asked(run) if run else None
candidate = candidate_picker.pick(asked) if asked else None
if run and candidate and asked and not isinstance(asked, str):
    gate_verdict.show(releasing.gated(run, candidate), run)
    promotion_form.show(run, candidate, asked)
ledger.show()

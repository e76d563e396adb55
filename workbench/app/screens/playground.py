"""Playground: one issue, a prompt in hand, and what models make of it."""

import streamlit as st

from workbench.app.components import issue_source, model_picker, prompt_editor, trial_results, trial_start

st.title("Playground")
st.caption("Edit a prompt, run it on one issue, and see tests and scores at once. Nothing is stored until you save it.")
fixture = issue_source.pick()
edited = prompt_editor.edit()
entries = model_picker.pick()
trial_start.show(fixture, edited, entries)
trial_results.show()

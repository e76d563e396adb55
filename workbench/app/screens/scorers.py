"""Scorers: what each score says in plain words, what fools it, and how far it agrees with whose labels."""

import streamlit as st

from workbench.app.components import calibrations, rater_agreement, score_list
from workbench.app.tools import scorers

st.title("Scorers")
facts = scorers.facts()
chosen = score_list.pick(facts)
score_list.explain(chosen)
calibrations.show(chosen, scorers.cards())
rater_agreement.show(scorers.raters())
st.subheader("All scores")
score_list.show(facts)

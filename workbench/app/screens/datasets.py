"""Datasets: the fixtures, their gold, and who wrote it."""

import streamlit as st

from workbench.app.components import (
    dataset_card,
    draft_form,
    fixture_filter,
    fixture_table,
    gold_form,
    gold_table,
    marked_issue,
    spread,
)
from workbench.app.tools import datasets

st.title("Datasets")
names = datasets.names()
if not names:
    st.info("No dataset in this project yet. Add a folder datasets/NAME with its dataset.yaml, issues/ and expected/.")
    st.stop()
name = st.selectbox("Dataset", names, key="dataset", bind="query-params")
listed = datasets.listed(name)
dataset_card.show(datasets.card(name), listed)
st.subheader("Fixtures")
found = fixture_filter.pick(listed)
spread.show(found)
key = fixture_table.pick(found)
if key is None:
    st.stop()
hand = datasets.gold(name, key)
fixture = datasets.fixture(name, key)
left, right = st.columns(2)
with left:
    st.subheader("Issue")
    st.caption("Each box is quoted by the behaviours before the colon.")
    marked_issue.show(datasets.issue_of(fixture), hand.gold.behaviours)
with right:
    st.subheader("Gold")
    gold_table.show(hand.gold, hand.revisions)
draft_form.show(name, hand)
gold_form.show(name, hand, datasets.places_of(fixture))

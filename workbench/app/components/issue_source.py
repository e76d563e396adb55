"""Choosing an issue: a fixture of a dataset, typed fields, or what Jira answers."""

from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.tools import datasets, playground
from workbench.core.records import Fixture
from workbench.generator.errors import GeneratorError
from workbench.service.paste_issue import LONGEST, Typed

_DATASET: Final = "A dataset"
_TYPED: Final = "Typed fields"
_JSON: Final = "Jira's JSON"


def pick() -> Fixture | None:
    """Return the chosen issue, or None where there is none yet, and say what is missing."""
    st.subheader("Issue")
    source = st.segmented_control("Take it from", [_DATASET, _TYPED, _JSON], default=_DATASET, required=True)
    if source == _DATASET:
        return _of_a_dataset()
    given = _typed() if source == _TYPED else st.text_area("What Jira's REST v3 answers", height=220, max_chars=LONGEST)
    st.caption(
        "What you paste is kept in this browser session's memory only: not in the store, not in a file, not in a log. "
        "The models that you run get it. It has no gold, so scores that need one are left out."
    )
    if given in ("", None, Typed(summary="")):
        st.info("Type a summary, or paste the JSON of an issue.")
        return None
    try:
        return playground.fixture_of(given or "")
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return None


def _of_a_dataset() -> Fixture | None:
    names = datasets.names()
    if not names:
        st.info("No dataset in this project yet. Type an issue, or add a folder under datasets/.")
        return None
    left, right = st.columns(2)
    dataset = left.selectbox("Dataset", names, key="dataset", bind="query-params")
    keys = datasets.keys(dataset)
    key = right.selectbox("Issue", keys, key="case", bind="query-params")
    fixture = datasets.fixture(dataset, key)
    issue = datasets.issue_of(fixture)
    count = len(fixture.gold.behaviours)
    st.text(issue.summary)
    st.caption(
        f"{len(issue.criteria)} criteria, {count} behaviours in its gold, {len(issue.attachments)} attachments; "
        f"split {fixture.split}."
    )
    if fixture.split == "holdout":
        st.warning("This issue is in the holdout. A prompt that is tuned on it makes the holdout say too much.")
    return fixture


def _typed() -> Typed:
    summary = st.text_input("Summary", max_chars=1_000)
    left, right = st.columns(2)
    description = left.text_area("Description", height=160, max_chars=200_000)
    criteria = right.text_area("Acceptance criteria, one a line", height=160, max_chars=200_000)
    return Typed(summary=summary or "", description=description or "", criteria=criteria or "")

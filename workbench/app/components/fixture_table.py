"""The fixtures of a dataset as a table; a row that is clicked is the one that is shown."""

from collections.abc import Sequence

import streamlit as st

from workbench.service.list_fixtures import Listed

_KEY = "fixture table"


def pick(found: Sequence[Listed]) -> str | None:
    """Return the key of the chosen fixture, at first the first one; None where no fixture is left."""
    if not found:
        st.info("No fixture fits. Take a filter away, or search for fewer words.")
        return None
    keys = [each.key for each in found]
    st.dataframe(
        [_row(each) for each in found],
        hide_index=True,
        key=_KEY,
        height=320,
        on_select=lambda: _choose(keys),
        selection_mode="single-row",
        column_config={"summary": st.column_config.TextColumn(width="large")},
        alt="The fixtures with stratum, language, split, domain, behaviours, revision of the gold, suites and labels.",
    )
    return st.selectbox("Issue", keys, key="case", bind="query-params", help="Or click a row's first cell above.")


def _choose(keys: Sequence[str]) -> None:
    rows = st.session_state[_KEY]["selection"]["rows"]
    if rows and rows[0] < len(keys):
        st.session_state["case"] = keys[rows[0]]


def _row(each: Listed) -> dict[str, str | int]:
    return {
        "issue": each.key,
        "summary": each.summary,
        "stratum": each.stratum,
        "language": each.language,
        "split": each.split,
        "domain": each.domain,
        "behaviours": each.behaviours,
        "gold": f"revision {each.revision}{', draft' if each.draft else ''}",
        "rated suites": each.suites,
        "labels by people": each.by_people,
        "labels by models": each.by_models,
    }

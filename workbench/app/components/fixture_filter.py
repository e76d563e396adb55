"""Choosing which fixtures of a dataset to look at."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from workbench.service.list_fixtures import Listed, Wanted

_FIELDS: Final = ("stratum", "language", "split", "domain", "group")


def pick(listed: Sequence[Listed]) -> list[Listed]:
    """Return the fixtures that fit all filters; a filter that is empty lets all through."""
    words = st.text_input(
        "Search",
        placeholder="Words of the issue or of its behaviours",
        key="search fixtures",
        max_chars=200,
        persist_state="session",
    )
    chosen: dict[str, list[str]] = {}
    for column, field in zip(st.columns(len(_FIELDS)), _FIELDS, strict=True):
        options = sorted({getattr(each, field) for each in listed})
        chosen[field] = column.multiselect(
            field.capitalize(), options, key=f"fixtures by {field}", persist_state="session", placeholder="All"
        )
    wanted = Wanted(**chosen, words=words or "")
    found = [each for each in listed if wanted.keeps(each)]
    st.caption(f"{len(found)} of {len(listed)} fixtures.")
    return found

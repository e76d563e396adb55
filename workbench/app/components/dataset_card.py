"""A dataset's card: where it comes from, and who says what good tests of it are."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from workbench.bootstrap.datasets import Card
from workbench.service.list_fixtures import Listed

_ORIGIN: Final = {
    "synthetic": "made up",
    "own_project": "our own project",
    "public_licensed": "public, under a licence",
    "customer_consented": "a customer's, with consent",
}


def show(card: Card, listed: Sequence[Listed]) -> None:
    """Show the figures of a dataset and what its card says."""
    by_people, by_models = sum(each.by_people for each in listed), sum(each.by_models for each in listed)
    figures = (
        ("Fixtures", len(listed)),
        ("Behaviours", sum(each.behaviours for each in listed)),
        ("Rated suites", sum(each.suites for each in listed)),
        ("Labels by people", by_people),
        ("Labels by models", by_models),
    )
    for column, (name, value) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(name, f"{value:,}")
    if card.expires is not None and card.expires < datetime.now(UTC).date():
        st.error("This dataset has expired: its licence or consent ended. Do not run on it.")
    drafts = sum(each.draft for each in listed)
    if drafts:
        st.warning(f"{drafts} of {len(listed)} fixtures rest on draft gold, which nobody has confirmed.")
    rows = [{"about": about, "what the card says": said} for about, said in _lines(card)]
    st.dataframe(
        rows,
        hide_index=True,
        height="content",
        column_config={"about": st.column_config.TextColumn(width="small")},
        alt="What the card of the dataset says.",
    )


def _lines(card: Card) -> list[tuple[str, str]]:
    gold = card.gold
    by = "a person" if gold.written_by == "person" else "a model"
    no_end = "each fixture as its sign-off says" if card.origin == "customer_consented" else "never"
    passes = f", in {gold.passes} {'pass' if gold.passes == 1 else 'passes'}" if gold.passes else ""
    return [
        ("what it is", card.description),
        ("gold written by", f"{by}{passes}"),
        ("reviewed by", ", ".join(card.reviewers) or "nobody yet"),
        ("note", gold.note or "none"),
        ("origin", f"{card.origin}: {_ORIGIN[card.origin]}"),
        ("licence", card.licence),
        (
            "anonymised",
            card.anonymised.how + (f" (version {card.anonymised.version})" if card.anonymised.version else ""),
        ),
        ("expires", card.expires.isoformat() if card.expires else no_end),
    ]

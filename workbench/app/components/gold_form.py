"""Mending a gold: one behaviour, or the lists, as a new revision."""

from collections.abc import Sequence
from typing import Final, get_args

import streamlit as st
from pydantic import ValidationError

from workbench.app.components.escaped import escaped
from workbench.app.tools import datasets, opening
from workbench.bootstrap.datasets import GoldInHand
from workbench.core.golds.places import Place
from workbench.core.records import Behaviour
from workbench.core.revisions import next_id
from workbench.generator.errors import GeneratorError
from workbench.service.mend_gold import Mended

_NEW: Final = "a new behaviour"
_LISTS: Final = "the lists only"
_SHAPE: Final = Behaviour.model_fields


def show(dataset: str, hand: GoldInHand, places: Sequence[Place]) -> None:
    """Show the form, and save what it holds where its button is pressed.

    Args:
        dataset: its name.
        hand: the gold as it is shown.
        places: what evidence can be picked from.
    """
    saved = datasets.saved()
    if saved:
        st.success(escaped(saved))
    with st.expander("Mend this gold", key=f"mend {hand.gold.key}"):
        st.caption(
            "What you save is a new revision: the gold before is kept, and so are the scores that rest on it. "
            "New runs measure on the new gold. Labels stay with a behaviour's id; give what says something else a new "
            "id."
        )
        behaviours = {each.id: each for each in hand.gold.behaviours}
        what = st.selectbox("Change", [*behaviours, _NEW, _LISTS], key=f"mend what {hand.gold.key}")
        with st.form(f"gold {hand.gold.key} {what} {hand.seen[:12]}"):
            _fields(dataset, hand, what, behaviours.get(what), places)


def _fields(dataset: str, hand: GoldInHand, what: str, old: Behaviour | None, places: Sequence[Place]) -> None:
    goes, behaviour = False, None
    if what != _LISTS:
        behaviour = _behaviour(hand, old, places)
        goes = old is not None and _goes(hand, old)
    lists = [
        column.text_area(f"{title}, one a line", value="\n".join(lines), height=140)
        for column, title, lines in zip(
            st.columns(3),
            ("May be tested too", "Must not be claimed", "Open questions"),
            (hand.gold.acceptable, hand.gold.forbidden, hand.gold.open_questions),
            strict=True,
        )
    ]
    why = st.text_input("Why", max_chars=2_000, placeholder="What was wrong with it")
    actor = opening.actor()
    if actor is None:
        st.caption("Type your name in the sidebar to save it.")
    if not st.form_submit_button("Save as a new revision", type="primary", disabled=actor is None) or actor is None:
        return
    acceptable, forbidden, open_questions = ((_listed(text)) for text in lists)
    try:
        mended = Mended(
            of=old.id if old else None,
            behaviour=None if goes or behaviour is None else Behaviour.model_validate(behaviour),
            acceptable=acceptable,
            forbidden=forbidden,
            open_questions=open_questions,
        )
        datasets.mend(dataset, hand, mended, actor=actor, why=why or "")
    except ValidationError:
        st.error("The behaviour cannot be saved: a field holds what it does not take.")
    except GeneratorError as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()


def _behaviour(hand: GoldInHand, old: Behaviour | None, places: Sequence[Place]) -> dict[str, object]:
    """Return what the fields of a behaviour hold."""
    left, right = st.columns([1, 5])
    name = left.text_input("Id", value=old.id if old else next_id(hand.gold), max_chars=40, disabled=old is not None)
    statement = right.text_input("Statement: what can be seen to fail", value=old.statement if old else "")
    choices = {}
    for column, field in zip(st.columns(3), ("kind", "status", "priority"), strict=True):
        options = list(get_args(_SHAPE[field].annotation))
        index = options.index(getattr(old, field)) if old else 0
        choices[field] = column.selectbox(field.capitalize(), options, index=index)
    picked = st.selectbox(
        "Pick the evidence: a sentence, item or row of the issue",
        [*places],
        index=None,
        format_func=lambda place: f"{place.where}: {place.text}",
        placeholder="What is picked here takes the place of the words below",
    )
    typed = st.text_area(
        "Evidence: quoted from the issue word for word; empty where it is only implied",
        value=(old.evidence or "") if old else "",
        height=80,
    )
    evidence = picked.text if picked else typed
    values = st.text_area(
        "Values that a test has to show, one a line", value="\n".join(old.values) if old else "", height=80
    )
    return {
        "id": old.id if old else (name or "").strip(),
        "statement": " ".join((statement or "").split()),
        "evidence": (evidence or "").strip() or None,
        "values": _listed(values),
        **choices,
    }


def _goes(hand: GoldInHand, old: Behaviour) -> bool:
    bound = old.id in hand.labelled
    return st.checkbox(
        f"Take {escaped(old.id)} out" + (": not possible, labels or rated suites are about it" if bound else ""),
        disabled=bound,
    )


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(line for each in (text or "").splitlines() if (line := " ".join(each.split())))

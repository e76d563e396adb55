"""Before anything is asked: the most it can cost, how long it may take, and the button."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.app.components.prompt_editor import Edited
from workbench.app.tools import playground
from workbench.core.records import Candidate, Fixture, ModelEntry
from workbench.generator.errors import GeneratorError

_USUAL_S: Final = 300
_LONGEST_S: Final = 600


def show(fixture: Fixture | None, edited: Edited | None, entries: Sequence[ModelEntry]) -> None:
    """Show what a run of these would take, and start it where the button is pressed."""
    chosen = _candidates(edited, entries)
    lacks = _lacks(fixture, edited, entries, chosen)
    if lacks is None and fixture is not None:
        accepted = _accepted(chosen, fixture)
        lacks = None if accepted else "Accept the cost to run it."
    left, middle, right = st.columns([2, 1, 4], vertical_alignment="bottom")
    limit = left.number_input("Time limit, seconds", min_value=5, max_value=_LONGEST_S, value=_USUAL_S, step=5)
    if middle.button("Run", type="primary", disabled=lacks is not None, width="stretch") and fixture is not None:
        playground.start(chosen, fixture, float(limit))
    right.caption(lacks or "Nothing is stored; the answers stay here until you run again or close the page.")
    if fixture is not None and chosen:
        _sent(chosen[0], fixture)


def _candidates(edited: Edited | None, entries: Sequence[ModelEntry]) -> list[Candidate]:
    if edited is None or edited.prompt is None:
        return []
    try:
        return playground.candidates(edited.prompt, entries)
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return []


def _lacks(
    fixture: Fixture | None, edited: Edited | None, entries: Sequence[ModelEntry], chosen: Sequence[Candidate]
) -> str | None:
    if fixture is None:
        return "Choose or paste an issue first."
    if edited is None or edited.prompt is None:
        return "The prompt has to be readable first."
    if not entries:
        return "Choose a model."
    return None if chosen else "Change the prompt or the model: they do not fit."


def _accepted(chosen: Sequence[Candidate], fixture: Fixture) -> bool:
    """Say the most that it can cost and return whether that is accepted; what is free needs no consent."""
    paid = [each for each in chosen if each.entry.price is None or not each.entry.price.free]
    if not paid:
        st.caption("This run costs nothing.")
        return True
    try:
        worst = {each.name: playground.worst(each, fixture) for each in paid}
    except GeneratorError as error:
        st.error(escaped(str(error)))
        return False
    unknown = [name for name, usd in worst.items() if usd is None]
    total = sum((usd for usd in worst.values() if usd is not None), Decimal(0))
    st.warning(f"{len(paid)} of {len(chosen)} models cost money.")
    st.dataframe(
        [{"model": name, "at most, USD": "unknown" if usd is None else f"{usd:.4f}"} for name, usd in worst.items()],
        hide_index=True,
        width="content",
        alt="The most that each paid model can cost in this run.",
    )
    st.caption(
        "The worst case: every byte a token, and the longest answer. A call that is sent again because no answer "
        "came may be billed once more. What is spent here stands in no run's budget or record."
    )
    more = " and what cannot be foretold" if unknown else ""
    return st.checkbox(f"I accept up to USD {total:.4f}{more}", key=f"accept {total} {len(unknown)}")


def _sent(candidate: Candidate, fixture: Fixture) -> None:
    with st.expander("What the first call would send"):
        try:
            for message in playground.messages(candidate, fixture):
                st.caption(message.role)
                st.code(message.content, language=None, wrap_lines=True)
        except GeneratorError as error:
            st.error(escaped(str(error)))

"""A fixture's texts before and after side by side. Colours say again what the brackets say; nothing is markup."""

from collections.abc import Iterable
from typing import get_args

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.bootstrap.importing import Review, Text
from workbench.core.importing.reviewing import PieceState, Side


def show(review: Review, *, result_only: bool) -> None:
    """Show the texts; for a second person the result alone.

    Args:
        review: the fixture.
        result_only: whether the texts before stay hidden.
    """
    st.caption(
        "`[Anna]` was replaced; `[?Anna]` is only suspected and stands as it came."
        if not result_only
        else "This is what would be written. Does it name anybody still?"
    )
    for text in review.texts:
        if not text.by_field:
            with st.container(border=True, gap="xsmall"):
                st.caption(escaped(review.where(text.place)))
                _text(text, result_only=result_only)


def _text(text: Text, *, result_only: bool) -> None:
    if result_only or (text.before == text.after and not text.flags):
        st.text(text.after)
        return
    for column, side in zip(st.columns(2), get_args(Side), strict=True):
        with column:
            st.caption(side.capitalize())
            st.markdown(marked(text.pieces(side)))


def marked(found: Iterable[tuple[str, PieceState]]) -> str:
    """Return pieces as Markdown in which only our own colours mean something; line ends stay."""
    made = []
    for text, state in found:
        if state == "plain":
            made.append(_lines(text))
        else:
            sign, colour = ("?", "orange") if state == "suspected" else ("", "green")
            made.append(f":{colour}-background[\\[{sign}{escaped(text)}\\]]")
    return "".join(made)


def _lines(text: str) -> str:
    """Return a text over its lines; blanks at its ends part it from its neighbours."""
    lines = []
    for line in text.split("\n"):
        before, after = line[:1].isspace(), line[-1:].isspace()
        lines.append((" " if before else "") + escaped(line) + (" " if after and line.strip() else ""))
    return "  \n".join(lines)

"""A fixture's texts before and after side by side. Colours say again what the brackets say; nothing is markup."""

from collections.abc import Iterator, Sequence
from typing import Literal

import streamlit as st

from workbench.app.components.escaped import escaped
from workbench.bootstrap.importing import Review, Text

Side = Literal["before", "after"]
Piece = tuple[str, Literal["plain", "replaced", "suspected"]]


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
        if not whole_field(text):
            with st.container(border=True, gap="xsmall"):
                st.caption(escaped(text.place))
                _text(text, result_only=result_only)


def _text(text: Text, *, result_only: bool) -> None:
    if result_only or (text.before == text.after and not text.flags):
        st.text(text.after)
        return
    for column, side in zip(st.columns(2), ("before", "after"), strict=True):
        with column:
            st.caption(side.capitalize())
            st.markdown(marked(pieces(text, side)))


def whole_field(text: Text) -> bool:
    """Tell whether a place was replaced whole because of where it stands: the findings have it."""
    return any(
        each.detector.startswith("field:") and (each.start, each.end) == (0, len(text.before))
        for each in text.replacements
    )


def pieces(text: Text, side: str) -> Iterator[Piece]:
    """Yield a text's pieces, with what was done to each; together they are the text of that side."""
    whole = text.before if side == "before" else text.after
    found: list[tuple[int, int, Literal["replaced", "suspected"]]] = []
    for each in text.replacements:
        found.append(
            (each.start, each.end, "replaced") if side == "before" else (each.new_start, each.new_end, "replaced")
        )
    for flag in text.flags:
        found.append(
            (flag.start, flag.end, "suspected") if side == "before" else (flag.new_start, flag.new_end, "suspected")
        )
    read = 0
    for start, end, state in sorted(found):
        if start >= read:
            yield whole[read:start], "plain"
            yield whole[start:end], state
            read = end
    yield whole[read:], "plain"


def marked(found: "Sequence[Piece] | Iterator[Piece]") -> str:
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

"""A table of texts of strangers: cells are drawn as text, never as markup."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

_CHARS_A_LINE: Final = 34
_LINE: Final = 22
_MOST_LINES: Final = 8


def show(header: Sequence[str], rows: Sequence[Sequence[str]], *, alt: str) -> None:
    """Show rows, which may be of different lengths, below a header, which may be empty.

    Args:
        header: names of the columns; they may be empty or the same.
        rows: texts.
        alt: what the table is, for whoever does not see it.
    """
    width = max([len(header), *map(len, rows)], default=0)
    if not width:
        return
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    st.dataframe(
        pd.DataFrame(filled, columns=_names(header, width)),
        hide_index=True,
        height="content",
        row_height=row_height(filled),
        alt=alt,
    )


def row_height(rows: Sequence[Sequence[str]]) -> int:
    """Return the pixels that the longest cell takes, up to eight lines."""
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return 14 + _LINE * min(_MOST_LINES, max(1, -(-longest // _CHARS_A_LINE)))


def _names(header: Sequence[str], width: int) -> list[str]:
    """Return a name a column, each once: Streamlit refuses the same name twice."""
    names: list[str] = []
    for number in range(width):
        name = (header[number].strip() if number < len(header) else "") or f"({number + 1})"
        names.append(name if name not in names else f"{name} ({number + 1})")
    return names

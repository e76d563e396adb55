"""On which side of a figure the rule is broken, from the words before it or from the issue's other behaviours."""

import re
from typing import Final, Literal

from workbench.core.mutants.source import Source

Side = Literal["above", "below"]

_LOWER_LIMIT: Final = (
    r"more than|above|over|larger than|longer than|greater than|later than|at least|exceed(?:s|ing)?|fewest|minimum of"
    r"|mehr als|über|größer als|länger als|mindestens|ab|from"
)
_UPPER_LIMIT: Final = (
    r"less than|fewer than|below|under|smaller than|shorter than|within|up to(?: and including)?|until|at most"
    r"|no more than"
    r"|maximum of|weniger als|unter|kleiner als|kürzer als|innerhalb von|höchstens|bis(?: zu| einschließlich)?|binnen"
)
_OVER: Final = re.compile(rf"\b(?:{_LOWER_LIMIT}) (?:the )?$", re.IGNORECASE)
_UNDER: Final = re.compile(rf"\b(?:{_UPPER_LIMIT}) (?:the )?$", re.IGNORECASE)
_STRICTLY_OVER: Final = r"(?:more than|above|over|larger than|longer than|mehr als|über|größer als|länger als)"
_STRICTLY_UNDER: Final = r"(?:less than|below|under|fewer than|shorter than|weniger als|unter|kleiner als|kürzer als)"


def wording(before: str) -> Side | None:
    """Return on which side of a figure the text before it looks: `more than` above, `up to` below, else None."""
    if _OVER.search(before[-40:]):
        return "above"
    return "below" if _UNDER.search(before[-40:]) else None


def broken_side(source: Source, figure: str) -> Side | None:
    """Return on which side of a figure the issue's behaviours say that things are different, or None.

    `more than 64 characters` anywhere in the gold says that 65 is, `less than 12 hours` that 11 is.
    """
    texts = [source.text, *(other.statement for other in source.others)]
    end = rf"{re.escape(figure)}(?![\d.,]*\d)"
    for side, words in (("above", _STRICTLY_OVER), ("below", _STRICTLY_UNDER)):
        if any(re.search(rf"\b{words} {end}", text, re.IGNORECASE) for text in texts):
            return "above" if side == "above" else "below"
    return None

"""Which steps speak to whoever judges them instead of saying what a product does: they are not shown."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from workbench.core.judging.disguises import folded, readings, squeezed, visible
from workbench.core.judging.phrases import PATTERNS, SQUEEZED

_WIDEST: Final = 4  # neighbouring steps that are read as one text
_SCRAP: Final = 3  # words
_SEAM: Final = 160  # characters; the longest phrases have 15 words
_CODE: Final = re.compile(r"(?:.{0,200}\s)?[\w+/=%-]{8,}", re.DOTALL)  # ends in what may be a code's part


@lru_cache(maxsize=100_000)
def speaks_to_judge(text: str) -> bool:
    """Return whether a text talks to a judge or a model, plainly or in disguise, and not about a product.

    It does where it gives orders about instructions or verdicts, plays another turn of the conversation, fills in the
    judge's form, or says of tests that they cover what they should. Six languages, a few words of others; look-alike
    letters, spaced-out words, digits for letters, and what base64, base32, hex, percent, number codes, shifted or
    reversed alphabets hold. It knows phrases, not meaning: what says the same in words of its own passes.
    """
    shown = visible(text)
    return _says(folded(shown)) or any(_says(folded(each)) for each in readings(shown))


def speaking(texts: Sequence[str]) -> frozenset[int]:
    """Return the places of the texts that speak to the judge, alone or read together with their neighbours.

    A window of up to four neighbours goes as a whole. What was between two texts and goes makes them neighbours. Scraps
    beside what goes, of three words at most, go with it.
    """
    left = [place for place, text in enumerate(texts) if not speaks_to_judge(text)]
    while found := _window(texts, left):
        left = [place for place in left if place not in found]
    return frozenset(_with_scraps(texts, set(range(len(texts))) - set(left)))


def _with_scraps(texts: Sequence[str], gone: set[int]) -> set[int]:
    for place in [*range(len(texts)), *reversed(range(len(texts)))]:
        if gone & {place - 1, place + 1} and len(texts[place].split()) <= _SCRAP:
            gone = gone | {place}
    return gone


def _window(texts: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """The first of the smallest windows that speaks; empty where none does."""
    for size in range(2, _WIDEST + 1):
        for start in range(len(places) - size + 1):
            window = places[start : start + size]
            if any(speaks_to_judge(text) for text in _together([texts[place] for place in window])):
                return window
    return ()


def _together(parts: Sequence[str]) -> Iterator[str]:
    """Neighbours as one text: what is near their seams, as no phrase is long; and the parts of a code put together."""
    between = " ".join(parts[1:-1])
    if len(between) <= _SEAM:
        yield f"{parts[0][-_SEAM:]} {between} {parts[-1][:_SEAM]}"
    if all(_CODE.fullmatch(part) for part in parts):
        yield "".join(part.rpartition(" ")[2] for part in parts)


def _says(text: str) -> bool:
    return any(pattern.search(text) for pattern in PATTERNS) or SQUEEZED.search(squeezed(text)) is not None

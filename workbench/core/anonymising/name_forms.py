"""The words of a name, in whatever form it is written."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from workbench.core.anonymising.folding import fold

_WORD: Final = re.compile(
    r"[^\W\d_]\.[-‐][^\W\d_](?=\.)|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’ʼ](?=[^\W\d_])|[-‐](?=[^\W\d_]))*"
)
_LOGIN: Final = re.compile(r"[^\W\d_]+|\d+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
TITLES: Final = frozenset(
    """
    dr prof professor mr mrs ms miss mx sir dame herr herrn frau fr hr kundin kunde madame mme monsieur mlle m sr sra
    srta señor señora senor senora don doña dona sig signor signora sigra dott ing dipl pan pani panu panie pana mgr inz
    inż dhr mevr mevrouw meneer dhr mw drs ir jr snr phd md rev г-н г-жа господин госпожа
    """.split()  # noqa: SIM905 - read as prose
)
PARTICLES: Final = frozenset(
    """
    van von de del della der den des di da dos das do du la le el al ten ter te zu zur zum bin ibn af av t y e vom
    """.split()  # noqa: SIM905 - read as prose
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NameWord:
    """One word of a name that tells somebody from others.

    Attributes:
        start: in the form it was read from.
        end: in that form.
        text: as it is written.
        initial: whether only the first letter stands there.
    """

    start: int
    end: int
    text: str
    initial: bool


@lru_cache(maxsize=20_000)
def name_words(form: str) -> tuple[NameWord, ...]:
    """Return the words of a name as people write it, without titles and particles: `Dr. P. van Dam` is `P`, `Dam`."""
    found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(form)]
    several = len(found) > 1
    words: list[NameWord] = []
    for number, (start, end, text) in enumerate(found):
        bare = text.casefold()
        dotted = form[end : end + 1] == "."
        particle = bare in PARTICLES and not (len(text) == 1 and (dotted or text.isupper()))
        if several and (particle or (bare in TITLES and (len(text) > 1 or not dotted))):
            continue
        if form[max(0, start - 1) : start] in ("'", "’") and len(text) == 1:  # the t of `'t Hooft`
            continue
        initial = len(text) == 1 or "." in text or (len(text) <= 2 and dotted and number < len(found) - 1)
        words.append(NameWord(start=start, end=end, text=text, initial=initial))
    return tuple(words)


@lru_cache(maxsize=20_000)
def login_words(form: str) -> tuple[NameWord, ...]:
    """Return the parts of a user name or of an e-mail address before its `@`: `j.alder2` is `j`, `alder`."""
    pieces: list[NameWord] = []
    for match in _LOGIN.finditer(form):
        if match[0].isdigit():
            continue
        cuts = [0, *(each.start() for each in _CAMEL.finditer(match[0])), len(match[0])]
        for first, last in pairwise(cuts):
            start, end = match.start() + first, match.start() + last
            pieces.append(NameWord(start=start, end=end, text=form[start:end], initial=end - start == 1))
    return tuple(pieces)


def is_reversed(form: str) -> bool:
    """Tell whether a name is written family name first, with a comma."""
    head, comma, tail = form.partition(",")
    return bool(comma) and bool(name_words(head)) and bool(name_words(tail)) and fold(tail.strip(" .")) not in TITLES

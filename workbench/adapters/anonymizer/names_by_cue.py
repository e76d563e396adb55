"""Names that the words beside them give away: who reported, greetings, signatures, titles, keys of records."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from workbench.adapters.anonymizer import cue_words as cues
from workbench.adapters.anonymizer.given_names import ALSO_WORDS, GIVEN_NAMES
from workbench.adapters.anonymizer.name_pattern import (
    INITIALLED,
    LED,
    NAME,
    NAME_,
    REVERSED,
    is_code,
    trimmed,
    words_of,
)
from workbench.adapters.anonymizer.rules import compiled, values
from workbench.adapters.anonymizer.vocabulary import ANNOTATIONS
from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.records import Span, Tier

Likely = Callable[[str], bool]
"""Whether a word in small letters is none that is common, so that with a capital it is a name."""

_LINE: Final = r"(?:^|\n)[ \t>*|-]{0,6}"
_CUED: Final = tuple(
    (name, compiled(pattern), needs)
    for name, pattern, needs in (
        ("reported", rf"(?:^|[^\pL\pN]){cues.STRONG}{cues.STARS}(?:(?i:by|von|from)[ ])?{NAME}", "one"),
        ("reported", rf"(?:^|[^\pL\pN]){cues.STRONG}{cues.STARS}(?P<v>{REVERSED})", "one"),
        (
            "role",
            (
                rf"(?:^|[^\pL\pN]){cues.WEAK}(?:[ ](?i:name|is|ist|est|heißt|called"
                rf"|named))?[\"'*_:]{{0,3}}[ \t(]{{1,2}}[\"'*_]{{0,3}}{NAME}"
            ),
            "two",
        ),
        ("title", rf"(?:^|[^\pL\pN.])(?:{cues.TITLED})[ ]{{1,2}}(?P<v>{LED}{NAME_})", "one"),
        ("greeting", rf"{_LINE}{cues.GREETING}[ ]{NAME}[ ]?[,!.:;]", "one"),
        ("greeting", rf"{_LINE}{cues.GREETING}[ ]{NAME}[ \t]*(?:\n|$)", "one"),
        (
            "signature",
            (
                rf"{_LINE}{cues.FAREWELL}[ ]?[,!.;–-]?[ \t]{{0,3}}\n{{1,3}}[ \t>*_-]{{0,6}}{NAME}[ \t]*[,|(]?"
                rf"[^\n]{{0,60}}(?:\n|$)"
            ),
            "one",
        ),
        ("signature", rf"{cues.FAREWELL}[ ]?[,!.–-][ \t]{{1,2}}{NAME}[ \t]*[.!]?[ \t]*(?:\n|$)", "one"),
        (
            "record",
            (
                rf"(?:^|[^\pL\pN]){cues.KEYS}[\"']{{0,2}}[ \t]{{0,2}}(?::|="
                rf"|=>)[ \t]{{0,2}}[\"'*_]{{0,3}}(?P<v>{LED}{NAME_})"
            ),
            "one",
        ),
        ("mail", rf"{NAME}[\"']?[ ]{{0,2}}[<(\[][ ]?(?:mailto:)?[^\s@<>()\[\]]{{1,64}}@[^\s@<>()\[\]]{{3,100}}", "one"),
        ("mail", rf"{NAME},[ ]{{1,2}}[^\s@<>()\[\],;]{{1,64}}@[^\s@<>()\[\],;]{{3,100}}", "two"),
        ("mention", rf"(?:^|[^\pL\pN@/.\x60])@{NAME}", "two"),
        ("login", rf"{NAME}[ ]{{1,2}}\(?\[~[^\]\n]{{2,80}}\]", "one"),
        ("beside", rf"(?:^|[^\pL\pN]){cues.PREPOSITION}[ ]{NAME}", "support"),
        ("acts", rf"{NAME}[ ]{cues.ACTS}(?:[^\pL]|$)", "acts"),
        ("together", rf"{NAME}[ ](?:and|und|et|y|en|e|i|&|oraz|и)[ ]\p{{Lu}}", "support"),
        ("document", rf"{NAME},?[ ]\(?{cues.OF_A_PERSON}(?:[^\pL]|$)", "two"),
        ("initials", rf"(?:^|[^\pL\pN.]){INITIALLED}", "initials"),
        ("reversed", rf"(?:^|[^\pL\pN.,])(?P<v>{REVERSED})", "reversed"),
        ("possessive", rf"{NAME}['’]s[ ]\p{{Ll}}", "support"),
        ("mention", r"(?:^|[\s(,;])@(?P<v>\p{Lu}\p{Ll}[\pL'’-]{1,30})(?:[ ]\p{Ll}|[,?!:;]|[ ]?\n)", "mention"),
    )
)


_SINGLE: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?(?![^\W_])")
_NEXT: Final = re.compile(r"[ ]{1,2}([^\W\d_][\w'’-]*)")
_ACTS_AFTER: Final = compiled(rf"^[ ](?:{cues.ACTS}|{cues.MAY_ACT})(?:[^\pL]|$)")


def names_by_cue(text: str, is_likely: Likely, *, english: bool) -> Iterator[Span]:
    """Yield where names stand beside a cue, and given names.

    Args:
        text: any text.
        is_likely: tells names from words that have a capital for other reasons; only of English words.
        english: whether the text is; in another language two capitals behind a role are a name.
    """
    for name, pattern, needs in _CUED:
        for place in values(pattern, text):
            found = trimmed(text, *place)
            if found is None or is_code(text, *found):
                continue
            tier = _tier(text[slice(*found)], needs, is_likely, english=english)
            if tier is not None:
                start, end = found
                end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
                yield Span(start=start, end=end, kind="person", detector=f"cue:{name}", tier=tier)
    yield from _given(text, is_likely)


def _tier(value: str, needs: str, is_likely: Likely, *, english: bool) -> Tier | None:
    words = words_of(value)
    if needs == "mention":
        return None if value.casefold() in ANNOTATIONS else "sure"
    if needs == "one" or (needs == "two" and "." in value and words):
        return "sure"
    given = any(_is_given(word) for word in words)
    likely = bool(words) and all(is_likely(word) for word in words)
    named = given or any(fold(word) in GIVEN_NAMES for word in words)
    if needs == "initials":
        return "sure" if likely or given else "suspected"
    if needs == "reversed":
        return "sure" if any(_is_given(word) for word in words[1:]) else "suspected" if likely else None
    if needs == "acts":
        return "sure" if named or likely else "suspected" if len(words) > 1 else None
    if needs == "support":
        return "sure" if given or (likely and len(words) > 1) else None
    if len(words) < 2:
        return None
    return "sure" if named or not english or any(is_likely(word) for word in words) else "suspected"


def _is_given(word: str) -> bool:
    return any(fold(piece) in GIVEN_NAMES and fold(piece) not in ALSO_WORDS for piece in word.split("-"))


def _given(text: str, is_likely: Likely) -> Iterator[Span]:
    """Yield given names, with the family name behind them."""
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        word = match[0]
        known = fold(word.partition("-")[0]) in GIVEN_NAMES
        if not known or is_code(text, start, end) or (word.isupper() and len(word) < 5):
            continue
        also = fold(word) in ALSO_WORDS
        family = _family(text, end) if word[0].isupper() else None
        if family is not None:
            end, tier = family[1], _sure(sure=not also or is_likely(text[slice(*family)]))
        elif also or (word.islower() and len(word) < 5 and not _acts(text, end)):
            continue
        else:
            tier = _sure(sure=word[0].isupper() or _acts(text, end))
        yield Span(start=start, end=end, kind="person", detector="given-name", tier=tier)


def _family(text: str, end: int) -> tuple[int, int] | None:
    """Return where the next word stands, if it may be a family name."""
    follows = _NEXT.match(text, end)
    if follows is None or not follows[1][0].isupper() or is_code(text, *follows.span(1)):
        return None
    return trimmed(text, *follows.span(1))


def _acts(text: str, end: int) -> bool:
    return _ACTS_AFTER.search(text[end : end + 40]) is not None


def _sure(*, sure: bool) -> Tier:
    return "sure" if sure else "suspected"

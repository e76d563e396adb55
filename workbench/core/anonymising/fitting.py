"""How a form fits a person's words: word by word, by initials, or run together as in user names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final, Literal

from workbench.core.anonymising.folding import fold, spellings
from workbench.core.anonymising.name_forms import NameWord, login_words, name_words

FormKind = Literal["name", "login"]
_MOST_WORDS: Final = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of a form that stands for a word of a person's.

    Attributes:
        start: in the form.
        end: in the form.
        word: which word of the person's, counted from 0.
        initial: whether only the first letter stands there.
    """

    start: int
    end: int
    word: int
    initial: bool


def parts_of(words: Sequence[str], kind: FormKind, form: str) -> tuple[Part, ...]:
    """Return which pieces of a form stand for which words of the person's; nothing where it cannot be told."""
    found = name_words(form) if kind == "name" else login_words(form)
    aligned = _align(found, words)
    if aligned is not None:
        return tuple(
            Part(start=word.start, end=word.end, word=place, initial=word.initial)
            for word, place in zip(found, aligned, strict=True)
        )
    return _joined_parts(words, form) if kind == "login" else ()


def login_forms(words: Sequence[str]) -> frozenset[str]:
    """Return the user names that are commonly made of a name, without signs; none that is a single given name."""
    if len(words) < 2:
        return frozenset()
    made = {
        "".join(texts)
        for pattern in _patterns(min(len(words), _MOST_WORDS))
        if len(pattern) > 1
        for texts in _texts(words, pattern)
    }
    return frozenset(form for form in made if len(form) > 3)


def strength(words: Sequence[str], kind: FormKind, form: str) -> int:
    """Return how well a form fits a person: 0 not at all, more for more of their words."""
    if not words:
        return 0
    found = name_words(form) if kind == "name" else login_words(form)
    if _align(found, words) is not None:
        whole = sum(not word.initial for word in found)
        return whole * 2 + (len(found) - whole) if whole else 0
    if kind == "name":
        return _widens(words, found)
    parts = _joined_parts(words, form)
    return sum(1 if part.initial else 2 for part in parts) if any(not part.initial for part in parts) else 0


def _widens(words: Sequence[str], found: Sequence[NameWord]) -> int:
    """A longer form widens a person of whom less was known, where all that was known is in it."""
    known = [NameWord(start=0, end=0, text=word, initial=len(word) == 1) for word in words]
    if len(found) <= len(words) or _align(known, [word.text for word in found]) is None:
        return 0
    return sum(1 if word.initial else 2 for word in known)


def _align(found: Sequence[NameWord], words: Sequence[str]) -> list[int] | None:
    """Return for each word found which of the words it is, each used once, or None where one is none of them."""
    if not found or len(found) > len(words) or len(words) > 12:
        return None
    taken: list[int] = [-1] * len(found)
    # Whole words first: an initial takes what they leave.
    for number in sorted(range(len(found)), key=lambda each: found[each].initial):
        word = found[number]
        free = [place for place in range(len(words)) if place not in taken]
        place = next((place for place in free if _same(word, words[place])), None)
        if place is None:
            return None
        taken[number] = place
    return taken


def _same(word: NameWord, other: str) -> bool:
    if word.initial:
        return bool(other) and spellings(other[:1]) & spellings(word.text[:1]) != frozenset()
    if len(other) == 1:  # of the person only an initial is known
        return fold(word.text[:1]) == fold(other)
    return not spellings(word.text).isdisjoint(spellings(other)) or _bare(word.text) in map(_bare, spellings(other))


def _bare(word: str) -> str:
    return "".join(sign for sign in fold(word) if sign.isalnum())


def _joined_parts(words: Sequence[str], login: str) -> tuple[Part, ...]:
    """Read `jalder`, `alderj`, `johnalder` or `alder` as words that stand together, digits behind them apart."""
    bare = [(place, sign) for place, sign in enumerate(login) if sign.isalpha()]
    letters = fold("".join(sign for _, sign in bare))
    if len(letters) != len(bare) or not letters:
        return ()
    for pattern in _patterns(min(len(words), _MOST_WORDS)):
        for texts in _texts(words, pattern):
            if "".join(texts) == letters and any(not initial and len(words[word]) > 2 for word, initial in pattern):
                return _laid(bare, pattern, texts)
    return ()


def _laid(
    bare: Sequence[tuple[int, str]], pattern: Sequence[tuple[int, bool]], texts: Sequence[str]
) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for (word, initial), text in zip(pattern, texts, strict=True):
        parts.append(Part(start=bare[at][0], end=bare[at + len(text) - 1][0] + 1, word=word, initial=initial))
        at += len(text)
    return tuple(parts)


def _patterns(words: int) -> Iterator[tuple[tuple[int, bool], ...]]:
    """Yield which words stand together in a user name, the fullest first; True is an initial."""
    last = words - 1
    if words >= 2:
        yield from (((0, False), (last, False)), ((last, False), (0, False)))
        yield from (((0, True), (last, False)), ((last, False), (0, True)), ((0, False), (last, True)))
        yield ((last, True), (0, False))
    if words >= 3:
        for order in permutations(range(min(words, 3))):
            yield tuple((word, False) for word in order)
        yield (*((word, True) for word in range(last)), (last, False))
        yield from (((1, False), (last, False)), ((1, True), (last, False)))
    yield from (((word, False),) for word in range(last, -1, -1))


def _texts(words: Sequence[str], pattern: Sequence[tuple[int, bool]]) -> Iterator[list[str]]:
    made: list[list[str]] = [[]]
    for word, initial in pattern:
        ways = {_bare(spelling)[: 1 if initial else None] for spelling in spellings(words[word])}
        if not initial:
            ways |= {_bare(piece) for piece in words[word].replace("‐", "-").split("-") if len(piece) > 2}
        made = [[*before, way] for before in made for way in sorted(ways) if way]
    yield from made

"""Which tests say the same: equal but for spelling, or so near that no word of content differs.

Tests of one suite are alike anyway: whole-text similarity calls one distinct pair in ten a copy. So similarity only
finds candidates; what decides is that numbers, quoted values, negations, and the content words of what is done and of
what is seen agree. It misses copies in other words, and copies with other numbers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from workbench.core.text.figures import figures
from workbench.core.text.polarity import says_no
from workbench.core.text.quotes import quotes
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import base, stem, stop_words, words
from workbench.generator.records import TestCase

NEAR: Final = 0.85
"""From this overlap of character trigrams on two tests are candidates."""

_IDLE: Final[dict[str, str]] = {
    "en": "a an the i my me we our user users he she his her they their is are was were be been am has have do does did"
    " will then also and should",
    "de": "der die das den dem des ein eine einen einem einer eines ich mein meine mich wir er sie es benutzer nutzer"
    " anwender ist sind wird werden war dann auch und soll",
    "fr": "le la les l un une des du je mon ma mes me m nous il elle son sa ses utilisateur est sont a ont alors aussi"
    " et",
    "es": "el la los las un una unos unas yo mi mis me él ella su sus usuario es son está están ha han entonces también"
    " y",
    "nl": "de het een ik mijn me we hij zij zijn haar gebruiker is wordt worden heeft dan ook en",
    "pt": "o a os as um uma eu meu minha me ele ela seu sua usuário utilizador é são está estão foi então também e",
}


def clusters(cases: Sequence[TestCase], language: str, *, dialect: str) -> list[list[int]]:
    """Return the positions of the tests in groups that say the same, in their order; most groups have one.

    Args:
        cases: the tests of a suite.
        language: of the words.
        dialect: of the Gherkin keywords.
    """
    bodies = [_body(case, base(language), dialect) for case in cases]
    group = list(range(len(cases)))
    for one, other in combinations(range(len(cases)), 2):
        if group[one] != group[other] and _same(bodies[one], bodies[other]):
            group = [group[one] if each == group[other] else each for each in group]
    found: dict[int, list[int]] = {}
    for position, each in enumerate(group):
        found.setdefault(each, []).append(position)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Body:
    name: str
    text: str
    grams: Counter[str]
    doing: frozenset[str]
    seeing: frozenset[str]
    literals: tuple[frozenset[str], frozenset[str]]
    denials: tuple[int, int]


def _body(case: TestCase, language: str, dialect: str) -> _Body:
    found = [(step.role == "outcome", text_of(step)) for step in steps(case, dialect)]
    plain = [(seen, _spelled(text, language)) for seen, text in found]
    text = "\n".join(f"{'>' * seen} {said}" for seen, said in plain) or (case.scenario or "")
    doing, seeing = ([said for seen, said in plain if seen is wanted] for wanted in (False, True))
    denied = [sum(seen is wanted and says_no(said, language) for seen, said in found) for wanted in (False, True)]
    whole = " ".join(said for _, said in found)
    return _Body(
        name=_spelled(case.title, language),
        text=text,
        grams=_trigrams(text),
        doing=_content(doing, language),
        seeing=_content(seeing, language),
        literals=(figures(whole), frozenset(each.casefold() for each in quotes(whole))),
        denials=(denied[0], denied[1]),
    )


def _same(one: _Body, other: _Body) -> bool:
    if one.text == other.text or (one.name == other.name and one.name):
        return True
    agree = (
        bool(one.doing or one.seeing)
        and one.literals == other.literals
        and one.denials == other.denials
        and one.seeing == other.seeing
        and one.doing == other.doing
    )
    return agree and _overlap(one.grams, other.grams) >= NEAR


def _spelled(text: str, language: str) -> str:
    """Lower case, one blank between words, no articles, nobody who does it."""
    return " ".join(word for word in re.findall(r"\w+|[^\w\s]", text.casefold()) if word not in _idle(language))


def _content(texts: Sequence[str], language: str) -> frozenset[str]:
    """The stems of all words, and stop words as they are: `before` and `after` tell tests apart."""
    stops = stop_words(language)
    return frozenset(word if word in stops else stem(word, language) for text in texts for word in words(text))


def _trigrams(text: str) -> Counter[str]:
    return Counter(text[start : start + 3] for start in range(len(text) - 2))


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient (Dice 1945) of two bags."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


@cache
def _idle(language: str) -> frozenset[str]:
    return frozenset(_IDLE.get(language, _IDLE["en"]).split())

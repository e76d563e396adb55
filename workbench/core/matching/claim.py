"""What a behaviour claims, taken apart: when it holds, what happens then, and what has to be named."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from workbench.core.records import Behaviour
from workbench.core.text.figures import figures
from workbench.core.text.limits import Limit, limits
from workbench.core.text.polarity import refuses, says_no
from workbench.core.text.quotes import QUOTED
from workbench.core.text.words import base, content_words, stems

# What stands in brackets or behind "for example" need not be in a test.
_ASIDE: Final = re.compile(
    r"\([^()]*\)|\b(?:e\.g\.|for example|for instance|such as|z\. ?B\.|beispielsweise|par exemple|por ejemplo"
    r"|bijvoorbeeld|por exemplo)[^,;.]*",
    re.IGNORECASE,
)
_CONDITIONS: Final[dict[str, str]] = {
    "en": "if|when|while|once|after|before|with|without|as long as|as soon as|on|for|between|until|unless",
    "de": "wenn|nach|falls|sobald|solange|bei|vor|ist|bis|ohne",
    "fr": "si|quand|lorsque|après|avant|dès|pour|une fois|tant que|sans",
    "es": "si|cuando|después de|antes de|al|tras|para|mientras|sin",
    "nl": "als|wanneer|na|voor|zodra|indien|bij|zolang|zonder",
    "pt": "se|quando|após|depois de|antes de|ao|para|enquanto|sem",
}
_MIDDLES: Final[dict[str, str]] = {
    "en": "when|if|after|before|until|once|while|unless",
    "de": "wenn|falls|bis|sobald",
    "fr": "si|quand|lorsque|après|avant",
    "es": "si|cuando|después de|antes de",
    "nl": "als|wanneer|zodra|nadat",
    "pt": "se|quando|após|antes de",
}
_JOINTS: Final[dict[str, str]] = {
    "en": "and|but", "de": "und|aber", "fr": "et|mais", "es": "y|pero", "nl": "en|maar", "pt": "e|mas",
}  # fmt: skip
_SHORTEST: Final = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A behaviour's statement, taken apart.

    Attributes:
        statement: as written.
        core: without what stands in brackets or is an example.
        condition: when it holds, "" where the statement does not say.
        outcome: what happens then.
        parts: the outcome's parts, each of which has to be checked; at least one.
        part_stems: the stems of each part.
        part_denials: for each part whether it says no.
        part_refusals: for each part whether it does so by naming a refusal, which a message stands for too.
        words: the content words of `core`, each once.
        stems: of those words.
        outcome_words: those of the outcome.
        condition_words: those of the condition, of the outcome where there is none.
        figures: the numbers of `core`.
        limits: what the numbers of `core` are limits of.
        literals: the named values as patterns.
        says_no: the outcome outside of quotes negates or refuses.
    """

    statement: str
    core: str
    condition: str
    outcome: str
    parts: tuple[str, ...]
    part_stems: tuple[tuple[str, ...], ...]
    part_denials: tuple[bool, ...]
    part_refusals: tuple[bool, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    outcome_words: tuple[str, ...]
    condition_words: tuple[str, ...]
    figures: frozenset[str]
    limits: tuple[Limit, ...]
    literals: tuple[re.Pattern[str], ...]
    says_no: bool


@lru_cache(maxsize=4_000)
def claim_of(behaviour: Behaviour, language: str) -> Claim:
    """Take a behaviour apart."""
    core = _ASIDE.sub(" ", behaviour.statement)
    condition, outcome = _split(core, base(language))
    parts = _parts(outcome, language)
    return Claim(
        statement=behaviour.statement,
        core=core,
        condition=condition,
        outcome=outcome,
        parts=parts,
        part_stems=tuple(tuple(stems(part, language)) for part in parts),
        part_denials=tuple(says_no(part, language) for part in parts),
        part_refusals=tuple(refuses(part, language) for part in parts),
        words=tuple(dict.fromkeys(content_words(core, language))),
        stems=tuple(stems(core, language)),
        outcome_words=tuple(dict.fromkeys(content_words(outcome, language))),
        condition_words=tuple(dict.fromkeys(content_words(condition or outcome, language))),
        figures=figures(core),
        limits=limits(core, language),
        literals=tuple(map(literal, behaviour.values)),
        says_no=says_no(outcome, language),
    )


def plain_claim(text: str, language: str) -> Claim:
    """Take a requirement as one claim: it is not told apart what is condition and what outcome."""
    return Claim(
        statement=text,
        core=text,
        condition="",
        outcome=text,
        parts=(),
        part_stems=(),
        part_denials=(),
        part_refusals=(),
        words=(),
        stems=tuple(stems(text, language)),
        outcome_words=(),
        condition_words=(),
        figures=frozenset(),
        limits=(),
        literals=(),
        says_no=False,
    )


def literal(value: str) -> re.Pattern[str]:
    """Return a named value as a pattern: `{min}` and `<CODE>` stand for anything short, blanks for any blanks."""
    pieces = re.split(r"\{[^{}]{0,60}\}|<[^<>]{0,60}>", " ".join(value.split()))
    escaped = r".{0,40}?".join(re.escape(piece).replace(r"\ ", r"\s+") for piece in pieces)
    before, after = (r"(?<!\w)" if value[:1].isalnum() else ""), (r"(?!\w)" if value[-1:].isalnum() else "")
    return re.compile(f"{before}{escaped}{after}", re.IGNORECASE)


def _split(text: str, language: str) -> tuple[str, str]:
    """Return condition and outcome: `If A, B`, or `B when A`; all of it is outcome where neither fits."""
    middles = _MIDDLES.get(language, _MIDDLES["en"])
    starts = _CONDITIONS.get(language, _CONDITIONS["en"])
    front = re.match(rf"\s*(?:(?:{starts})\b.+?|[^,;\"„«]{{1,80}} (?:{middles})\b[^,;\"„«]*), ", text, re.IGNORECASE)
    if front:
        return text[: front.end() - 2].strip(), text[front.end() :].strip()
    middle = re.search(rf" (?:{middles}) ", text, re.IGNORECASE)
    if middle and middle.start() >= _SHORTEST:
        return text[middle.start() :].strip(), text[: middle.start()].strip()
    return "", text.strip()


def _parts(outcome: str, language: str) -> tuple[str, ...]:
    """Split at joints outside of quotes; a part with one content word is a claim only where it says no."""
    quoted = [match.group() for match in QUOTED.finditer(outcome)]
    hidden = QUOTED.sub("\0", outcome)
    found, position = [], 0
    for piece in _joint(base(language)).split(hidden):
        inside = piece.count("\0")
        part = piece
        for text in quoted[position : position + inside]:
            part = part.replace("\0", text, 1)
        position += inside
        if inside or len(stems(part, language)) > (0 if says_no(part, language) else 1):
            found.append(part.strip())
    return tuple(found) or (outcome,)


@cache
def _joint(language: str) -> re.Pattern[str]:
    words = _JOINTS.get(language, _JOINTS["en"])
    return re.compile(rf";|, (?:{words}) |(?<![\w-])(?:{words})(?![\w-])|, ")

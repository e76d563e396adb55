"""What a person's name looks like."""

import re
from typing import Final

from workbench.adapters.anonymizer.vocabulary import NO_NAME
from workbench.core.anonymising.name_forms import PARTICLES, TITLES

_PIECE: Final = r"\p{Lu}[\p{L}\p{M}]*(?:['’ʼ-]\p{L}[\p{L}\p{M}]*)*"
_INITIAL: Final = r"\p{Lu}\.(?:[ ]?-?\p{Lu}\.){0,2}"
_TITLE: Final = (
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx|Sr|Sra|Hr|Fr|Dipl|Ing|Mme|Mlle|M|Dott|Sig|Mgr|Inż|mgr|dr|prof|inż)\.?[ ]{1,2}"
    r"|(?:Frau|Herrn?|Madame|Monsieur|Señora?|Mevrouw|Meneer|Pani|Pan|Signora?|Don|Doña|Dhr\.|Mevr\.)[ ]{1,2}){0,3}"
)
_PARTICLE: Final = (
    r"(?:van|von|de|der|den|del|della|di|da|dos|das|do|du|la|le|el|al|ten|ter|te|zu|zum|zur|bin|ibn|af|av|'t|’t|of|d')"
)
WORD: Final = rf"(?:{_INITIAL}|{_PIECE})"
LED: Final = r"(?:(?:(?i:van|von|ten|ter|el|al)|de|der|den|del|della|di|da|dos|'t)[ ]){0,3}"
"""Particles that a family name may begin with, where a title says that it is one."""
NAME_: Final = rf"{_TITLE}{WORD}(?:[ ]{{1,2}}(?:{_PARTICLE}[ ]{{1,2}}){{0,3}}{WORD}){{0,4}}"
NAME: Final = rf"(?P<v>{NAME_})"
"""One to five words with capitals, titles before them and particles between."""
INITIALLED: Final = rf"(?P<v>{_INITIAL}[ ]{{1,2}}{LED}{_PIECE})"
"""`P.J. de Bruijn`: initials and a family name."""
REVERSED: Final = rf"{_PIECE}(?:[ ]{_PIECE})?,[ ]{{1,2}}{_PIECE}(?:[ ]{WORD})?"
_LEADING: Final = frozenset({"Van", "Von", "Ten", "Ter", "El", "Al"})
_SPLIT: Final = re.compile(r"[ ]+")


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the name stands in what matched: words that are none are cut off at its end and its start."""
    words = [(start + match.start(), start + match.end()) for match in re.finditer(r"[^ ]+", text[start:end])]
    while words and not _may_end(text[slice(*words[-1])], alone=len(words) == 1):
        words.pop()
    while words and _is_no_name(text[slice(*words[0])]) and not _may_lead(text[slice(*words[0])]):
        words.pop(0)
    for number, word in enumerate(words):  # a common word in the middle ends the name
        if number and _is_no_name(text[slice(*word)]) and text[slice(*word)].casefold() not in PARTICLES:
            words = words[:number]
            break
    names = [word for word in words if not _is_title(text[slice(*word)]) and not _is_particle(text[slice(*word)])]
    if not names or all(len(text[slice(*word)].strip(".-")) < 2 for word in names):
        return None
    last = words[-1][1]
    value = text[words[0][0] : last]
    if value.endswith(".") and not re.search(r"\b\w\.$", value):
        last -= 1
    return words[0][0], last


def is_code(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands in code: `Foo.bar`, `fooBar`, `Foo(`, `/Foo`, `FOO_BAR`."""
    value, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 2]
    if before and (before in "/\\.$#<&=_{`" or before.isdigit()):
        return True
    if after[:1] in ("(", "_", "=", "/", "\\", "<", "[", "{", "`") or (after[:1] == "." and after[1:].isalnum()):
        return True
    return (
        any(sign.isdigit() or sign == "_" for sign in value)
        or re.search(r"[a-z][A-Z]", _without_mac(value)) is not None
    )


def words_of(value: str) -> list[str]:
    """Return the words of a name that are neither titles nor particles nor initials."""
    bare = [word.strip(".,") for word in _SPLIT.split(value)]
    return [word for word in bare if len(word) > 1 and not _is_title(word) and not _is_particle(word)]


def _without_mac(value: str) -> str:
    return re.sub(r"\b(?:Mc|Mac|De|Di|Le|La|Van|O['’])(?=[A-Z])", "", value)


def _may_lead(word: str) -> bool:
    return _is_title(word) or (word.islower() and _is_particle(word)) or word in _LEADING


def _may_end(word: str, *, alone: bool) -> bool:
    return not _is_particle(word) and not _is_no_name(word) and not (_is_title(word) and alone)


def _is_no_name(word: str) -> bool:
    return word.strip(".,").casefold() in NO_NAME and not re.fullmatch(r"\w\.", word)


def _is_title(word: str) -> bool:
    return word.strip(".,").casefold() in TITLES and not re.fullmatch(r"[A-Z]\.", word)


def _is_particle(word: str) -> bool:
    return (word.strip("'’").casefold() in PARTICLES and word[:1].islower()) or word[:1] in "'’"

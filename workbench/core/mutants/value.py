"""Value: a named message, state or code is replaced by another of the issue's, or by its opposite."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from workbench.core.mutants import denial, denial_german
from workbench.core.mutants.rewriting import listed, masked
from workbench.core.mutants.source import Change, Source
from workbench.core.mutants.verbs import main_verb

Shape = Literal["message", "label", "sign", "state", "code", "other"]

_QUOTED: Final = re.compile(r"[\"„“«]\s?([^\"„“”«»]{1,300}?)\s?[\"“”»]")
_NEAR_END: Final = 30
_TAKES_STATE: Final = listed(
    "is are be ends end becomes become still to in into under from with as gets returns code tag status state role "
    "roles "
    "value encoded header au tarif a an tarifs ist sind wird bleibt vermerk stato estado"
)
_OPPOSITES: Final = (
    ("success", "failed"), ("approved", "rejected"), ("open", "closed"), ("active", "inactive"), ("true", "false"),
    ("enabled", "disabled"), ("available", "reserved"), ("pending", "done"), ("paid", "unpaid"), ("on", "off"),
    ("draft", "published"), ("accepted", "declined"), ("ready", "cancelled"), ("valid", "expired"),
    ("aktiv", "inaktiv"), ("genehmigt", "abgelehnt"), ("offen", "geschlossen"), ("bezahlt", "offen"),
    ("bestätigt", "storniert"), ("yes", "no"), ("ja", "nein"), ("passed", "failed"), ("green", "red"),
    ("refunded", "failed"), ("utf-8", "utf-16"), ("cancelled", "confirmed"), ("cancelado", "agendado"),
    ("undeliverable", "delivered"),
)  # fmt: skip
_OPPOSITE: Final = {b: a for a, b in reversed(_OPPOSITES)} | dict(_OPPOSITES)


def value(source: Source) -> Change | None:
    """Return the statement with one literal replaced: the message, state or code of another behaviour of the issue.

    Where the issue has no other of the same shape, a state becomes its opposite, a code the next one and a message
    says the contrary. Literals after the main verb come first. Plain numbers are the mutator `number`'s.
    """
    literals = sorted(_literals(source), key=lambda each: (_leads(each, source.text, source.language), each))
    for literal in literals:
        new = _other(literal, source) or _altered(literal, source.language)
        if new is not None and new != literal:
            text = _with(source.text, literal, new)
            return Change(text=text, literals=((literal, new if new in text else new.removesuffix(".")),))
    return None


def _literals(source: Source) -> Iterator[str]:
    """What it quotes as a whole, and the values that stand there as a state or code."""
    quoted = _QUOTED.findall(source.text)
    for each in (*quoted, *source.behaviour.values):
        inside = any(each in longer for longer in quoted)
        if shape(each) != "other" and (each in quoted or (not inside and _stands_as_state(each, source.text))):
            yield each


def _stands_as_state(literal: str, text: str) -> bool:
    """Whether it follows a word that takes a state: `is Submitted`, `code R01`, not `whose predecessor FAILED`."""
    found = re.search(rf"(?:^|([\w'’]+) ){re.escape(literal)}(?![\w-])", text)
    return found is not None and (found[1] is None or found[1].lower() in _TAKES_STATE)


def _stands(literal: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(literal)}(?![\w-])", text) is not None


def _leads(literal: str, text: str, language: str) -> bool:
    """Whether a literal belongs to what leads to the outcome, not to the outcome: a button, not a message."""
    place = text.find(literal)
    if language == "en":
        verb = main_verb(text)
        return verb is not None and 0 <= place < verb.start
    return place < 0 or len(text) - place - len(literal) > _NEAR_END


def _with(text: str, literal: str, new: str) -> str:
    """Exchange it wherever it stands; no full stop on both sides of a closing quotation mark."""
    changed = re.sub(rf"(?<![\w-]){re.escape(literal)}(?![\w-])", lambda _: new, text)
    return re.sub(r"\.([\"“”»]\.)$", r"\1", changed)


def shape(literal: str) -> Shape:
    """Return what kind of literal it is; numbers, dates, file names and common words are `other`."""
    if re.fullmatch(r"[A-Z][A-Z_]{2,30}", literal):
        return "sign"
    if re.fullmatch(r"[A-Z][A-Za-z]{0,6}[-_]?\d{1,4}[A-Za-z]?|[a-z]{2,20}(?:_[a-z]{1,20}){1,3}", literal):
        return "code"
    if not re.match(r"[^\W\d_]|\{", literal) or literal[0].islower() or re.search(r"[_<>/;=]", literal):
        return "other"
    words = literal.split()
    if len(words) < 3:
        return "state" if all(word.isalpha() and len(word) > 1 for word in words) else "other"
    return "message" if literal.endswith((".", "?", "!")) or len(words) > 4 else "label"


def _other(literal: str, source: Source) -> str | None:
    """Another literal of the same shape and place, from the behaviours after this one, then from those before."""
    words = len(literal.split())
    kind, leads = shape(literal), _leads(literal, source.text, source.language)
    place = next((n for n, each in enumerate(source.gold.behaviours) if each.id == source.behaviour.id), 0)
    for other in (*source.gold.behaviours[place + 1 :], *source.gold.behaviours[:place]):
        literals: list[str] = [*other.values, *_QUOTED.findall(other.statement)]
        for each in literals:
            fits = shape(each) == kind and _leads(each, other.statement, source.language) == leads
            fits = fits and not (leads and (len(each.split()) > 1) != (words > 1))
            if fits and not _stands(each, source.text) and _template(each) != _template(literal):
                return each
    return None


def _template(literal: str) -> str:
    """Messages that differ only in what is filled in are the same."""
    if " " not in literal:
        return literal
    return re.sub(r"\{[^{}]*\}|\d[\d.,]*\d|\d", "#", literal).strip(". ")


def _altered(literal: str, language: str) -> str | None:
    opposite = _OPPOSITE.get(literal.lower())
    if opposite is not None:
        return _in_case(opposite, literal)
    if shape(literal) == "code":
        return _next_code(literal)
    if shape(literal) == "message":
        return _contrary(literal, language)
    return None


def _in_case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _next_code(code: str) -> str | None:
    found = re.search(r"\d+", code)
    if found is None:
        return None
    return f"{code[: found.start()]}{int(found[0]) + 1:0{len(found[0])}d}{code[found.end() :]}"


def _contrary(message: str, language: str) -> str | None:
    if language == "en":
        return _trimmed(denial.deny(message), message)
    return _trimmed(denial_german.deny(message), message) if language == "de" else None


def _trimmed(changed: str | None, message: str) -> str | None:
    """A message keeps its end: with a full stop or without."""
    if changed is None or masked(changed) == masked(message):
        return None
    return changed if message.endswith(".") else changed.removesuffix(".")

"""Role: who does or gets it is replaced by another actor."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.core.mutants.rewriting import masked, replaced
from workbench.core.mutants.source import Change, Source
from workbench.core.mutants.verbs import is_verb

# Actors with who would stand in for them where the issue names nobody else.
_COUNTERPARTS: Final[dict[str, str]] = {
    "owner": "guest", "editor": "viewer", "viewer": "guest", "member": "guest", "guest": "",
    "workspace admin": "guest", "billing admin": "guest", "admin": "guest", "administrator": "guest",
    "customer": "support agent", "applicant": "clerk", "clerk": "applicant", "agent": "customer",
    "support agent": "customer", "learner": "trainer", "trainer": "learner", "line manager": "head of department",
    "manager": "employee", "employee": "manager", "head of department": "line manager", "patient": "doctor",
    "doctor": "patient", "nurse": "patient", "relative": "stranger", "sender": "recipient", "recipient": "sender",
    "neighbour": "stranger", "claimant": "clerk", "participant": "visitor", "organiser": "visitor", "player": "visitor",
    "guild leader": "guest", "officer": "guest", "tenant": "landlord", "landlord": "tenant", "driver": "passenger",
    "dispatcher": "driver", "buyer": "seller", "seller": "buyer", "teacher": "student", "student": "teacher",
    "supervisor": "employee", "accountant": "guest", "reviewer": "author", "author": "reviewer", "operator": "visitor",
    "traveller": "travel agent", "passenger": "driver", "courier": "recipient",
    "reader": "author", "subscriber": "visitor", "supplier": "customer", "technician": "customer",
}  # fmt: skip
_RANKS: Final = {
    "guest": 0, "viewer": 1, "member": 2, "editor": 3, "officer": 3, "billing admin": 3, "admin": 4,
    "workspace admin": 4, "administrator": 4, "owner": 5, "guild leader": 5,
}  # fmt: skip
_DENIED: Final = re.compile(r"\b(?:cannot|not|no|never|nothing|40[134]|refused|hidden)\b")
_ENGLISH: Final = re.compile(
    rf"\b({'|'.join(sorted(_COUNTERPARTS, key=lambda each: (-len(each), each)))})(s?)(?![\w'’-])", re.IGNORECASE
)
_PREVIOUS: Final = re.compile(
    r"(?<!not to )(?<!also for )(?<!even for )(?<!of )(?<!as )(?<!not )(?<!nor )(?<!with )(?<!without )(?<!about )"
    r"\b(?:the|an?|every|each|by|to)(?: (?!the|an?|new|existing|last|first|old|next|chosen|roles?)\w+)? $|^$",
    re.IGNORECASE,
)
_QUALIFIED: Final = re.compile(r" (?:who|whose|with|without|under|over|in|of)\b")
_ATTRIBUTE: Final = re.compile(
    r" (?:role|list|page|id|name|number|queue|desk|account|table|menu|screen|portal|area)s?\b"
)
_GOES_ON: Final = re.compile(
    r"$|[.,;)]| (?:who|whose|with|without|of|in|at|on|over|under|and|or|by|still|then|again|also)\b"
)
_CONTRAST: Final = re.compile(r", (?:an?|the) ([\w ]{3,20}?) (?:cannot|can|does not|may not|must not)\.?$")

_GERMAN_PAIRS: Final = (
    ("die Kundin", "die Sachbearbeiterin"), ("der Kunde", "der Sachbearbeiter"),
    ("eine Kundin", "eine Sachbearbeiterin"),
    ("ein Kunde", "ein Sachbearbeiter"), ("die Antragstellerin", "die Sachbearbeiterin"),
    ("der Antragsteller", "der Sachbearbeiter"), ("die Nutzerin", "die Administratorin"),
    ("der Nutzer", "der Administrator"), ("ein Nutzer", "ein Administrator"), ("der Benutzer", "der Administrator"),
    ("die Patientin", "die Ärztin"), ("der Patient", "der Arzt"), ("die Mieterin", "die Vermieterin"),
    ("der Mieter", "der Vermieter"), ("der Mitarbeiter", "der Vorgesetzte"), ("die Mitarbeiterin", "die Vorgesetzte"),
    ("die Lehrkraft", "die Schulleitung"), ("der Empfänger", "der Absender"), ("die Empfängerin", "die Absenderin"),
    ("der Verkäufer", "der Käufer"), ("die Fachkraft", "die Teamleitung"), ("jeder Nutzer", "jeder Administrator"),
    ("von anderen", "von niemandem"), ("vom Kunden", "vom Sachbearbeiter"),
    ("von der Kundin", "von der Sachbearbeiterin"),
)  # fmt: skip
_GERMAN_OTHER: Final = {b: a for a, b in reversed(_GERMAN_PAIRS)} | dict(_GERMAN_PAIRS)
_GERMAN: Final = re.compile(
    rf"\b({'|'.join(sorted(_GERMAN_OTHER, key=lambda each: (-len(each), each)))})(?!\w)", re.IGNORECASE
)


def role(source: Source) -> Change | None:
    """Return the statement about another actor: one that the issue names elsewhere, else its counterpart.

    Only an actor who does or gets something is exchanged, never an attribute (`the user list`, `the owner's name`).
    `An owner can, an editor cannot` has both exchanged. English; in German only pairs with the same article.
    """
    if source.language == "en":
        return _contrast(source) or _english(source)
    return _german(source.text) if source.language == "de" else None


def _contrast(source: Source) -> Change | None:
    hidden = masked(source.text)
    second = _CONTRAST.search(hidden)
    first = next(_actors(source.text), None)
    if second is None or first is None or not _ENGLISH.fullmatch(second[1]) or first[1].lower() == second[1].lower():
        return None
    text = replaced(source.text, second.span(1), first[1].lower())
    return Change(text=replaced(text, first.span(1), second[1]))


def _english(source: Source) -> Change | None:
    for found in _actors(source.text):
        other = _replacement(found, source)
        if other:
            return Change(text=replaced(source.text, found.span(), other + found[2]))
    return None


def _actors(text: str) -> Iterator[re.Match[str]]:
    hidden = masked(text)
    for found in _ENGLISH.finditer(hidden):
        before, after = hidden[: found.start()], hidden[found.end() :]
        word = re.match(r" ([\w-]+)", after)
        goes_on = _GOES_ON.match(after) or (word is not None and is_verb(word[1]))
        if goes_on and _PREVIOUS.search(before) and not _ATTRIBUTE.match(after):
            yield found


def _replacement(actor: re.Match[str], source: Source) -> str | None:
    """Another actor of the issue that this statement does not name; else the counterpart of one without attributes."""
    name, said = actor[1].lower(), source.text.lower()
    for other in source.others:
        for found in _ENGLISH.finditer(masked(other.statement)):
            candidate = found[1].lower()
            if candidate not in said and _fits(candidate, actor[2], other.statement) and _turns(name, candidate, said):
                return candidate
    counterpart = _COUNTERPARTS[name]
    if not counterpart or counterpart in said or _QUALIFIED.match(source.text[actor.end() :]):
        return None
    return counterpart if _fits(counterpart, actor[2], "") and _turns(name, counterpart, said) else None


def _turns(name: str, other: str, said: str) -> bool:
    """Who has more rights can do what others can: what is granted goes to a lower role, what is denied to a higher."""
    if name not in _RANKS or other not in _RANKS:
        return True
    higher = _RANKS[other] > _RANKS[name]
    return higher if _DENIED.search(said) else _RANKS[other] < _RANKS[name]


def _fits(name: str, plural: str, statement: str) -> bool:
    """A head of department has no plain plural; an attribute of another behaviour is no actor."""
    attribute = re.search(rf"\b{name}s?(?: list| role|['’])", statement, re.IGNORECASE)
    return not (plural and name == "head of department") and attribute is None


def _german(text: str) -> Change | None:
    found = _GERMAN.search(masked(text))
    if found is None:
        return None
    known = {old.lower(): new for old, new in _GERMAN_OTHER.items()}
    new = known[found[1].lower()]
    return Change(text=replaced(text, found.span(), new)) if new.lower() not in text.lower() else None

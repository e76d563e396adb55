"""Clause: one part of the outcome is inverted, or a condition is inverted or dropped."""

import re
from typing import Final

from workbench.core.mutants import denial, denial_german
from workbench.core.mutants.rewriting import masked, replaced, rewrite, rules, tidy
from workbench.core.mutants.source import Change, Source
from workbench.core.mutants.verbs import main_clause, main_verb

_JOINS: Final = {
    "en": re.compile(r"(?:,? (?:and|but)|;) (?:(?:also|then|only|there) )?"),
    "de": re.compile(r"(?:,? (?:und|aber)|;) "),
}
_NO_PART: Final = re.compile(
    r"(?:not|no|nicht|as|because|so|since|if|when|unless|while|which|e\.g|such)\b", re.IGNORECASE
)
_MAX_SUBJECT: Final = 45
_PRONOUNS: Final = re.compile(
    r"\b(?:it|its|they|them|their|this|that|those|these|one|ones|both|then|there|he|his|him|she|her|again|still|other|others"
    r"|instead|such|also|too|es|er|sie|ihn|diese[rsnm]?|dann|danach|derselben?|erneut|wieder|auch)\b",
    re.IGNORECASE,
)
_CONDITIONAL: Final = {
    "en": re.compile(r"(?:When|If|While|As long as|Once|As soon as)\b"),
    "de": re.compile(r"(?:Wenn|Falls|Sobald|Solange)\b"),
}
_UNLESS: Final = rules(
    (r"\bunless\b", "if"), (r"\bonly (if|when) ", r"whether or not "), (r"\bwith or without\b", "only with"),
    (r"\bexcept for\b", "including"), (r"\bexcept\b", "including"),
    (r"\bas long as it is not\b", "once it is"),
    (r"\bregardless of\b", "depending on"), (r"\bignoring\b", "respecting"),
)  # fmt: skip
_WITHOUT: Final = rules(
    (r"\bwithout (?:an? |any )(?=[\w-]+)", "with a "),
    (r"\bwithout (?!either |both |further |exception)", "with "),
    (r"\bwith (?=an? )(?!a (?:message|new|view|limit|hint|comment|minimum|line)\b)(?!an existing)", "without "),
)  # fmt: skip
_GERMAN: Final = rules(
    (r"\bohne (?=(?:ein\w* |gültige\w* |Anmeldung|Zustimmung|Begründung))", "nur mit "),
    (r"\bes sei denn\b", "sofern"), (r"\baußer (?=an|bei|für|mit)", "auch "),
    (r"\bmit einer (?=[A-ZÄÖÜ])", "ohne eine "),
)  # fmt: skip
_RELATIVE: Final = re.compile(
    r"^((?:An?|The|Every|All) (?:[\w-]+ ){0,3}?[\w-]+) (?:that|who) "
    r"(?:(?!\b(?:that|who|whose|which)\b)[^,;.()\x01]){5,90}? "
    r"(?=(?:is|are|can|cannot|gets|does|do|has|costs|goes|stays|becomes|creates|keeps)\b)"
)
_QUALIFIER: Final = re.compile(
    r"^((?:An?|The|Every|Any) (?:[\w-]+ ){0,2}?[\w-]+) "
    r"(?:below|above|over|under|with|without|of more than|of exactly|of less than|larger than|outside of|from) "
    r"(?:(?!\b(?:and|that|who|which|one)\b)[^,;.()\x01]){2,60}? (?=(?:is|are|can|cannot|gets|does|goes)\b)"
)
_FOR: Final = re.compile(r"^(?:For|With|Without|On) [^,;.]{3,60}, ")
_NEGATED_ADJECTIVE: Final = {
    "signed": "unsigned", "closed": "open", "unknown": "known", "valid": "invalid", "invalid": "valid",
    "expired": "valid", "negative": "positive", "deactivated": "active", "cancelled": "confirmed", "locked": "unlocked",
    "archived": "current", "optional": "mandatory", "mandatory": "optional", "confirmed": "cancelled",
    "published": "unpublished", "remembered": "new", "reactivated": "deactivated",
}  # fmt: skip
_ADJECTIVE: Final = re.compile(rf"(An?|The) ({'|'.join(_NEGATED_ADJECTIVE)}) (?=[a-z])")


def clause(source: Source) -> Change | None:
    """Return the statement with one clause inverted or dropped, by the first of these that applies.

    1. The last part of a joined outcome says its opposite: `and the order is not created`. A test that checks the
       original contradicts it.
    2. A condition is inverted: `unless` to `if`, `without a receipt` to `with a receipt`, `An expired code` to
       `A valid code`. A test of the original does not bear it out, and the test of the other case contradicts it.
    3. A condition is dropped, `Orders are refused` for `Orders below the minimum are refused`: the claim is too wide.
       No test of the original bears it out, and a test of a case that is left out contradicts it.

    English; in German the first two.
    """
    if source.language not in {"en", "de"}:
        return None
    steps = (_inverted_part, _inverted_condition, _dropped)
    text = next((changed for step in steps if (changed := step(source.text, source.language)) is not None), None)
    return Change(text=text) if text else None


def _inverted_part(text: str, language: str) -> str | None:
    hidden = masked(text)
    first = main_clause(text) if language == "en" else denial_german.main_clause(text)
    if first is None or (language == "en" and main_verb(text) is None):
        return None
    for join in reversed(list(_JOINS[language].finditer(hidden, first))):
        part = text[join.end() :]
        if len(part) < 8 or _NO_PART.match(part):
            continue
        changed = _denied_part(text, join.end(), language)
        if changed is not None and changed != text:
            return changed
    return None


def _denied_part(text: str, start: int, language: str) -> str | None:
    if language == "de":
        return denial_german.deny(text, start) if _is_german_clause(masked(text), start) else None
    verb = main_verb(text, start)
    before = main_verb(text)
    if verb is None or before is None or before.end > start or verb.start - start > _MAX_SUBJECT:
        return None
    between = masked(text)[start : verb.start]
    if re.search(r"[,;]|\b(?:and|or|that|who|which|whose|if|when)\b", between):
        return None
    if verb.start == start and not verb.auxiliary and verb.plural:
        return None
    if re.match(r"(?: \w+)? (?:and|or)\b", text[verb.end :]):
        return None
    return denial.deny(text, start)


def _is_german_clause(hidden: str, start: int) -> bool:
    part = re.split(r"[,;.]", hidden[start:])[0]
    return (
        re.match(r"(?:\w+ ){0,4}?(?:wird|werden|ist|sind|kann|können|erscheint|bleibt|gilt|hat|führt|geht)\b", part)
        is not None
    )


def _inverted_condition(text: str, language: str) -> str | None:
    if language == "de":
        return rewrite(text, _GERMAN)
    changed = rewrite(text, _UNLESS)
    if changed is not None:
        return changed
    found = _ADJECTIVE.match(text)
    if found is not None:
        return replaced(text, found.span(2), _NEGATED_ADJECTIVE[found[2]])
    return _with_without(text)


def _with_without(text: str) -> str | None:
    """Only in what leads to the outcome: in the outcome it is `negation`'s."""
    verb = main_verb(text)
    if verb is None:
        return None
    relative = re.search(r"\b(?:that|who|whose|which)\b", masked(text))
    end = min(verb.start, relative.start()) if relative else verb.start
    for pattern, new in _WITHOUT:
        found = pattern.search(masked(text), 0, end)
        if found is not None:
            return replaced(text, found.span(), new)
    return None


def _dropped(text: str, language: str) -> str | None:
    if language != "en":
        return None
    for pattern in (_RELATIVE, _QUALIFIER):
        found = pattern.match(masked(text))
        if found is not None and not _PRONOUNS.search(masked(text)[found.end() :]):
            return tidy(f"{found[1]} {text[found.end() :]}")
    first = main_clause(text)
    if not first or not (_CONDITIONAL["en"].match(text) or _FOR.match(masked(text))):
        return None
    return None if _PRONOUNS.search(masked(text)[first:]) else tidy(text[first:])

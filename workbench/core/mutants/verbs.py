"""The verb of an English main clause, by short word lists and the order of words."""

import re
from dataclasses import dataclass
from typing import Final

from workbench.core.mutants.rewriting import ASIDE, QUOTE, listed, masked

AUXILIARIES: Final = listed("is are was were can cannot must may does do has have will shall should could would")
# Third persons that are hardly ever nouns, then those that are nouns as often.
_SURE: Final = (
    "accept add allow appear apply arrive ask become begin belong block bring carry come consist contain create decide "
    "deactivate delete deliver disappear divide enter equal exceed expire forget follow generate get give go happen "
    "have hide ignore include inform keep leave let lose make mention notify occupy occur overwrite pay prevent "
    "produce provide put receive redirect reduce refer refuse reject remain remove renew repeat replace require "
    "reset resolve "
    "resume save say see select send show skip stay submit survive take tell turn write read need open cover expect "
    "find pick differ demand cancel collect confirm combine calculate convert lie learn offer fill fall explain"
    " preserve hand"
)
_ALSO_NOUNS: Final = (
    "answer book cause change charge close copy cost count cut display download drop end fail hold import land lead "
    "list load lock mark match move name pass point post print process quote record release report request return run "
    "scan set sign sort start stop store sum switch transfer trigger update upload use view wait win work delay limit "
    "order share click call rank warn plan finish publish log raise"
)
_PLURALS: Final = listed(
    "stay appear remain get go come add survive see need count apply belong keep show lead receive contain work "
    "disappear begin lose cost expire match give"
)
_OPENS_RELATIVE: Final = listed("that who which whose whom what whoever whatever where while when if once")
_PREPOSITIONS: Final = listed("for by at of in on with after before from to")
_PAST: Final = listed("went sent took had got gave made came left chose bought wrote did")
_AFTER_PLURAL: Final = _PLURALS | listed("are were have do can cannot must may will shall should could would")
_AFTER_VERB: Final = listed(
    "a an the no nothing only its their his her all both each every up out off on in into from to as at for with "
    "without by again it them not back one two three exactly more which whether how when what still at "
    "immediately before "
    "after against green red yellow again"
)
_DETERMINERS: Final = listed(
    "a an the all any no these those his her its their of for with in by old new other several more many to and or "
    "between two three from per without your my some last first open earlier later shipping"
)
_TOKEN: Final = re.compile(rf"[A-Za-z]+(?:['’-][A-Za-z]+)*|[{QUOTE}]+|\d[\d.,:]*|[,;]")
_CONDITION: Final = re.compile(
    r"(?:when|if|after|before|while|once|as long as|as soon as|until|unless|whenever|every time|where|although|since"
    r"|as)\b",
    re.IGNORECASE,
)
_ADVERBIAL: Final = re.compile(
    r"(?:without|with|for|on|in|at|from|during|below|above|less than|more than|within|exactly|directly|by)\b",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(r"\b(?:after|before|until|since)\b")
_NO_MAIN: Final = re.compile(
    r"\s*(?:and|or|but|nor|even|so|as|e\.g|which|whose|who|that|not|until|because|if|when|while|then|including|first"
    r"|such|however|only|up|no|after|before)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """A finite verb: its place, its base form, and whether it can be negated without `do`."""

    start: int
    end: int
    base: str
    auxiliary: bool
    plural: bool


def main_clause(text: str) -> int | None:
    """Return where the main clause starts: 0, or after a leading condition or adverbial; None where that is unclear."""
    hidden = masked(text)
    conditional = _CONDITION.match(hidden) is not None
    if not conditional and not _ADVERBIAL.match(hidden):
        return 0
    first = None if conditional else _first_verb(text, 0)
    for comma in re.finditer(r",(?!\d)", hidden):
        if first is not None and first.start < comma.start() and not _TIMED.search(hidden, 0, first.start):
            return 0
        rest = hidden[comma.end() :]
        if not _NO_MAIN.match(rest) and _first_verb(text, comma.end()) is not None:
            return comma.end() + len(rest) - len(rest.lstrip())
    return None if conditional and re.search(r",(?!\d)", hidden) else 0


def main_verb(text: str, start: int | None = None) -> Verb | None:
    """Return the finite verb of the main clause, past relative clauses, or None where none is found."""
    first = main_clause(text) if start is None else start
    return None if first is None else _first_verb(text, first)


def third_person(base: str) -> str:
    """Return `carries` for `carry`."""
    if base in {"do", "go"} or base.endswith(("ss", "sh", "ch", "x")):
        return f"{base}es"
    if base == "have":
        return "has"
    return f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeo" else f"{base}s"


_SURE_FORMS: Final = {third_person(word): word for word in _SURE.split()}
_NOUN_FORMS: Final = {third_person(word): word for word in _ALSO_NOUNS.split()}


def _first_verb(text: str, start: int) -> Verb | None:
    open_relatives, seen_relative, before = 0, False, ""
    tokens = [(found.group(), found) for found in _TOKEN.finditer(masked(text), start)]
    for place, (word, found) in enumerate(tokens):
        after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if word == ";":
            return None
        if _opens_relative(word.lower(), before, after):
            open_relatives, seen_relative = open_relatives + 1, True
        verb = _verb(word, before, after, found.span())
        closes = verb is not None or _is_finite(word.lower(), before, after)
        if open_relatives and closes:
            open_relatives -= 1
        elif verb is not None and not (seen_relative and _goes_on(tokens, place)):
            return verb
        before = word.lower()
    return None


def _opens_relative(word: str, before: str, after: str) -> bool:
    if word not in _OPENS_RELATIVE or after in {"of", ","}:
        return False
    return not (word == "that" and before in _PREPOSITIONS)


def _is_finite(word: str, before: str, after: str) -> bool:
    """Whether a word that is on no list is the verb of the relative clause that has just begun: `that leaks`."""
    if word in _PAST:
        return True
    singular = word.endswith("s") and not word.endswith("ss") and after.lower() not in _AFTER_PLURAL
    return (singular or word.endswith("ed")) and before in {"who", "which", "that"}


def _goes_on(tokens: list[tuple[str, "re.Match[str]"]], place: int) -> bool:
    """Whether the verb goes on with a list that a relative clause began: `who creates, changes or deletes`."""
    before = tokens[place - 1][0].lower() if place else ""
    if before == ",":
        return any(word in {"or", "and"} for word, _ in tokens[place : place + 4])
    return before in {"and", "or"}


def _verb(word: str, before: str, after: str, span: tuple[int, int]) -> Verb | None:
    lower = word.lower()
    start, end = span
    if lower in AUXILIARIES:
        if before == "as" or (lower in {"have", "do"} and before in AUXILIARIES | {"not", "to"}):
            return None
        base = {"does": "do", "has": "have", "cannot": "can"}.get(lower, lower)
        return Verb(start=start, end=end, base=base, auxiliary=True, plural=lower in {"do", "have", "are"})
    if lower in _SURE_FORMS and before not in {"a", "an", "the", "no", "of"}:
        return Verb(start=start, end=end, base=_SURE_FORMS[lower], auxiliary=False, plural=False)
    if lower in _NOUN_FORMS and _stands_as_verb(before, after):
        return Verb(start=start, end=end, base=_NOUN_FORMS[lower], auxiliary=False, plural=False)
    if lower in _PLURALS and _is_plural(before):
        return Verb(start=start, end=end, base=lower, auxiliary=False, plural=True)
    return None


def _is_plural(word: str) -> bool:
    plural = word.endswith("s") and not word.endswith("ss") and word not in _DETERMINERS | AUXILIARIES
    return plural or word in {"longer", "still", "they"}


def _stands_as_verb(before: str, after: str) -> bool:
    if not before or before in _DETERMINERS or before[0] in {ASIDE, ","}:
        return False
    return after.lower() in _AFTER_VERB | {"", ";"} or after[:1] == QUOTE or after[:1].isdigit() or after.isupper()


def is_verb(word: str) -> bool:
    """Whether a word after a noun in the singular or plural can only be its verb."""
    lower = word.lower()
    return lower in AUXILIARIES | _PLURALS or lower in _SURE_FORMS or lower in _NOUN_FORMS

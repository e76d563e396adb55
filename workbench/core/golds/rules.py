"""A first draft of an issue's gold without a model: what its text states, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from workbench.core.golds.phrases import Phrases, phrases
from workbench.core.golds.places import Place, places
from workbench.core.records import Behaviour, Gold
from workbench.core.text.limits import limits
from workbench.core.text.polarity import negates, says_no
from workbench.core.text.quantities import quantities
from workbench.core.text.quotes import QUOTED, quotes, without_quotes
from workbench.core.text.words import content_words
from workbench.generator.intake.phrases import ASIDE, DUTIES, RULES, dialect, keyword
from workbench.generator.records import Issue

VERSION: Final = 1
"""Raised whenever the same issue is drafted otherwise."""
NAME: Final = "rules"
"""Who wrote such a draft."""
MAX_BEHAVIOURS: Final = 60
MAX_QUESTIONS: Final = 12
_MAX_VALUES: Final = 6
_SHOWN: Final = 120
_FEWEST_WORDS: Final = 3

_REFERS: Final = re.compile(r"\W*(?:the )?(?:table|matrix|list|figure|see)\b[^.]{0,40}(?:above|below)", re.IGNORECASE)
_OUT: Final = re.compile(
    r"\W*(?:not (?:here|now|part|wanted|included|in (?:scope|this \w+))|(?:out of|not in) scope|non[- ]goals"
    r"|nicht (?:hier|enthalten|teil)\w*"
    r"|hors p[ée]rim[èe]tre|fuera del? alcance|fora d[eo] escopo|buiten scope)\W*",
    re.IGNORECASE,
)
_WHY: Final = re.compile(
    r"\W*(?:why|motivation|problem|reason|warum|hintergrund|pourquoi|contexte|por qué|motivo|waarom)\W*", re.IGNORECASE
)
_CONTACT: Final = re.compile(
    r"^(?:from|to|cc|subject|sent|von|an|betreff|de|para|objet|asunto|assunto)\s?:", re.IGNORECASE
)
_BUG: Final = re.compile(r"bug|defect|fault|fehler|error|anomal|incident|incidencia|défaut|fout|defeito", re.IGNORECASE)

Kind = Literal["main", "negative", "boundary", "alternative", "regression", "permission", "nonfunctional"]


def draft_by_rules(issue: Issue, *, language: str, stratum: str | None = None, domain: str | None = None) -> Gold:
    """Return a draft of what good tests of an issue must do, marked as one.

    Behaviours are the issue's own sentences, items and rows, so that each stands in it as its evidence: criteria first,
    then what the description and the attachments state. Nothing is put into other words, and nothing that the issue
    does not say is found: a person has to make of it what tests are held against.

    Args:
        issue: as intake prepared it.
        language: of its text.
        stratum: of the fixture; None has the rules say one.
        domain: of the fixture; None has it unsaid.
    """
    told, found = phrases(language), places(issue)
    stated = tuple(_stated(found, told, language, criteria=bool(issue.criteria)))
    return Gold(
        key=issue.key,
        stratum=stratum or _stratum(issue, language),
        domain=domain or "not said yet",
        language=language,
        context=issue.context,
        testable=bool(stated),
        draft=True,
        behaviours=tuple(
            behaviour.model_copy(update={"id": f"B{number}"})
            for number, behaviour in enumerate(stated[:MAX_BEHAVIOURS], start=1)
        ),
        acceptable=(),
        forbidden=_forbidden(found),
        open_questions=_open(found, told, language),
    )


# Behaviours --------------------------------------------------------------------------------------


def _stated(found: Sequence[Place], told: Phrases, language: str, *, criteria: bool) -> Iterator[Behaviour]:
    seen: set[str] = set()
    scenarios = {place.where for place in found if place.criterion}
    for where in sorted(scenarios, key=lambda name: int(name.partition("-")[2] or 0)):
        own = [place for place in found if place.where == where]
        for behaviour in _scenario(own, told, language) or (_behaviour(place, told, language) for place in own):
            if behaviour is not None and _new(behaviour, seen):
                yield behaviour
    for place in found:
        if place.criterion or not _states(place, told, language, criteria=criteria):
            continue
        behaviour = _behaviour(place, told, language)
        if behaviour is not None and _new(behaviour, seen):
            yield behaviour


def _new(behaviour: Behaviour, seen: set[str]) -> bool:
    key = " ".join(behaviour.statement.casefold().split()).strip(" .")
    if key in seen:
        return False
    seen.add(key)
    return True


def _scenario(own: Sequence[Place], told: Phrases, language: str) -> list[Behaviour]:
    """Return a behaviour for each `then` of a Gherkin scenario; none where the criterion is no such thing."""
    lines = [place.text for place in own]
    pattern = dialect(lines)
    if pattern is None:
        return []
    made: list[Behaviour] = []
    condition, last = [], ""
    for line in lines:
        word = keyword(line, pattern)
        last = word if word in ("given", "when", "then") else last if word == "and" else ""
        match = pattern.match(line)
        bare = line[match.end() :].strip() if match and word else line
        if last in ("given", "when"):
            condition.append(bare)
        elif last == "then":
            made.append(_made(f"{', '.join([*condition, bare])}", line, told, language))
    return made


def _behaviour(place: Place, told: Phrases, language: str) -> Behaviour | None:
    text = place.text
    fewest = 1 if place.criterion else _FEWEST_WORDS
    if (len(content_words(text, language)) < fewest and not quotes(text)) or _REFERS.match(text):
        return None
    if place.kind in ("heading", "code") or text.endswith("?"):
        return None
    statement = text
    if place.kind == "row":
        if not place.header:
            return None
        statement = _row(place)
    return _made(statement, text, told, language)


def _row(place: Place) -> str:
    cells = [cell.strip() for cell in place.text.strip("|").split("|")]
    named = [f"{name} {cell}".strip() for name, cell in zip(place.header, cells, strict=False) if cell]
    return ", ".join(named)


def _made(statement: str, evidence: str, told: Phrases, language: str) -> Behaviour:
    plain = " ".join(statement.split())
    return Behaviour(
        id="B",
        statement=plain,
        kind=_kind(plain, told, language),
        status="stated",
        priority="could" if told.maybe.search(plain) else "should" if told.rather.search(plain) else "must",
        evidence=evidence,
        values=_values(evidence, language),
    )


def _states(place: Place, told: Phrases, language: str, *, criteria: bool) -> bool:
    """Whether a place outside of the criteria states how something is to be."""
    text = place.text
    if place.where == "Summary" or place.kind in ("heading", "code", "quote"):
        return False
    if (
        text.endswith("?")
        or ASIDE.fullmatch(place.heading)
        or _OUT.match(place.heading)
        or _WHY.fullmatch(place.heading)
        or _CONTACT.match(text)
    ):
        return False
    label = text.partition(":")[0]
    if told.chatter.match(text) or (label != text and (ASIDE.fullmatch(label) or _OUT.fullmatch(label))):
        return False
    if place.kind == "row" or RULES.fullmatch(place.heading):
        return True
    firm = DUTIES.search(text) or negates(text, language) or quotes(text) or limits(text, language)
    if criteria or place.where.startswith("Attachment"):
        return bool(firm)
    return bool(firm or told.duty.search(without_quotes(text)) or place.kind == "item")


def _kind(text: str, told: Phrases, language: str) -> Kind:
    if told.roles.search(text) and told.allowed.search(text):
        return "permission"
    if told.speed.search(text) and limits(text, language):
        return "nonfunctional"
    if limits(text, language):
        return "boundary"
    if says_no(text, language):
        return "negative"
    if told.as_before.search(text):
        return "regression"
    return "alternative" if told.otherwise.search(text) else "main"


def _values(text: str, language: str) -> tuple[str, ...]:
    """Return what a test has to show: quoted texts, and the numbers outside of them with their units."""
    bare = QUOTED.sub(lambda match: " " * len(match.group()), text)
    numbers = [text[each.start : each.end] for each in quantities(bare, language)]
    return tuple(dict.fromkeys((*quotes(text), *numbers)))[:_MAX_VALUES]


# What else stands in a gold ----------------------------------------------------------------------


def _forbidden(found: Sequence[Place]) -> tuple[str, ...]:
    """Return what the issue says is not part of it."""
    listed = []
    for place in found:
        label, _, rest = place.text.partition(":")
        named = rest.strip() if _OUT.fullmatch(label) else ""
        if named or (_OUT.fullmatch(place.heading) and place.kind != "heading"):
            listed.append(named or place.text)
    return tuple(dict.fromkeys(listed))


def _open(found: Sequence[Place], told: Phrases, language: str) -> tuple[str, ...]:
    """Return the issue's own questions, then those about vague words and about limits without a number."""
    plain = [place.text for place in found if place.kind in ("sentence", "item") and place.where != "Summary"]
    own = [text for text in plain if text.endswith("?")]
    vague_word, no_limit = told.asked
    asked = []
    for text in plain:
        if text.endswith("?") or told.chatter.match(text):
            continue
        word = told.vague.search(without_quotes(text))
        if word:
            asked.append(vague_word.format(word=word.group(), text=_cut(text)))
        elif told.bound.search(without_quotes(text)) and not quantities(text, language):
            asked.append(no_limit.format(text=_cut(text)))
    return tuple(dict.fromkeys((*own, *asked)))[:MAX_QUESTIONS]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: text.rfind(" ", 0, _SHOWN)] + " ..."


def _stratum(issue: Issue, language: str) -> str:
    if _BUG.search(issue.type):
        return "bug"
    if not language.startswith("en"):
        return "non_english"
    return "story_ac" if issue.criteria else "story_prose"

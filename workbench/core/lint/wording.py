"""T: what steps say. Rules that look for words look in the text's own language, or not at all."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.core.lint.subject import Place, Saying, Subject
from workbench.core.lint.words import WORDS, Words

_TODO = re.compile(r"(?<!\w)(?:to-?do|tbd|tbc|fixme|xxx|n/a|lorem ipsum)(?![\w/])|\?\?\?")
_INSERT = re.compile(
    r"\[(?:insert|add|enter|your|einfügen|hier|insérer|insertar|invoegen|inserir)\b[^\]]*\]", re.IGNORECASE
)
_BRACES = re.compile(r"(?<![\w$#{/=&?%.:-])\{[A-Za-z_][\w -]{0,60}\}(?![}/\w])")
_ADDRESS = re.compile(r"\S*(?:/|://)\S*")
_STATUS_CODES = re.compile(
    r"(?<![\w.,])[1-5](?:\d\d|xx)(?:\s*,\s*[1-5](?:\d\d|xx))*\s*,?\s*(?:(?:or|oder|ou|of|o|u)\s+|/\s*)"
    r"(?:(?:an?|the|status|code|http|of|eine?n?|der|le|un|el|een|de|o|um)\s+){0,4}[1-5](?:\d\d|xx)(?![\w.,]\d|\w|%)"
)
_QUOTES = re.compile("[\"'`\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]")
_FEW: Final = 3
_MOSTLY: Final = 0.4


def long_steps(subject: Subject) -> Iterator[Place]:
    """T01: a step with more characters than the house style allows."""
    return (each.place for each in subject.sayings if len(each.step.text) > subject.style.max_step_chars)


def vague_outcomes(subject: Subject) -> Iterator[Place]:
    """T02: an outcome that is a judgement without a value to check."""
    words = subject.words
    if words is not None:
        yield from (each.place for each in subject.sayings if is_vague(each, words))


def is_vague(each: Saying, words: Words) -> bool:
    """Whether an outcome is a judgement without a value to check."""
    return each.step.role == "outcome" and not each.concrete and words.vague_outcomes.search(each.said) is not None


def unfinished(subject: Subject) -> Iterator[Place]:
    """T03: TODO and the like, or a gap to fill in; `{name}` in an address is none."""
    for each in subject.sayings:
        text = each.text
        if _TODO.search(each.said) or _INSERT.search(text) or _BRACES.search(_ADDRESS.sub(" ", text)):
            yield each.place


def conditions(subject: Subject) -> Iterator[Place]:
    """T04: a step that may or may not happen."""
    words = subject.words
    if words is not None:
        yield from (each.place for each in subject.sayings if words.conditions.search(each.said))


def several_actions(subject: Subject) -> Iterator[Place]:
    """T05: more than one action in a step."""
    words = subject.words
    if words is not None:
        yield from (each.place for each in subject.sayings if "; " in each.said or words.sequences.search(each.said))


def ui_words(subject: Subject) -> Iterator[Place]:
    """T06: the mechanics of a user interface."""
    if subject.words is not None:
        yield from (each.place for each in subject.sayings if _speaks_ui(each, subject))


def ui_scripts(subject: Subject) -> Iterator[Place]:
    """T12: a scenario that is mostly the mechanics of a user interface."""
    if subject.words is None:
        return
    for scene in subject.scenes:
        count = sum(_speaks_ui(each, subject) for each in scene.steps)
        if count >= _FEW and count > _MOSTLY * len(scene.steps):
            yield scene.place


def _speaks_ui(each: Saying, subject: Subject) -> bool:
    words = subject.words
    if words is None:
        return False
    kept = set(subject.style.not_ui_words)
    known = any(match[0] not in kept for match in words.ui.finditer(each.said))
    return known or any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", each.said) for word in subject.style.ui_words)


def unsteady(subject: Subject) -> Iterator[Place]:
    """T07: what may differ from run to run: chance, the time now, waiting for a number of seconds."""
    words = subject.words
    if words is not None:
        yield from (each.place for each in subject.sayings if is_unsteady(each, words))


def is_unsteady(each: Saying, words: Words) -> bool:
    """Whether a step may do something else in the next run."""
    if words.unsteady.search(each.said):
        return True
    waits = words.waits.search(each.said)
    return waits is not None and re.match(r"\W+(?:\w+\W+){0,2}?\d", each.said[waits.end() :]) is not None


def two_persons(subject: Subject) -> Iterator[Place]:
    """T08: a scenario in which both I and somebody act."""
    words = subject.words
    if words is None:
        return
    for scene in subject.scenes:
        said = [each.said for each in scene.steps]
        if any(map(words.first_person.match, said)) and any(map(words.third_person.match, said)):
            yield scene.place


def vague_data(subject: Subject) -> Iterator[Place]:
    """T09: a Given or When with valid, invalid or some data and no value."""
    words = subject.words
    if words is None:
        return
    for each in subject.sayings:
        if each.step.role in {"context", "action"} and not each.concrete and words.vague_data.search(each.said):
            yield each.place


def final_periods(subject: Subject) -> Iterator[Place]:
    """T10."""
    for each in subject.sayings:
        if each.step.text.endswith((".", "\u3002")) and not each.step.text.endswith(".."):
            yield each.place


def misplaced_actions(subject: Subject) -> Iterator[Place]:
    """T11: a Given or Then in which somebody clicks or types."""
    words = subject.words
    if words is None:
        return
    kept = set(subject.style.not_ui_words)
    for each in subject.sayings:
        acts = any(match[0] not in kept for match in words.ui_actions.finditer(each.said))
        if acts and each.step.role in {"context", "outcome"}:
            yield each.place


def either_outcome(subject: Subject) -> Iterator[Place]:
    """T13: an outcome that is satisfied by one thing or by another, so by too much."""
    words = subject.words
    if words is not None:
        yield from (each.place for each in subject.sayings if is_either(each, words))


def is_either(each: Saying, words: Words) -> bool:
    """Whether an outcome allows one thing or another: two status codes, either .. or, or depending on something.

    English is looked for in any text: models fall into it.
    """
    if each.step.role != "outcome":
        return False
    codes = _STATUS_CODES.search(_QUOTES.sub("", each.text.casefold()))
    return codes is not None or _is_choice(each.said, words) or _is_choice(each.said, WORDS["en"])


def _is_choice(said: str, words: Words) -> bool:
    if words.either.search(said) or words.if_supported.search(said):
        return True
    return bool(words.alternative.search(said) and words.depending.search(said))

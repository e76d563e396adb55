"""What a test does, taken apart for comparing: its steps by what they are for, its words and numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.core.lint.words import WORDS
from workbench.core.text.figures import figures
from workbench.core.text.polarity import says_no
from workbench.core.text.quantities import Quantity, quantities
from workbench.core.text.quotes import QUOTED, without_quotes
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import content_words, stems, stop_words, words
from workbench.generator.output.gherkin import Step
from workbench.generator.records import TestCase

_SENTENCE_END: Final = re.compile(r"\n|(?<=[.;:!?])\s+")
_SHORTEST: Final = 9  # characters of a sentence
_MAX_SENTENCES: Final = 25
_MOST_BARE: Final = 6  # words that a sentence may have without a function word among them


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A test's steps, Examples rows filled in. Its title, name and tags are no part of it.

    Attributes:
        steps: every different step's text.
        outcomes: the texts of the outcome steps that check something.
        whole: all steps as one text.
        before: all steps but the outcomes, as one text.
        words: the content words of all steps, each once.
        words_before: those of the steps but the outcomes.
        outcome_words: those of the outcome steps.
        stems: of all steps, in order.
        outcome_stems: for each outcome step.
        figures: the numbers of all steps.
        quantities: the same with their units.
        denials: for each outcome step whether it, or what it quotes, says no.
        plain_denials: for each outcome step whether it says no outside of what it quotes.
    """

    steps: tuple[str, ...]
    outcomes: tuple[str, ...]
    whole: str
    before: str
    words: tuple[str, ...]
    words_before: tuple[str, ...]
    outcome_words: tuple[str, ...]
    stems: tuple[str, ...]
    outcome_stems: tuple[frozenset[str], ...]
    figures: frozenset[str]
    quantities: tuple[Quantity, ...]
    denials: tuple[bool, ...]
    plain_denials: tuple[bool, ...]


@lru_cache(maxsize=2_000)
def check_of(case: TestCase, language: str, *, dialect: str) -> Check:
    """Take a test apart.

    Args:
        case: the test.
        language: of the words.
        dialect: of the Gherkin keywords.
    """
    return check_from(steps(case, dialect), language)


def check_from(found: Sequence[Step], language: str) -> Check:
    """Take steps apart that are a test, or what is left of one."""
    return _taken_apart(found, " ".join(filter(None, map(text_of, found))), language)


def plain_check(text: str, language: str) -> Check:
    """Take a test apart that is one text, as a test case of an export is: its lines and sentences count as steps."""
    sentences = (part.strip() for part in _SENTENCE_END.split(text))
    steps_ = tuple(dict.fromkeys(part for part in sentences if len(part) >= _SHORTEST))[:_MAX_SENTENCES]
    return _taken_apart([Step(keyword="", text=part, role="outcome") for part in steps_ or (text,)], text, language)


def _taken_apart(found: Sequence[Step], whole: str, language: str) -> Check:
    texts = tuple(filter(None, map(text_of, found)))
    said = (text_of(step) for step in found if step.role == "outcome")
    outcomes = tuple(text for text in dict.fromkeys(said) if _checks_something(text, language))
    before = " ".join(text_of(step) for step in found if step.role != "outcome")
    return Check(
        steps=tuple(dict.fromkeys(texts)),
        outcomes=outcomes,
        whole=whole,
        before=before,
        words=tuple(dict.fromkeys(content_words(whole, language))),
        words_before=tuple(dict.fromkeys(content_words(before, language))),
        outcome_words=tuple(dict.fromkeys(content_words(" ".join(outcomes), language))),
        stems=tuple(stems(whole, language)),
        outcome_stems=tuple(frozenset(stems(text, language)) for text in outcomes),
        figures=figures(whole),
        quantities=quantities(whole, language),
        denials=tuple(says_no(text, language, quotes_too=True) for text in outcomes),
        plain_denials=tuple(says_no(text, language) for text in outcomes),
    )


def _checks_something(text: str, language: str) -> bool:
    """Return whether an outcome can fail: a mere judgement ("as expected") cannot, nor can a list of words."""
    found = words(text)
    if len(found) > _MOST_BARE and not stop_words(language).intersection(found):
        return False
    lists = WORDS.get(language)
    judged = lists is not None and lists.vague_outcomes.search(without_quotes(text).lower()) is not None
    return not judged or QUOTED.search(text) is not None or bool(figures(text))

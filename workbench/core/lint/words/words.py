"""The words of one language that word rules look for, and how a list of them becomes a pattern."""

import re
from dataclasses import dataclass


def words(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of these whole words or phrases in lower case; `*` at the end of a word stands for any ending.

    Between the words of a phrase there may be more than one blank.
    """
    spelled = (r"\s+".join(_word(part) for part in phrase.split()) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


def listed(text: str) -> frozenset[str]:
    """The words of a text that are separated by blanks."""
    return frozenset(text.split())


def _word(part: str) -> str:
    return re.escape(part.removesuffix("*")) + (r"\w*" if part.endswith("*") else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a language says where a rule looks for words. Patterns meet text in lower case, with quotes taken out.

    Attributes:
        code: the language, as `en`.
        common: function words that tell this language from the other five.
        vague_outcomes: judgements that nobody can check by themselves (T02).
        vague_data: values that are none (T09).
        conditions: what makes a step conditional (T04).
        sequences: what joins two actions in a step (T05).
        ui: mechanics of a user interface (T06, T12).
        ui_actions: what a user does there with the hands (T11).
        unsteady: what differs from run to run (T07).
        waits: waiting; it counts with a number after it (T07).
        first_person: how a step starts that says I (T08).
        third_person: how a step starts that says the user (T08).
        checking: words for testing, which say nothing in a name (S11).
        joins: how a name joins two behaviours (S13).
        either: two outcomes in so many words (T13).
        alternative: the word for or (T13, V14).
        depending: what an outcome is said to depend on (T13).
        if_supported: an outcome that may be missing (T13).
    """

    code: str
    common: frozenset[str]
    vague_outcomes: re.Pattern[str]
    vague_data: re.Pattern[str]
    conditions: re.Pattern[str]
    sequences: re.Pattern[str]
    ui: re.Pattern[str]
    ui_actions: re.Pattern[str]
    unsteady: re.Pattern[str]
    waits: re.Pattern[str]
    first_person: re.Pattern[str]
    third_person: re.Pattern[str]
    checking: re.Pattern[str]
    joins: re.Pattern[str]
    either: re.Pattern[str]
    alternative: re.Pattern[str]
    depending: re.Pattern[str]
    if_supported: re.Pattern[str]

"""Whether the criteria that the tests name are theirs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.figures import figures
from workbench.core.text.quotes import quotes
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import stems
from workbench.generator.records import TestCase

# Criterion, requirement, and their German, French, Spanish and Dutch initials.
_ID: Final = re.compile(r"(?:AC|AK|CA|CRIT|REQ|FR|NFR|BR|SRS|UC|R)[-_ ]?0{0,6}[1-9]\d{0,3}", re.IGNORECASE)


_OWN: Final = 0.5
_SHARE: Final = 0.2  # both read off datasets/studio: right claims against wrong ones, without a weight to fit


@dataclass(frozen=True)
class TracePrecision:
    """The share of the tests' claims to check a criterion that hold so far as words can tell, 0 to 1.

    A claim is a test with a criterion's id. It fails where the issue states no such criterion (`AC-9`, `REQ-2`). It
    holds where the test's steps name a number or a quoted value of the criterion, or share a word with it that at most
    half of the criteria have; of a criterion with numbers or quoted values, then a fifth of its words. That is a floor:
    a test may share words with a criterion that it does not check. None where no test claims anything.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Hold every claim against the criterion that it names."""
        language = fixture.gold.language
        claims = [(case, name) for case in result.suite.cases for name in _claimed(case)]
        if not claims:
            return Measure(None, "no test claims to check a criterion")
        stated = {each.id: _Content.of(each.text, language) for each in evidence.issue.criteria}
        frequent = _frequent(list(stated.values()))
        unknown = sum(name not in stated for _, name in claims)
        held = 0
        for case, name in claims:
            said = " ".join(map(text_of, steps(case, result.suite.language)))
            held += name in stated and _shares(stated[name], said, frequent, language)
        return Measure(held / len(claims), f"{held} of {len(claims)} claims hold, {unknown} name no criterion")


@dataclass(frozen=True, slots=True)
class _Content:
    stems: frozenset[str]
    figures: frozenset[str]
    quoted: frozenset[str]

    @classmethod
    def of(cls, text: str, language: str) -> "_Content":
        quoted = frozenset(each.strip().casefold() for each in quotes(text))
        return cls(frozenset(stems(text, language)), figures(text), quoted)


def _frequent(criteria: Sequence[_Content]) -> frozenset[str]:
    """The words that most criteria have, which tell none from another."""
    counts = Counter(word for each in criteria for word in each.stems)
    return frozenset(word for word, count in counts.items() if count > max(1, _OWN * len(criteria)))


def _shares(criterion: _Content, said: str, frequent: frozenset[str], language: str) -> bool:
    if criterion.figures & figures(said) or any(each in said.casefold() for each in criterion.quoted):
        return True
    shared = criterion.stems & frozenset(stems(said, language))
    enough = len(shared) >= _SHARE * len(criterion.stems) or not (criterion.figures or criterion.quoted)
    return enough and bool(shared - frequent)


def _claimed(case: TestCase) -> tuple[str, ...]:
    unknown = (label.upper() for label in case.labels if _ID.fullmatch(label))
    return tuple(dict.fromkeys((*case.criteria, *unknown)))

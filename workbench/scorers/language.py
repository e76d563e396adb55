"""Whether the tests speak the issue's language."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.quotes import without_quotes
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import base
from workbench.generator.records import TestCase


@dataclass(frozen=True)
class Language:
    """The share of the tests that are written in the issue's language, 0 to 1.

    What counts is the text of the steps outside of quotes, never the keywords. Tests that are too short to tell are
    left out. None where there are no tests, or none of them can be told.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def spoken(self, result: Result) -> tuple[str, ...]:
        """Return each test's own text, in the order of the cases, without keywords."""
        return tuple(_own(case, result.suite.language) for case in result.suite.cases)

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Count the tests in the issue's language."""
        if not result.suite.cases:
            return Measure(None, "there are no tests")
        wanted = base(fixture.gold.language)
        told = [each for each in evidence.languages if each]
        if not told:
            return Measure(None, "the tests are too short to tell their language")
        others = sorted({each for each in told if each != wanted})
        right = sum(each == wanted for each in told)
        return Measure(right / len(told), f"{right} of {len(told)} tests in {wanted}{_also(others)}")


def _own(case: TestCase, language: str) -> str:
    return without_quotes(" ".join(map(text_of, steps(case, language))))


def _also(others: list[str]) -> str:
    return f", also in {', '.join(others)}" if others else ""

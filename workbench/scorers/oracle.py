"""Whether the tests say what must be seen."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.lint.wording import is_either, is_unsteady, is_vague
from workbench.core.lint.words import Words
from workbench.core.records import Fixture, Measure, Result
from workbench.scorers.linted import Case, cases_of, words_of


@dataclass(frozen=True)
class Oracle:
    """Share of the tests with an outcome, each of them observable and the same in every run, 0 to 1.

    A test fails with an outcome that is a judgement without a value (T02) or allows one thing or another (T13), with a
    conditional step (T04), or with chance, the time now or waiting (T07). Of a manual test every step needs an expected
    result. None where there are no tests, or no list of such words for their language.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Count the tests that can tell right from wrong."""
        cases = cases_of(result)
        if not cases:
            return Measure(None, "there are no tests")
        words = words_of(result, cases)
        if words is None:
            return Measure(None, f"no word list for the language of a {result.suite.language!r} suite")
        good = sum(_tells(case, words) for case in cases)
        return Measure(good / len(cases), f"{good} of {len(cases)} tests say what must be seen")


def _tells(case: Case, words: Words) -> bool:
    if not all(step.expected for step in case.case.steps):
        return False
    if not any(each.step.role == "outcome" for each in case.steps):
        return False
    return not any(
        is_vague(each, words)
        or is_either(each, words)
        or is_unsteady(each, words)
        or words.conditions.search(each.said) is not None
        for each in case.steps
    )

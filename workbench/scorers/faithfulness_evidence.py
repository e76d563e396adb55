"""Whether the issue bears what the tests say: evidence without a judge."""

from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar, Final

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.sources import sentences
from workbench.core.text.steps import steps, text_of
from workbench.core.text.support import asserts, by_vectors, by_words
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue, TestSuite

_MAX_SENTENCES: Final = 400


@dataclass(frozen=True)
class FaithfulnessEvidence:
    """How well the issue supports what the tests do and expect, 0 to 1: a floor that finds far inventions only.

    A step's support is the highest cosine of its sentence vector with that of a sentence of the issue; without the
    encoder, the highest share of its content words in two neighbouring sentences. A generic step (somebody opens the
    page) is supported. The score is the mean over the action and outcome steps of all tests. It is 0 where a test
    asserts what the gold forbids, so far as nearly the same words can tell. None where no test has such a step.

    Compare only numbers that were made in one way: the detail says which.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def texts(self, result: Result, fixture: Fixture) -> tuple[str, ...]:
        """Return the texts of steps and issue whose sentence vectors `measure` can use."""
        claims = _claims(result.suite)
        if not claims:
            return ()
        issue = read_issue(
            fixture.document, options=IntakeOptions(), context=fixture.gold.context, attached=fixture.attachments
        )
        return (*claims, *_borne(issue))

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Look up each step in the issue, and each forbidden statement in the tests."""
        claims, language = _claims(result.suite), fixture.gold.language
        if not claims:
            return Measure(None, "the tests do and expect nothing")
        asserted = _asserted(result.suite, fixture.gold.forbidden, language)
        if asserted:
            return Measure(0.0, f"the tests assert what the gold forbids: {', '.join(map(str, asserted))}")
        borne = _borne(evidence.issue)
        found = by_vectors(claims, borne, evidence.vectors, language)
        values = found if found is not None else by_words(claims, borne, language)
        return Measure(fmean(values), f"{len(values)} steps by {'words' if found is None else 'sentence vectors'}")


def _claims(suite: TestSuite) -> list[str]:
    found = (step for case in suite.cases for step in steps(case, suite.language))
    return [text_of(step) for step in found if step.role != "context"]


def _borne(issue: Issue) -> tuple[str, ...]:
    return sentences(issue)[:_MAX_SENTENCES]


def _asserted(suite: TestSuite, forbidden: tuple[str, ...], language: str) -> list[int]:
    """The numbers, from 1, of the forbidden statements that some test asserts."""
    tests = [steps(case, suite.language) for case in suite.cases]
    return [
        number
        for number, statement in enumerate(forbidden, start=1)
        if any(asserts(test, statement, language) for test in tests)
    ]

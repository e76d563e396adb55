"""How much of what the tests say comes from the issue, as a judge says and its quotes bear out."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.judging.answers import believed, faithfulness_questions, lacking, support_questions
from workbench.core.judging.question import Answers, Question, SupportSaid
from workbench.core.records import Fixture, Judge, Measure, Result
from workbench.generator.records import Issue


@dataclass(frozen=True)
class Faithfulness:
    """The share of all tests' steps that the issue states or implies, or that only prepare, 0 to 1.

    `stated` and `implied` count only with a quote that stands in the issue, `precondition` only for a test's context. A
    step that speaks to the judge is invented. None where there are no tests or no steps.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def questions(self, result: Result, fixture: Fixture, issue: Issue, judge: Judge) -> tuple[Question, ...]:
        """Return one question a test."""
        return faithfulness_questions(result.suite, issue, judge, language=fixture.gold.language)

    def missing(self, result: Result, fixture: Fixture, evidence: Evidence) -> str | None:
        """Return how many questions have no readable answer; those that are asked again are not waited for."""
        if not result.suite.cases:
            return None
        if evidence.answers is None:
            return "there is no judge"
        every = _every(result, fixture, evidence, evidence.answers)
        return lacking((each for each in every if each.steps), evidence.answers)

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Count the steps that are supported. `missing` says whether all answers are there."""
        answers: Answers | None = evidence.answers
        lacks = self.missing(result, fixture, evidence)
        if not result.suite.cases or answers is None or lacks:
            return Measure(None, lacks or "there are no tests")
        every = _every(result, fixture, evidence, answers)
        said = [each for question in every if (each := believed(question, answers.to(question))) is not None]
        verdicts = [verdict for each in said if isinstance(each, SupportSaid) for verdict in each.verdicts]
        withheld = sum(question.withheld for question in every)
        steps, supported = len(verdicts) + withheld, sum(verdict != "invented" for verdict in verdicts)
        if not steps:
            return Measure(None, "the tests have no steps")
        refuted = sum(each.refuted for each in said if isinstance(each, SupportSaid))
        return Measure(supported / steps, _detail(supported, steps, refuted, withheld))


def _every(result: Result, fixture: Fixture, evidence: Evidence, answers: Answers) -> tuple[Question, ...]:
    return support_questions(result.suite, evidence.issue, answers.judge, language=fixture.gold.language)


def _detail(supported: int, steps: int, refuted: int, withheld: int) -> str:
    parts = [f"{supported} of {steps} steps supported"]
    if refuted:
        parts.append(f"{refuted} {'claim' if refuted == 1 else 'claims'} without a quote that holds")
    if withheld:
        parts.append(f"{withheld} {'step' if withheld == 1 else 'steps'} withheld")
    return "; ".join(parts)

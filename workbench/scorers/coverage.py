"""How many behaviours some test would fail for if they were broken, as a judge says and its quotes bear out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.judging.answers import behaviour_questions, coverage_questions, fooled, judged, lacking
from workbench.core.judging.coverage import decoy_question
from workbench.core.judging.offline import needed_offline, offline
from workbench.core.judging.question import CoverageSaid, Question
from workbench.core.records import Fixture, Judge, Measure, Result
from workbench.generator.records import Issue


@dataclass(frozen=True)
class Coverage:
    """Mean over the gold's behaviours of whether some test checks it, 0 to 1, as a judge model says.

    A claim counts only with words of a step that can fail. With a combination of a calibration card a behaviour counts
    the probability that verdict and offline evidence give together; without, `covered` counts 1 and the rest nothing.

    An answer without tests scores 0, and so does one whose tests, as the judge has it, check what no such test can
    check. A fixture without behaviours has no score.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def questions(
        self,
        result: Result,
        fixture: Fixture,
        issue: Issue,  # noqa: ARG002 - the gold says what the issue asks for
        judge: Judge,
    ) -> tuple[Question, ...]:
        """Return one question a behaviour, a decoy, and a sample of the behaviours again."""
        return coverage_questions(result.suite, fixture.gold, judge)

    def missing(self, result: Result, fixture: Fixture, evidence: Evidence) -> str | None:
        """Return how many questions have no readable answer; those that are asked again are not waited for."""
        suite, gold = result.suite, fixture.gold
        if not suite.cases or not gold.behaviours:
            return None
        if evidence.answers is None:
            return "there is no judge"
        judge = evidence.answers.judge
        decoy = decoy_question(suite, judge, language=gold.language)
        return lacking((*behaviour_questions(suite, gold, judge), decoy), evidence.answers)

    def texts(self, result: Result, fixture: Fixture) -> tuple[str, ...]:
        """Return the texts whose sentence vectors a combination needs."""
        if not result.suite.cases:
            return ()
        return needed_offline(fixture.gold.behaviours, result.suite, fixture.gold.language)

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Count what the judge's answers bear out. `missing` says whether they are all there."""
        suite, gold = result.suite, fixture.gold
        if not gold.behaviours:
            return Measure(None, "the gold names no behaviour")
        if not suite.cases:
            return Measure(0.0, "there are no tests")
        answers, values = evidence.answers, probabilities(result, fixture, evidence)
        if answers is None or values is None:
            return Measure(None, self.missing(result, fixture, evidence) or evidence.lacks or "the model is missing")
        if fooled(suite, gold, answers):
            return Measure(0.0, "the judge says that the tests check what no such test can check")
        said = [each for each in judged(suite, gold, answers) if each is not None]
        return Measure(fmean(values), _detail(said, behaviour_questions(suite, gold, answers.judge)[0].withheld))


def probabilities(result: Result, fixture: Fixture, evidence: Evidence) -> list[float] | None:
    """Return what each behaviour counts, 0 to 1, in the gold's order; None where an answer or the evidence is missing.

    Tests that the judge finds the decoy checked in count nothing.
    """
    suite, gold, answers = result.suite, fixture.gold, evidence.answers
    if not suite.cases or not gold.behaviours:
        return [0.0] * len(gold.behaviours)
    if answers is None:
        return None
    said, yes = judged(suite, gold, answers), fooled(suite, gold, answers)
    if yes is None or None in said:
        return None
    if yes:
        return [0.0] * len(said)
    return _together([each for each in said if each is not None], result, fixture, evidence)


def _together(said: Sequence[CoverageSaid], result: Result, fixture: Fixture, evidence: Evidence) -> list[float] | None:
    combination = evidence.combination
    if combination is None:
        return [float(each.verdict == "covered") for each in said]
    if evidence.lacks or evidence.fitted is None:
        return None
    gold = fixture.gold
    found = offline(gold.behaviours, result.suite, gold.language, vectors=evidence.vectors, fitted=evidence.fitted)
    return [combination.probability(each.verdict, value) for each, value in zip(said, found, strict=True)]


def _detail(said: Sequence[CoverageSaid], withheld: int) -> str:
    covered = sum(each.verdict == "covered" for each in said)
    partly = sum(each.verdict == "partly" for each in said)
    refuted = sum(each.reason is not None for each in said)
    parts = [f"{covered} of {len(said)} behaviours covered" + (f", {partly} partly" if partly else "")]
    if refuted:
        parts.append(f"{refuted} {'claim' if refuted == 1 else 'claims'} without a quote that holds")
    if withheld:
        parts.append(f"{withheld} {'step' if withheld == 1 else 'steps'} withheld")
    return "; ".join(parts)

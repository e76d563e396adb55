"""What a judge is asked about a generation, which of its answers are believed, and which are missing."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from workbench.core.judging.coverage import coverage_question, decoy_question, read_coverage
from workbench.core.judging.faithfulness import faithfulness_question, read_faithfulness
from workbench.core.judging.question import ATTEMPTS, Answers, CoverageSaid, Question, SupportSaid
from workbench.core.records import Gold, Judge
from workbench.generator.records import Completion, Issue, TestSuite


def believed(question: Question, answers: Sequence[Completion]) -> CoverageSaid | SupportSaid | None:
    """Return what counts of the first answer that can be read; None where none can."""
    read = read_coverage if question.kind == "coverage" else read_faithfulness
    return next((said for each in answers if (said := read(question, each)) is not None), None)


def behaviour_questions(suite: TestSuite, gold: Gold, judge: Judge) -> tuple[Question, ...]:
    """Return one question a behaviour, in the gold's order."""
    return tuple(coverage_question(each, suite, judge, language=gold.language) for each in gold.behaviours)


def coverage_questions(suite: TestSuite, gold: Gold, judge: Judge) -> tuple[Question, ...]:
    """Return all that is asked about coverage: each behaviour, one decoy, and a sample of the behaviours again.

    Nothing is asked where there are no tests or no behaviours.
    """
    if not suite.cases or not gold.behaviours:
        return ()
    first = behaviour_questions(suite, gold, judge)
    again = tuple(
        coverage_question(behaviour, suite, judge, language=gold.language, again=True)
        for behaviour, question in zip(gold.behaviours, first, strict=True)
        if sampled(question, judge.retest)
    )
    return (*first, decoy_question(suite, judge, language=gold.language), *again)


def support_questions(suite: TestSuite, issue: Issue, judge: Judge, *, language: str) -> tuple[Question, ...]:
    """Return one question for each test, those of which nothing can be shown included."""
    return tuple(
        faithfulness_question(place, suite, issue, judge, language=language) for place in range(len(suite.cases))
    )


def faithfulness_questions(suite: TestSuite, issue: Issue, judge: Judge, *, language: str) -> tuple[Question, ...]:
    """Return all that is asked about faithfulness: each test that has a step to show."""
    return tuple(each for each in support_questions(suite, issue, judge, language=language) if each.steps)


def judged(suite: TestSuite, gold: Gold, answers: Answers) -> tuple[CoverageSaid | None, ...]:
    """Return what was said of each behaviour, in the gold's order; None where there is no readable answer.

    A decoy that got a yes is not taken into account: see `fooled`.
    """
    return tuple(
        said if isinstance(said, CoverageSaid) else None
        for said in (believed(each, answers.to(each)) for each in behaviour_questions(suite, gold, answers.judge))
    )


def fooled(suite: TestSuite, gold: Gold, answers: Answers) -> bool | None:
    """Return whether the judge claimed that the tests check the decoy, quote or not; None where it has not answered."""
    decoy = decoy_question(suite, answers.judge, language=gold.language)
    said = believed(decoy, answers.to(decoy))
    return said.claimed != "not" if isinstance(said, CoverageSaid) else None


def retested(
    suite: TestSuite, gold: Gold, answers: Answers
) -> tuple[tuple[CoverageSaid | None, CoverageSaid | None], ...]:
    """Return for each behaviour of the sample what was said first and again."""
    pairs = zip(gold.behaviours, behaviour_questions(suite, gold, answers.judge), strict=True)
    chosen = [(behaviour, first) for behaviour, first in pairs if sampled(first, answers.judge.retest)]
    return tuple(
        (_said(first, answers), _said(_again(behaviour.id, suite, gold, answers.judge), answers))
        for behaviour, first in chosen
    )


def sampled(question: Question, share: float) -> bool:
    """Return whether a question is one of the sample that is asked again; its content decides."""
    content = question.asks[0].messages[-1].content
    return int(sha256(content.encode("utf-8", "replace")).hexdigest()[:8], 16) < share * 2**32


def lacking(questions: Iterable[Question], answers: Answers | None) -> str | None:
    """Return how many questions have no readable answer, and why; None where each has one."""
    asked = list(questions)
    found = [(each, answers.to(each) if answers else []) for each in asked]
    without = [stored for each, stored in found if believed(each, stored) is None]
    unreadable = sum(len(stored) >= ATTEMPTS for stored in without)
    counts = {"not asked": len(without) - unreadable, f"unreadable {ATTEMPTS} times": unreadable}
    if not without:
        return None
    why = ", ".join(f"{number} {reason}" for reason, number in counts.items() if number)
    return f"{len(without)} of {len(asked)} questions have no answer: {why}"


def _said(question: Question, answers: Answers) -> CoverageSaid | None:
    said = believed(question, answers.to(question))
    return said if isinstance(said, CoverageSaid) else None


def _again(name: str, suite: TestSuite, gold: Gold, judge: Judge) -> Question:
    behaviour = next(each for each in gold.behaviours if each.id == name)
    return coverage_question(behaviour, suite, judge, language=gold.language, again=True)

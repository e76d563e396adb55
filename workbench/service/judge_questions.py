"""What a judge is asked when it is calibrated: the labelled verdicts, and what it has to say no to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.adversaries import echo
from workbench.core.judging.answers import sampled
from workbench.core.judging.coverage import coverage_question, decoy_question
from workbench.core.judging.question import Question
from workbench.core.labelled import LabelledIssue, LabelledSuite, gold_of
from workbench.core.mutants import Mutant, mutants
from workbench.core.records import Behaviour, Judge
from workbench.generator.prompt.digest import digest
from workbench.generator.records import Issue, TestSuite

Purpose = Literal["verdict", "again", "mutant", "echo", "decoy"]
RETESTED: Final = 0.2
"""Share of the labelled verdicts that are asked twice at a calibration."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Put:
    """A question of a calibration, and what it is there for.

    Attributes:
        purpose: `verdict` and `again` are about a labelled verdict; to `mutant`, `echo` and `decoy` the answer is no.
        suite: the suite's name; that of the echo suite is `echo`.
        behaviour: the id; of a mutant that of its original.
        mutant: what is asked about instead of the behaviour.
    """

    purpose: Purpose
    issue: str
    suite: str
    behaviour: str
    mutant: Mutant | None = None
    question: Question


def judge_questions(issues: Sequence[tuple[LabelledIssue, Issue | None]], judge: Judge) -> Iterator[Put]:
    """Yield every question of a calibration of `coverage`.

    Of a verdict that the labels call covered one mutant of the behaviour is asked, by turns of all mutators that change
    it. Echo suites repeat the behaviours in their names and check nothing.

    Args:
        issues: rated, each with its text where that is known; without it there is no echo suite.
        judge: whom to ask.
    """
    for labelled, issue in issues:
        for suite in labelled.suites:
            yield from _of_suite(labelled, suite, judge)
        if issue is not None and labelled.behaviours:
            yield from _echo(labelled, issue, judge)


def echo_suite(labelled: LabelledIssue, issue: Issue) -> LabelledSuite:
    """Return the suite of an issue that repeats its behaviours and checks nothing."""
    suite = echo(issue, labelled.behaviours, labelled.language)
    return LabelledSuite(name="echo", suite=suite, tests=(), verdicts={})


def _of_suite(labelled: LabelledIssue, suite: LabelledSuite, judge: Judge) -> Iterator[Put]:
    if not suite.suite.cases:
        return
    for each in labelled.behaviours:
        if each.id not in suite.verdicts:
            continue
        first = _put("verdict", labelled, suite.name, each, suite.suite, judge)
        yield first
        if sampled(first.question, RETESTED):
            yield _put("again", labelled, suite.name, each, suite.suite, judge)
        if suite.verdicts[each.id] == "covered":
            yield from _mutant(labelled, suite, each, judge)
    yield Put(
        purpose="decoy", issue=labelled.key, suite=suite.name, behaviour="",
        question=decoy_question(suite.suite, judge, language=labelled.language),
    )  # fmt: skip


def _mutant(labelled: LabelledIssue, suite: LabelledSuite, behaviour: Behaviour, judge: Judge) -> Iterator[Put]:
    found = mutants(behaviour, gold_of(labelled))
    if not found:
        return
    turn = int(digest([labelled.key, suite.name, behaviour.id]).rpartition(":")[2][:8], 16) % len(found)
    chosen = found[turn]
    question = coverage_question(chosen.behaviour, suite.suite, judge, language=labelled.language)
    yield Put(
        purpose="mutant", issue=labelled.key, suite=suite.name, behaviour=behaviour.id, mutant=chosen,
        question=question,
    )  # fmt: skip


def _echo(labelled: LabelledIssue, issue: Issue, judge: Judge) -> Iterator[Put]:
    suite = echo_suite(labelled, issue)
    for each in labelled.behaviours:
        yield _put("echo", labelled, suite.name, each, suite.suite, judge)


def _put(
    purpose: Purpose, labelled: LabelledIssue, name: str, behaviour: Behaviour, suite: TestSuite, judge: Judge
) -> Put:
    question = coverage_question(behaviour, suite, judge, language=labelled.language, again=purpose == "again")
    return Put(purpose=purpose, issue=labelled.key, suite=name, behaviour=behaviour.id, question=question)

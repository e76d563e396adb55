"""Asking scripted judges in process, without store and budget."""

from collections.abc import Sequence
from typing import Any

from tests.builders import FREE, cold, evidence, result, spec
from workbench.core.judging.answers import believed
from workbench.core.judging.question import Answers, Question
from workbench.core.keys import call_key
from workbench.core.records import Fixture, Judge, Measure, ModelEntry
from workbench.generator.models import Model
from workbench.generator.records import Completion, TestSuite
from workbench.scorers.base import AsksJudge

RUBRICS = {"coverage": "Decide whether tests check a behaviour.", "faithfulness": "Decide where steps come from."}


def judge(*, retest: float = 0.0) -> Judge:
    """A judge with rubrics of one line."""
    entry = ModelEntry(spec=spec("judges/scripted"), parallel=1, ignores=frozenset(), price=FREE)
    return Judge(entry=entry, params=cold(), rubrics=RUBRICS, retest=retest)


def asked(questions: Sequence[Question], model: Model, by: Judge | None = None) -> Answers:
    """What a model answers, each question up to its first readable answer."""
    who = by or judge()
    found: dict[str, Completion] = {}
    for question in questions:
        for ask in question.asks:
            answer = found[call_key(who.entry.spec, ask)] = model.complete(ask)
            if believed(question, [answer]) is not None:
                break
    return Answers(judge=who, found=found)


def judged_by(
    model: Model, scorer: AsksJudge, tests: TestSuite, given: Fixture, *, by: Judge | None = None, **more: Any
) -> Measure:
    """What a judged scorer measures with a model's answers."""
    before = evidence(given)
    who = by or judge()
    questions = scorer.questions(result(tests), given, before.issue, who)
    found = evidence(given, answers=asked(questions, model, who), **more)
    measured: Measure = scorer.measure(result(tests), given, found)  # type: ignore[attr-defined]
    return measured

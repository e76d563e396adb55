"""What a judge is asked about where a test's steps come from, and what of its answer counts."""

import re
from typing import Any, Final, get_args

from workbench.core.judging.asking import FAITHFULNESS_FRAME, FAITHFULNESS_SCHEMA, requests
from workbench.core.judging.guard import speaks_to_judge
from workbench.core.judging.question import Question, ShownStep, Support, SupportSaid
from workbench.core.judging.saying import normal, object_in, stands_in
from workbench.core.judging.showing import as_data, fenced, steps_of_suite
from workbench.core.records import Judge
from workbench.core.text.sources import texts
from workbench.core.text.words import stop_words, words
from workbench.generator.records import Completion, Issue, TestSuite

SHORTEST_QUOTE: Final = 2
"""Words with content that a quote of the issue has at least, unless it is a whole sentence or line of it."""

_VERDICTS: Final[tuple[Support, ...]] = get_args(Support)
_LINE: Final = re.compile(r"\n+")
_SENTENCE: Final = re.compile(r"\n+|(?<=[.;!?])\s+|\s+\|\s+")
_EMPTY: Final = frozenset[str]().union(*(stop_words(code) for code in ("en", "de", "fr", "es", "nl", "pt")))


def faithfulness_question(case_index: int, suite: TestSuite, issue: Issue, judge: Judge, *, language: str) -> Question:
    """Return the question where each step of a test comes from: the issue, or nowhere.

    Lines of the issue that speak to the judge are left out, as such steps are.

    Args:
        case_index: the test's place in the suite, from 0.
        suite: the tests.
        issue: as production's intake prepared it.
        judge: whom, with a rubric named `faithfulness`.
        language: of the gold.
    """
    source = [line for text in texts(issue) for line in _LINE.split(text) if line.strip() and not speaks_to_judge(line)]
    shown = steps_of_suite(suite, f"faithfulness/{source}", language=language, only=case_index)
    lines = [as_data(issue=line) for line in source]
    data = fenced([*lines, *shown.lines])
    asks = requests(judge.rubrics["faithfulness"], FAITHFULNESS_FRAME, data, FAITHFULNESS_SCHEMA, judge, again=False)
    return Question(
        kind="faithfulness",
        about=str(case_index),
        asks=asks,
        steps=shown.steps,
        source="\n".join(source),
        withheld=shown.withheld,
    )


def read_faithfulness(question: Question, completion: Completion) -> SupportSaid | None:
    """Return what counts of an answer; None where it cannot be read and the question has to be asked again.

    `stated` and `implied` need a quote that stands in the issue; only a test's context can be a `precondition`.
    Otherwise a step is `invented`. An answer that leaves a step out, or judges one twice, cannot be read.
    """
    found = object_in(completion)
    if found is None or set(found) != {"steps"} or not isinstance(found["steps"], list):
        return None
    known = {step.id for step in question.steps}
    said = [each for each in found["steps"] if _is_verdict(each)]
    by_id = {each["id"]: each for each in said if each["id"] in known}
    counted = sum(each["id"] in known for each in said)
    if len(said) != len(found["steps"]) or not len(by_id) == counted == len(known):
        return None
    claimed = [by_id[step.id] for step in question.steps]
    source = _Source(question.source)
    held = tuple(source.verdict(step, each) for step, each in zip(question.steps, claimed, strict=True))
    return SupportSaid(
        verdicts=held, refuted=sum(one != each["verdict"] for one, each in zip(held, claimed, strict=True))
    )


def _is_verdict(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"id", "quote", "verdict"}
        and all(isinstance(each, str) for each in value.values())
        and value["verdict"] in _VERDICTS
    )


class _Source:
    """An issue's text, in which quotes are looked up."""

    def __init__(self, text: str) -> None:
        self._lines = [normal(line) for line in _LINE.split(text)]
        self._sentences = {normal(part) for part in _SENTENCE.split(text)} | set(self._lines)

    def verdict(self, step: ShownStep, said: dict[str, Any]) -> Support:
        """What counts of the verdict on a step."""
        verdict: Support = said["verdict"]
        if verdict == "precondition":
            return verdict if step.context else "invented"
        return verdict if verdict == "invented" or self._holds(normal(said["quote"])) else "invented"

    def _holds(self, quote: str) -> bool:
        if not quote or quote in self._sentences:
            return bool(quote)
        content = sum(word not in _EMPTY for word in words(quote))
        return content >= SHORTEST_QUOTE and any(stands_in(quote, line, words_at_least=1) for line in self._lines)

"""What a judge is asked about a behaviour, and what of its answer counts."""

from typing import Final, get_args

from workbench.core.judging.asking import COVERAGE_FRAME, COVERAGE_SCHEMA, requests
from workbench.core.judging.decoys import decoy_for
from workbench.core.judging.question import DECOY, Coverage, CoverageSaid, Question
from workbench.core.judging.saying import normal, object_in, stands_in
from workbench.core.judging.showing import as_data, fenced, steps_of_suite
from workbench.core.records import Behaviour, Judge
from workbench.generator.records import Completion, TestSuite

SHORTEST_QUOTE: Final = 3
"""Words that a quote has at least, unless it is the whole step."""

_VERDICTS: Final[tuple[Coverage, ...]] = get_args(Coverage)


def coverage_question(
    behaviour: Behaviour, suite: TestSuite, judge: Judge, *, language: str, again: bool = False
) -> Question:
    """Return the question whether one of a suite's tests would fail if a behaviour were broken.

    Who wrote the tests, under which prompt, and what they are called is not shown. Equal steps make equal requests.

    Args:
        behaviour: of the gold.
        suite: with at least one test.
        judge: whom, with a rubric named `coverage`.
        language: of the gold.
        again: ask a second time, the tests in another order.
    """
    return _question(behaviour.id, behaviour.statement, suite, judge, language=language, again=again)


def decoy_question(suite: TestSuite, judge: Judge, *, language: str) -> Question:
    """Return the same question about a behaviour of another field, which none of the tests can check.

    Nothing tells it from the others. Whoever says yes to it says yes by habit, or because a test asked for it.
    """
    return _question(DECOY, decoy_for(suite, language), suite, judge, language=language, again=False)


def read_coverage(question: Question, completion: Completion) -> CoverageSaid | None:
    """Return what counts of an answer; None where it cannot be read and the question has to be asked again.

    A claim counts if its quote stands in a step that it names, and that step is an outcome that can fail. Otherwise it
    is `not`, and says why.
    """
    found = object_in(completion)
    if found is None or set(found) != {"steps", "quote", "verdict"}:
        return None
    ids, quote, verdict = found["steps"], found["quote"], found["verdict"]
    if not isinstance(quote, str) or not _are_texts(ids) or verdict not in _VERDICTS:
        return None
    if verdict == "not":
        return CoverageSaid(verdict="not", claimed="not")
    return _held(question, ids, normal(quote), verdict)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _held(question: Question, ids: list[str], quote: str, claimed: Coverage) -> CoverageSaid:
    """The claim where its quote holds, else `not` with the reason."""
    places = {step.id: place for place, step in enumerate(question.steps)}
    named = tuple(dict.fromkeys(places[each.strip()] for each in ids if each.strip() in places))
    quoted = [
        place for place in named if stands_in(quote, normal(question.steps[place].text), words_at_least=SHORTEST_QUOTE)
    ]
    checking = next((place for place in quoted if question.steps[place].checks), None)
    if checking is not None:
        return CoverageSaid(verdict=claimed, claimed=claimed, test=question.steps[checking].test, steps=named)
    reason = "it names no step that there is" if not named else "the quote is in none of the steps that it names"
    return CoverageSaid(
        verdict="not", claimed=claimed, steps=named, reason="the quoted step checks nothing" if quoted else reason
    )


def _question(about: str, statement: str, suite: TestSuite, judge: Judge, *, language: str, again: bool) -> Question:
    salt = f"coverage/{'again' if again else 'first'}/{statement}"
    shown = steps_of_suite(suite, salt, language=language)
    data = fenced([as_data(behaviour=statement), *shown.lines])
    asks = requests(judge.rubrics["coverage"], COVERAGE_FRAME, data, COVERAGE_SCHEMA, judge, again=again)
    return Question(kind="coverage", about=about, again=again, asks=asks, steps=shown.steps, withheld=shown.withheld)

"""An answer read as a test suite: lenient about its wrapping, strict about its meaning.

The whole answer counts or none of it. A reason never quotes the answer, which may quote the issue.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from workbench.generator.output import dialects, unwrap
from workbench.generator.output.contract import AnsweredCase, AnsweredSuite
from workbench.generator.output.document import Document, Scenario, Step
from workbench.generator.output.gherkin import parse
from workbench.generator.output.refusals import MAX_CHARS
from workbench.generator.output.tags import criteria_and_labels
from workbench.generator.records import Contract, Reading, TestCase, TestStep, TestSuite

_MAX_STARTS: Final = 200
_TITLE_CHARS: Final = 200
_FEATURE_TITLE_CHARS: Final = 300


class _UnusableError(Exception):
    """The answer cannot be used; the text is the reason."""


class _BrokenJsonError(_UnusableError):
    """The JSON breaks here."""


def read(text: str, *, output: Contract, criteria: Sequence[str]) -> Reading:
    """Read the tests out of a model's answer. Takes any text and never raises.

    Args:
        text: the whole answer.
        output: the contract it was asked to keep.
        criteria: ids of the issue's acceptance criteria; other ids that the tests name stay labels.
    """
    try:
        suite = READERS[output](_some(text), frozenset(criteria))
    except _UnusableError as error:
        return Reading(suite=TestSuite(), reason=str(error))
    except ValidationError as error:
        return Reading(suite=TestSuite(), reason=_told(error))
    return Reading(suite=suite)


def _some(text: str) -> str:
    if len(text) > MAX_CHARS:
        raise _UnusableError(f"the answer is longer than {MAX_CHARS:,} characters")
    text = unwrap.plain(text)
    if not text.strip():
        raise _UnusableError("the answer is empty")
    return text


def _told(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"not the test suite that was asked for: {where}: {first['msg'].lower()}"


# Gherkin ---------------------------------------------------------------------------------------


def _read_gherkin(text: str, known: frozenset[str]) -> TestSuite:
    document = parse(unwrap.feature_in(text))
    if document.faults:
        _refuse(text, document)
    return TestSuite(
        title=document.title[:_FEATURE_TITLE_CHARS],
        language=document.language,
        cases=tuple(_case(scenario, n, known) for n, scenario in enumerate(document.scenarios, start=1)),
    )


def _refuse(text: str, document: Document) -> NoReturn:
    language = dialects.guess(text) if dialects.declared(text) is None else None
    if language is not None:
        raise _UnusableError(f"keywords of {language!r} without a '# language: {language}' line")
    first = document.faults[0]
    raise _UnusableError(f"not valid Gherkin: {first.id} {first.text} (line {first.line})")


def _case(scenario: Scenario, number: int, known: frozenset[str]) -> TestCase:
    criteria, labels = criteria_and_labels(scenario.tags, known)
    more, _ = criteria_and_labels([tag for table in scenario.examples for tag in table.tags], known)
    return TestCase(
        title=scenario.title[:_TITLE_CHARS] or f"Scenario {number}",
        preconditions=tuple(_on_one_line(step) for step in scenario.background),
        scenario=scenario.source,
        criteria=tuple(dict.fromkeys(criteria + more)),
        labels=labels,
    )


def _on_one_line(step: Step) -> str:
    return " ".join(f"{step.text} {step.argument}".split())


# JSON ------------------------------------------------------------------------------------------


def _read_json(text: str, known: frozenset[str]) -> TestSuite:
    answered = AnsweredSuite.model_validate(_suite_in(unwrap.without_fences(text)))
    return TestSuite(
        cases=tuple(_answered_case(case, known) for case in answered.cases),
        open_questions=tuple(filter(None, answered.open_questions)),
    )


def _answered_case(case: AnsweredCase, known: frozenset[str]) -> TestCase:
    criteria, labels = criteria_and_labels([name for name in case.criteria if name], known)
    return TestCase(
        title=case.title,
        technique=case.technique,
        preconditions=tuple(filter(None, case.preconditions)),
        steps=tuple(TestStep(action=step.action, expected=step.expected) for step in case.steps),
        criteria=criteria,
        labels=labels,
    )


def _suite_in(text: str) -> dict[str, Any]:
    """The one suite of an answer; what comes after it may be broken, as prose with brackets is."""
    found: dict[str, Any] | None = None
    try:
        for suite in filter(None, map(_as_suite, _values(text))):
            if found is not None:
                raise _UnusableError("more than one JSON with test cases in the answer")
            found = suite
    except _BrokenJsonError:
        if found is None:
            raise
    if found is None:
        raise _UnusableError("no JSON with test cases in the answer")
    return found


def _as_suite(value: Any) -> dict[str, Any] | None:  # noqa: ANN401
    if isinstance(value, dict) and "cases" in value:
        return value
    if isinstance(value, list) and value and all(isinstance(each, dict) and "title" in each for each in value):
        return {"cases": value}
    return None


def _values(text: str) -> Iterator[Any]:
    """The outermost objects and arrays in a text, from left to right.

    After one that is broken the search goes on behind the break, so that no part of half a suite is
    taken for a whole one.
    """
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    position, end = 0, len(text.rstrip())
    for _ in range(_MAX_STARTS):
        start = _next_start(text, position)
        if start is None:
            return
        try:
            value, position = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            if error.pos >= end or error.msg.startswith("Unterminated"):
                raise _BrokenJsonError("the JSON ends early") from None
            position = max(error.pos, start + 1)
        except RecursionError:
            raise _BrokenJsonError("the JSON is nested too deeply") from None
        except ValueError:
            raise _BrokenJsonError("the JSON holds a number that cannot be read") from None
        else:
            yield value


def _next_start(text: str, position: int) -> int | None:
    match = re.compile(r"[{\[]").search(text, position)
    return match.start() if match else None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


READERS: Final[dict[Contract, Callable[[str, frozenset[str]], TestSuite]]] = {
    "gherkin": _read_gherkin,
    "test_suite_json": _read_json,
}

"""The tests with people and addresses where their placeholders stand."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from workbench.generator.records import Hidden, TestCase, TestSuite

_Replace = Callable[[str], str]


def put_back(suite: TestSuite, hidden: Sequence[Hidden]) -> TestSuite:
    """Return the suite with people and addresses where their placeholders stand.

    Only a placeholder that was given out, letter by letter and not as a part of a longer word, is replaced; secrets and
    ids stay hidden. A test that would be longer than a test may be keeps its placeholders.

    Args:
        suite: as it was read from the answer.
        hidden: of the issue that was asked about.
    """
    values = {each.placeholder: each.value for each in hidden if each.value is not None}
    if not values:
        return suite
    names = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w.@+-])(?:{names})(?![\w@])(?!\.\w)")

    def replace(text: str) -> str:
        return pattern.sub(lambda match: values[match[0]] or match[0], text)

    return _suite(suite, replace)


def _suite(suite: TestSuite, replace: _Replace) -> TestSuite:
    cases = tuple(_case(case, replace) for case in suite.cases)
    given = suite.model_dump(exclude={"cases", "language"})
    try:
        return TestSuite(**_changed(given, replace), language=suite.language, cases=cases)
    except ValidationError:
        return suite.model_copy(update={"cases": cases})


def _case(case: TestCase, replace: _Replace) -> TestCase:
    try:
        return TestCase(**_changed(case.model_dump(), replace))
    except ValidationError:
        return case


def _changed(value: Any, replace: _Replace) -> Any:  # noqa: ANN401 - a dumped record
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, dict):
        return {name: _changed(each, replace) for name, each in value.items()}
    return tuple(_changed(each, replace) for each in value) if isinstance(value, tuple | list) else value

"""The tests that an issue has already, so that none is written twice: the port, and what Jira itself knows.

Xray and Zephyr Scale keep their tests elsewhere; `publish/xray` and `publish/zephyr` ask them behind the same port.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Protocol

from workbench.generator.intake.blocks import clean
from workbench.generator.records import ExistingTest

MAX_TESTS: Final = 200
MAX_TITLE_CHARS: Final = 300
TEST_TYPES: Final = (
    "Test",
    "Test Case",
    "Testcase",
    "Sub Test",
    "Sub-Test",
    "Test Execution",
    "Testfall",
    "Cas de test",
)


class ExistingTests(Protocol):
    """Something that knows which tests an issue has."""

    def of(self, document: Mapping[str, Any]) -> tuple[ExistingTest, ...]:
        """Return the tests of an issue, given as Jira's REST v3 answers it; none is empty.

        Raises:
            GeneratorError: it was asked elsewhere and did not answer.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedTests:
    """Sub-tasks and linked issues of the types that tests have; nothing is asked, the issue's own answer names them.

    Jira names their titles, not their steps.

    Attributes:
        types: names of issue types; case does not matter.
    """

    types: tuple[str, ...] = TEST_TYPES

    def of(self, document: Mapping[str, Any]) -> tuple[ExistingTest, ...]:
        """Return the tests in Jira's order, sub-tasks first, each once and at most 200; any value is taken."""
        fields = document.get("fields")
        wanted = {each.casefold() for each in self.types}
        found: dict[object, ExistingTest] = {}
        for issue in _issues(fields if isinstance(fields, dict) else {}):
            test = _test(issue, wanted)
            if test is not None:
                found.setdefault(test.key or test.title, test)
        return tuple(islice(found.values(), MAX_TESTS))


def _issues(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from _mappings(fields.get("subtasks"))
    for link in _mappings(fields.get("issuelinks")):
        for side in ("inwardIssue", "outwardIssue"):
            yield from _mappings([link.get(side)])


def _mappings(listed: object) -> Iterator[Mapping[str, Any]]:
    return (each for each in listed if isinstance(each, dict)) if isinstance(listed, list) else iter(())


def _test(issue: Mapping[str, Any], wanted: set[str]) -> ExistingTest | None:
    fields = issue.get("fields")
    fields = fields if isinstance(fields, dict) else {}
    kind, title, key = fields.get("issuetype"), _line(fields.get("summary")), issue.get("key")
    if not title or not isinstance(kind, dict) or _line(kind.get("name")).casefold() not in wanted:
        return None
    return ExistingTest(key=key[:100] if isinstance(key, str) and key else None, title=title)


def _line(value: object) -> str:
    return " ".join(clean(value[:10_000]).split())[:MAX_TITLE_CHARS] if isinstance(value, str) else ""

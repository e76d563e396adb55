"""The tests that a story has in Xray already, with their steps, for the prompt (see `intake.existing`)."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from workbench.generator.errors import XrayError
from workbench.generator.intake.blocks import clean
from workbench.generator.intake.existing import MAX_TESTS, MAX_TITLE_CHARS
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.wiki import unescaped
from workbench.generator.records import ExistingTest
from workbench.generator.remote import objects

MAX_STEPS: Final = 40
MAX_STEP_CHARS: Final = 400
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")


class XrayTests:
    """The tests that cover a story (see `ExistingTests`): their keys, titles and steps or scenarios."""

    def __init__(self, client: XrayClient) -> None:
        """Take what reads; nothing is sent."""
        self._client = client

    def of(self, document: Mapping[str, Any]) -> tuple[ExistingTest, ...]:
        """Return the tests of an issue, given as Jira's REST v3 answers it, at most 200.

        An issue without a number, or of a kind that no coverage is counted for, has none.

        Raises:
            XrayError: Xray does not answer.
        """
        number = document.get("id")
        if not isinstance(number, str) or not _NUMBER.fullmatch(number):
            return ()
        try:
            return tuple(islice(_tests(self._client.existing(number)), MAX_TESTS))
        except XrayError as error:
            if error.kind == "bad_request":
                return ()
            raise


def _tests(found: Iterator[Mapping[str, Any]]) -> Iterator[ExistingTest]:
    for each in found:
        jira = each.get("jira")
        jira = jira if isinstance(jira, dict) else {}
        title, key = _line(jira.get("summary"), MAX_TITLE_CHARS), jira.get("key")
        if title:
            yield ExistingTest(
                key=key[:100] if isinstance(key, str) and key else None,
                title=title,
                steps=tuple(islice(filter(None, _steps(each)), MAX_STEPS)),
            )


def _steps(test: Mapping[str, Any]) -> Iterator[str]:
    """Yield a test's steps, or the lines of its scenario or of what else it says, each on one line."""
    steps = objects(test.get("steps"))
    for each in steps:
        parts = (_line(each.get(name), MAX_STEP_CHARS) for name in ("action", "data", "result"))
        yield unescaped(" | ".join(filter(None, parts)))
    for name in () if steps else ("gherkin", "unstructured"):
        text = test.get(name)
        for line in (text[:20_000] if isinstance(text, str) else "").splitlines():
            yield _line(line, MAX_STEP_CHARS)


def _line(value: object, most: int) -> str:
    return " ".join(clean(value[:10_000]).split())[:most] if isinstance(value, str) else ""

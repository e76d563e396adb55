"""The tests that Zephyr Scale has for an issue already, behind intake's port `ExistingTests`."""

from collections.abc import Mapping
from typing import Any, Final

from workbench.generator.intake.blocks import clean
from workbench.generator.intake.existing import MAX_TESTS, MAX_TITLE_CHARS
from workbench.generator.output.xray_files import one_line
from workbench.generator.publish.zephyr.client import ZephyrClient
from workbench.generator.publish.zephyr.rich_text import as_text
from workbench.generator.records import ExistingTest

WITH_STEPS: Final = 50
_MOST_STEPS: Final = 40
_STEP_CHARS: Final = 400
_READ_CHARS: Final = 10_000


class ZephyrTests:
    """Test cases that are linked to an issue: all titles up to 200, and what the first 50 of them do.

    A test case is two or three requests, so steps are not read for all of a story that has hundreds.
    """

    def __init__(self, client: ZephyrClient) -> None:
        """Take what reads the service; nothing is sent."""
        self._client = client

    def of(self, document: Mapping[str, Any]) -> tuple[ExistingTest, ...]:
        """Return the tests of an issue in Zephyr's order (see `ExistingTests`).

        Raises:
            ZephyrError: Zephyr Scale does not answer.
        """
        issue = document.get("key")
        keys = self._client.linked(issue)[:MAX_TESTS] if isinstance(issue, str) and issue else ()
        found = (self._test(key, with_steps=number < WITH_STEPS) for number, key in enumerate(keys))
        return tuple(each for each in found if each is not None)

    def _test(self, key: str, *, with_steps: bool) -> ExistingTest | None:
        case = self._client.case(key)
        title = _line(case.get("name"), MAX_TITLE_CHARS) if case else ""
        if not title:
            return None
        return ExistingTest(key=key[:100], title=title, steps=self._does(key) if with_steps else ())

    def _does(self, key: str) -> tuple[str, ...]:
        """Return a test's steps, or the lines of its script."""
        lines = [_step(each.get("inline")) for each in self._client.steps(key)]
        if not lines:
            lines = [_line(each, _STEP_CHARS) for each in _said(self._client.script(key) or {}).split("\n")]
        return tuple(filter(None, lines))[:_MOST_STEPS]


def _said(script: Mapping[str, Any]) -> str:
    """Return the text of a script; in a Gherkin one `<` begins a parameter and no markup."""
    text = script.get("text")
    text = text[:_READ_CHARS] if isinstance(text, str) else ""
    return text if script.get("type") == "bdd" else as_text(text)


def _step(inline: object) -> str:
    """Return one step on a line; a call of another test says nothing of its own."""
    fields = inline if isinstance(inline, dict) else {}
    action, data, expected = (
        _line(as_text(fields.get(name)), _STEP_CHARS) for name in ("description", "testData", "expectedResult")
    )
    return one_line(f"{action}{f' ({data})' if data else ''}{f' -> {expected}' if expected else ''}", _STEP_CHARS)


def _line(value: object, most: int) -> str:
    return one_line(clean(value[:_READ_CHARS]), most) if isinstance(value, str) else ""

"""A generation as deepeval sees it: what went in, what came out, and whose it is."""

import re
from typing import TYPE_CHECKING, Final

from workbench.core.records import Cell, Result
from workbench.generator.records import Issue

if TYPE_CHECKING:
    from deepeval.test_case import LLMTestCase

# Where such a mark stands in a text, deepeval opens the file or address behind it.
_MARK: Final = re.compile(r"\[DEEPEVAL:(?=IMAGE:|PDF:)")


def test_case(cell: Cell, result: Result) -> "LLMTestCase":
    """Return a generation as a test case of deepeval; its metadata say which cell it is.

    Raises:
        EvidenceError: deepeval is not installed.
    """
    case = case_of(cell.issue, result)
    case.name = f"{cell.candidate.name} {cell.fixture.key} {cell.repeat + 1}"
    case.metadata = {
        "cell": cell.key,
        "fixture": cell.fixture.key,
        "candidate": cell.candidate.name,
        "repeat": cell.repeat,
    }
    return case


test_case.__test__ = False  # type: ignore[attr-defined]  # or pytest takes it for a test


def case_of(issue: Issue, result: Result) -> "LLMTestCase":
    """Return a test case without a cell: the issue as input and context, the last answer as it came as output."""
    from workbench.adapters.deepeval_bridge.library import LLMTestCase

    asked = defused(issue_text(issue))
    answer = result.completions[-1].text if result.completions else ""
    return LLMTestCase(input=asked, actual_output=defused(answer), context=[asked], retrieval_context=[asked])


def issue_text(issue: Issue) -> str:
    """Return an issue as plain text, with all that production's intake lets through and nothing else."""
    parts = [f"{issue.type or 'Issue'} {issue.key}: {issue.summary}", issue.description]
    if issue.criteria:
        parts.append("\n".join(["Acceptance criteria:", *(f"- {each.id}: {each.text}" for each in issue.criteria)]))
    if issue.context:
        parts.append(f"Context:\n{issue.context}")
    parts += [f"Attachment {each.name}:\n{each.text}" for each in issue.attachments if each.text]
    return "\n\n".join(part for part in parts if part)


def defused(text: str) -> str:
    """Return a text in which deepeval finds no file and no address to open."""
    return _MARK.sub("[DEEPEVAL ", text)

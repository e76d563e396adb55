"""An issue that somebody hands in by hand: a fixture without gold, which lives in memory only."""

import json
from dataclasses import dataclass
from typing import Any, Final

from workbench.core.ports import DetectLanguages
from workbench.core.records import Fixture, Gold
from workbench.generator.errors import IssueError
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions

LONGEST: Final = 1_000_000
"""Characters of the longest issue that is taken."""
_KEY: Final = "PASTED-1"
_FIELD: Final = "customfield_10001"
_ENGLISH: Final = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """An issue as it is typed: a summary, a description, and the acceptance criteria, one a line."""

    summary: str
    description: str = ""
    criteria: str = ""


def paste_issue(given: Typed | str, *, detect: DetectLanguages) -> Fixture:
    """Return a fixture without gold of what was typed, or of what Jira's REST v3 answers for an issue.

    Production's own intake reads it. Nothing is written anywhere.

    Args:
        given: the fields, or the JSON as text.
        detect: tells the language, by which some scores look words up; where it cannot, English is taken.

    Raises:
        IssueError: it is no issue; the sentence holds nothing of its text.
    """
    document = _document(given) if isinstance(given, Typed) else _parsed(given)
    issue = read_issue(document, options=IntakeOptions())
    said = "\n".join([issue.summary, issue.description, *(criterion.text for criterion in issue.criteria)])
    language = next(iter(detect([said])), None)
    return Fixture(
        key=issue.key,
        document=document,
        attachments=(),
        gold=_no_gold(issue.key, language or _ENGLISH),
        split="dev",
        group=issue.key.partition("-")[0],
    )


def _document(typed: Typed) -> dict[str, Any]:
    """Return the fields as Jira would answer them."""
    if not typed.summary.strip():
        raise IssueError("the issue has no summary; type one line that says what it is about")
    if len(typed.summary) + len(typed.description) + len(typed.criteria) > LONGEST:
        raise IssueError(f"the issue has more than {LONGEST:,} characters; leave something out")
    items = [line.strip().lstrip("-*• ").strip() for line in typed.criteria.splitlines()]
    fields: dict[str, Any] = {"summary": typed.summary, "issuetype": {"name": "Story"}}
    fields["description"] = typed.description or None
    fields[_FIELD] = "\n".join(f"- {item}" for item in items if item) or None
    return {"key": _KEY, "names": {_FIELD: "Acceptance criteria"}, "fields": fields}


def _parsed(text: str) -> dict[str, Any]:
    if not text.strip():
        raise IssueError("no issue yet; paste what Jira answers to GET /rest/api/3/issue/KEY?expand=names,schema")
    if len(text) > LONGEST:
        raise IssueError(f"the issue has more than {LONGEST:,} characters; leave something out")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise IssueError(f"the issue is not JSON (line {error.lineno}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise IssueError("the issue is JSON that cannot be read: nested too deeply, or a number is too long") from None
    if not isinstance(document, dict):
        raise IssueError("not an issue: the text holds JSON, but no object")
    return document


def _no_gold(key: str, language: str) -> Gold:
    return Gold(
        key=key,
        stratum="pasted",
        domain="",
        language=language,
        context=None,
        testable=True,
        behaviours=(),
        acceptable=(),
        forbidden=(),
        open_questions=(),
    )

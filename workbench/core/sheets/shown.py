"""What a rater sees: the issue and the tests as plain text, and nothing of who wrote them."""

import re
from collections.abc import Iterator
from itertools import dropwhile
from textwrap import dedent
from typing import Final

from workbench.generator.output.rules import CONTROL
from workbench.generator.records import Issue, TestCase, TestSuite

ISSUE_CHARS: Final = 12_000
"""An issue's text is cut after so many characters."""

_BREAK: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def suite_text(suite: TestSuite) -> str:
    """Return the tests numbered T1, T2 ... in their order.

    Tags and comments before a scenario are left out: they claim what it checks, and some tell who wrote it.
    """
    return "\n\n".join(f"T{number}{_case(case)}" for number, case in enumerate(suite.cases, start=1))


def issue_text(issue: Issue) -> str:
    """Return summary, criteria, description, context and attachments, cut after `ISSUE_CHARS`; the cut is said."""
    text = "\n\n".join(_parts(issue))
    return text if len(text) <= ISSUE_CHARS else f"{text[:ISSUE_CHARS]}\n[cut after {ISSUE_CHARS:,} characters]"


def plain(text: str) -> str:
    """Return a text with the line feed as its only line break, and no other control character than tabs."""
    return CONTROL.sub("", _BREAK.sub("\n", text)).encode("utf-8", "replace").decode("utf-8")


def _case(case: TestCase) -> str:
    before = "".join(f"\nBefore: {plain(each)}" for each in case.preconditions)
    if case.scenario is not None:
        return f"{before}\n{_scenario(case.scenario)}"
    lines = [f" {plain(case.title)}", *([plain(case.objective)] if case.objective else [])]
    for number, step in enumerate(case.steps, start=1):
        done = plain(f"{step.action} ({step.data})" if step.data else step.action)
        lines.append(f"{number}. {done}" + (f"\n   Expected: {plain(step.expected)}" if step.expected else ""))
    return f"{lines[0]}{before}\n" + "\n".join(lines[1:])


def _scenario(text: str) -> str:
    lines = dropwhile(lambda line: not line.strip() or line.lstrip()[0] in "@#", plain(text).split("\n"))
    return dedent("\n".join(lines)).rstrip()


def _parts(issue: Issue) -> Iterator[str]:
    yield plain(issue.summary)
    if issue.criteria:
        yield "Acceptance criteria:\n" + "\n".join(f"{each.id} {plain(each.text)}" for each in issue.criteria)
    if issue.description:
        yield plain(issue.description)
    if issue.context:
        yield f"Context:\n{plain(issue.context)}"
    for each in issue.attachments:
        if each.text:
            yield f"Attachment {plain(each.name)}:\n{plain(each.text)}"

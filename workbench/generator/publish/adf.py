"""Tests as Atlassian Document Format: built node by node, so that nothing in a text is ever markup.

The nodes: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/. Only those that Jira takes in
an issue's fields are made, and no mention, card, media or extension.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from workbench.generator.records import TestCase, TestSuite

Node = dict[str, Any]
# Of a field's document as JSON text; Jira answers CONTENT_LIMIT_EXCEEDED beyond.
LONGEST: Final = 32_767
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_LINKS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\\]+", re.IGNORECASE)
_SHORTENED: Final = "This was shortened: Jira takes no more text here."


def doc(*content: Node | None) -> Node:
    """Return a document of blocks; those that hold nothing are left out."""
    return {"type": "doc", "version": 1, "content": [each for each in content if each is not None]}


def text(value: str, *marks: str) -> list[Node]:
    """Return a text without control characters as a run, with marks as `strong` or `code`; none where it is empty."""
    clean = _UNSEEN.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if not clean:
        return []
    return [{"type": "text", "text": clean, **({"marks": [{"type": each} for each in marks]} if marks else {})}]


def link(value: str, href: str) -> list[Node]:
    """Return a text that leads to an address of http, https or mailto; plain text for any other."""
    runs = text(value)
    if not runs or not _LINKS.fullmatch(href):
        return runs
    return [{**runs[0], "marks": [{"type": "link", "attrs": {"href": href}}]}]


def paragraph(*runs: Sequence[Node]) -> Node:
    """Return a paragraph; line breaks within its runs are kept."""
    return {"type": "paragraph", "content": [node for run in runs for each in run for node in _broken(each)]}


def heading(value: str, level: int) -> Node | None:
    """Return a heading of a level from 1 to 6, on one line; None where it is empty."""
    runs = text(" ".join(value.split()))
    return {"type": "heading", "attrs": {"level": level}, "content": runs} if runs else None


def bullets(texts: Iterable[str]) -> Node | None:
    """Return a list; None where there are no texts."""
    items = [{"type": "listItem", "content": [paragraph(text(each))]} for each in texts]
    return {"type": "bulletList", "content": items} if items else None


def code(value: str, language: str) -> Node:
    """Return a block of code."""
    return {"type": "codeBlock", "attrs": {"language": language}, "content": text(value)}


def panel(kind: str, value: str) -> Node:
    """Return a panel: `info`, `note`, `tip`, `warning` or `error`."""
    return {"type": "panel", "attrs": {"panelType": kind}, "content": [paragraph(text(value))]}


def rule() -> Node:
    """Return a line between parts."""
    return {"type": "rule"}


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Node:
    """Return a table with a row of headings."""
    head = [{"type": "tableHeader", "attrs": {}, "content": [paragraph(text(each, "strong"))]} for each in columns]
    body = [[{"type": "tableCell", "attrs": {}, "content": [paragraph(text(each))]} for each in row] for row in rows]
    return {"type": "table", "content": [{"type": "tableRow", "content": cells} for cells in (head, *body)]}


def length(document: Node) -> int:
    """Return the characters of a document as Jira counts them at the most: its JSON text with escapes."""
    return len(json.dumps(document))


def case_description(case: TestCase, *, issue_key: str) -> Node:
    """Return a test as the description of an issue, at most `LONGEST` characters.

    Args:
        case: the test.
        issue_key: of the story.
    """
    return _fitting(lambda most: doc(*_blocks(case, most), _origin(case, issue_key)))


def suite_comment(suite: TestSuite, *, issue_key: str) -> Node:
    """Return all tests as one comment, at most `LONGEST` characters.

    Args:
        suite: the tests.
        issue_key: of the story, on which the comment stands.
    """

    def made(most: int) -> Node:
        parts = [heading(f"Tests for {issue_key}", 2)]
        for number, case in enumerate(suite.cases, start=1):
            parts += [heading(f"{number}. {case.title[:most]}", 3), *_blocks(case, most), _checks(case)]
        if suite.open_questions:
            parts += [heading("Open questions", 3), bullets(each[:most] for each in suite.open_questions)]
        return doc(*parts)

    return _fitting(made)


def _fitting(made: Callable[[int], Node]) -> Node:
    """Return what is made with texts as long as they are, else with shorter ones and a word that says so."""
    document = made(10**6)
    most = 2_048
    while length(document) > LONGEST and most >= 1:
        document = made(most)
        document["content"].insert(0, panel("note", _SHORTENED))
        most //= 2
    while length(document) > LONGEST:
        document["content"].pop()
    return document


def _blocks(case: TestCase, most: int) -> list[Node | None]:
    """Return what a test says; every text is cut after so many characters."""
    blocks: list[Node | None] = [paragraph(text(case.objective[:most]))] if case.objective else []
    if case.preconditions:
        blocks += [_label("Preconditions"), bullets(each[:most] for each in case.preconditions)]
    if case.scenario is not None:
        blocks.append(code(case.scenario[: most * 4].rstrip(), "gherkin"))
    if case.steps:
        rows = [(str(n), s.action[:most], s.data[:most], s.expected[:most]) for n, s in enumerate(case.steps, start=1)]
        blocks.append(table(("#", "Action", "Data", "Expected result"), rows))
    for name, texts in {"Assumptions": case.assumptions, "Open questions": case.open_questions}.items():
        if texts:
            blocks += [_label(name), bullets(each[:most] for each in texts)]
    return blocks


def _label(name: str) -> Node:
    return paragraph(text(name, "strong"))


def _checks(case: TestCase) -> Node | None:
    return paragraph(text(f"Checks {', '.join(case.criteria)}.")) if case.criteria else None


def _origin(case: TestCase, issue_key: str) -> Node:
    checks = f"; checks {', '.join(case.criteria)}" if case.criteria else ""
    return paragraph(text(f"For {issue_key}{checks}. Technique: {case.technique}."))


def _broken(run: Node) -> Iterable[Node]:
    """Yield a run with its line breaks as nodes."""
    for number, line in enumerate(run["text"].split("\n")):
        if number:
            yield {"type": "hardBreak"}
        if line:
            yield {**run, "text": line}

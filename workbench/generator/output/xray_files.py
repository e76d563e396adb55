"""Tests as Xray Cloud imports them: CSV of its Test Case Importer, and the JSON of its bulk import.

The columns and keys: Xray's importer and its REST v2 `import/test/bulk`.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import LONE_STARTS, lone_scenario
from workbench.generator.records import TestCase, TestSuite

COLUMNS: Final = (
    "Issue ID",
    "Test Type",
    "Test Summary",
    "Test Priority",
    "Action",
    "Data",
    "Result",
    "Test Repo",
    "Labels",
    "Gherkin definition",
    "Description",
    "Links",
)
LONGEST_SUMMARY: Final = 255
LONGEST_LABEL: Final = 255
_ACTIVE: Final = tuple("=+-@\t\r|")
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def to_xray_csv(suite: TestSuite, issue_key: str, *, neutralised: bool = True) -> str:
    """Return CSV per RFC 4180: a row a step, the rows of a test with the same `Issue ID`.

    Args:
        suite: the tests.
        issue_key: the story that they are linked to.
        neutralised: a cell that a spreadsheet would take for a formula gets a leading `'`. Importers keep that sign, so
            turn it off for a file that goes nowhere else.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, case in enumerate(suite.cases, start=1):
        for row in _rows(number, case, suite, issue_key):
            writer.writerow([_cell(each, neutralised=neutralised) for each in row])
    return out.getvalue()


def to_xray_json(suite: TestSuite, issue_key: str) -> str:
    """Return the body of Xray's bulk import: an array of tests, each linked to the story."""
    tests = [xray_test(case, suite, issue_key) for case in suite.cases]
    return json.dumps(tests, ensure_ascii=False, indent=2) + "\n"


def xray_test(case: TestCase, suite: TestSuite, issue_key: str, *labels: str) -> dict[str, Any]:
    """Return one test of the bulk import, in the story's project.

    Args:
        case: the test.
        suite: whose it is.
        issue_key: the story's key.
        labels: further ones.
    """
    fields = {
        "summary": one_line(case.title, LONGEST_SUMMARY),
        "project": {"key": issue_key.rpartition("-")[0]},
        "description": plain_description(case),
        "labels": [*labels, *labels_of(case)],
    }
    link = {"add": {"type": {"name": "Test"}, "outwardIssue": {"key": issue_key}}}
    made: dict[str, Any] = {"fields": fields, "update": {"issuelinks": [link]}}
    if case.scenario is not None:
        return {"testtype": "Cucumber", "gherkin_def": scenario_body(case, suite.language), **made}
    steps = [{"action": each.action, "data": each.data, "result": each.expected} for each in case.steps]
    return {"testtype": "Manual", "steps": steps or [{"action": case.title, "data": "", "result": ""}], **made}


def scenario_body(case: TestCase, language: str = "en") -> str:
    """Return a scenario's steps and Examples without its keyword line and tags; preconditions stand first as steps.

    A text that is no faultless scenario is returned as it is.
    """
    alone = TestSuite(title="x", language=language, cases=(case,))
    text = to_feature(alone, "X-1")
    source = "\n".join(line.removeprefix("  ") for line in text.split("\n")[_HEAD[language == "en"] :]).strip("\n")
    scenario = lone_scenario(source, language)
    if scenario is None or not scenario.steps:
        return (case.scenario or "").strip()
    lines = source.split("\n")[scenario.steps[0].line - LONE_STARTS :]
    return "\n".join(line.removeprefix("  ") for line in lines).rstrip()


_HEAD: Final = {True: 3, False: 4}  # lines before the scenario: the language, the tag, the feature and a blank


def labels_of(case: TestCase) -> list[str]:
    """Return a test's labels as Jira takes them: its criteria, its technique and its own, each once."""
    return list(dict.fromkeys(filter(None, map(jira_label, (*case.criteria, case.technique, *case.labels)))))


def jira_label(text: str) -> str:
    """Return a text as a label of Jira: no blanks, at most 255 characters; "" where nothing is left."""
    return _SPACES.sub("_", text.strip())[:LONGEST_LABEL].strip("_")


def one_line(text: str, most: int) -> str:
    """Return a text on one line without control characters, cut with an ellipsis after so many characters."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plain_description(case: TestCase) -> str:
    """Return what else is known of a test as plain text: its objective, preconditions, assumptions and questions."""
    parts = [case.objective] if case.objective else []
    named = {"Preconditions": case.preconditions, "Assumptions": case.assumptions, "Questions": case.open_questions}
    if case.scenario is not None:
        named.pop("Preconditions")  # its first steps
    parts += ["\n".join([f"{name}:", *(f"- {each}" for each in texts)]) for name, texts in named.items() if texts]
    return "\n\n".join(parts)


def _rows(number: int, case: TestCase, suite: TestSuite, issue_key: str) -> Iterator[Iterable[str]]:
    summary, labels = one_line(case.title, LONGEST_SUMMARY), " ".join(labels_of(case))
    folder, about, link = f"/AI Test Studio/{issue_key}", plain_description(case), issue_key
    priority = case.priority.capitalize()
    if case.scenario is not None:
        body = scenario_body(case, suite.language)
        yield (str(number), "Cucumber", summary, priority, "", "", "", folder, labels, body, about, link)
        return
    steps = [(each.action, each.data, each.expected) for each in case.steps] or [(case.title, "", "")]
    for place, (action, data, result) in enumerate(steps):
        head = (summary, priority) if place == 0 else ("", "")
        tail = (folder, labels, "", about, link) if place == 0 else ("", "", "", "", "")
        yield (str(number), "Manual" if place == 0 else "", *head, action, data, result, *tail)


def _cell(text: str, *, neutralised: bool) -> str:
    """Return a cell that no spreadsheet runs: what a formula begins with is looked for as it would be shown."""
    kept = text.replace("\x00", "")
    shown = unicodedata.normalize("NFKC", kept).lstrip(" \u200b\ufeff\n")
    return f"'{kept}" if neutralised and shown.startswith(_ACTIVE) else kept

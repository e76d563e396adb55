"""A verdict as JUnit XML, which build servers read: one case a check, in names and numbers, never generated text.

The form: https://github.com/testmoapp/junitxml. What could not be decided is an error, not a failure.
"""

import re
from typing import Final
from xml.etree import ElementTree

from workbench.core.verdicts import Check, Verdict

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS: Final = {"failed": "failure", "inconclusive": "error"}


def junit(verdict: Verdict, *, suite: str) -> str:
    """Return a verdict as JUnit XML.

    Args:
        verdict: on one candidate.
        suite: its name.
    """
    decisions = [check.decision for check in verdict.checks]
    counts = {
        "tests": str(len(decisions)),
        "failures": str(decisions.count("failed")),
        "errors": str(decisions.count("inconclusive")),
        "skipped": "0",
    }
    root = ElementTree.Element("testsuites", {"name": "workbench gate", **counts})
    group = ElementTree.SubElement(root, "testsuite", {"name": _clean(f"{suite}: {verdict.candidate}"), **counts})
    for check in verdict.checks:
        _add(group, check, _clean(f"{suite}.{verdict.candidate}"))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add(group: ElementTree.Element, check: Check, place: str) -> None:
    case = ElementTree.SubElement(group, "testcase", {"classname": place, "name": _clean(check.name), "time": "0"})
    if check.decision == "passed":
        return
    said = {"message": _clean(check.reason or check.decision), "type": check.decision}
    ElementTree.SubElement(case, _TAGS[check.decision], said).text = _clean(
        f"asked: {check.asked}; found: {check.found}"
    )


def _clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 has no way to write."""
    return _NO_XML.sub("?", text)

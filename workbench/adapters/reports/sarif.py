"""Lint reports as SARIF 2.1.0, which code hosts show beside the lines of a change.

The form: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Paths are relative to the working folder.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from workbench.core.lint import RULES, Finding, Report, Severity, is_house_style

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "advice": "note"}
_PLACES: Final = {rule: number for number, rule in enumerate(RULES)}


def sarif(reports: Mapping[str, Report], *, unreadable: Sequence[str] = ()) -> str:
    """Return reports as SARIF.

    Args:
        reports: by the path of the file.
        unreadable: a sentence for each path that could not be read.
    """
    run = {
        "tool": {"driver": {"name": "workbench lint", "rules": [_rule(rule) for rule in RULES]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(unreadable)],
        "results": [_result(path, each) for path, report in reports.items() for each in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    spec = RULES[rule]
    return {
        "id": rule,
        "shortDescription": {"text": spec.text},
        "help": {"text": spec.fix},
        "defaultConfiguration": {"level": _LEVELS[spec.severity]},
        "properties": {"houseStyle": is_house_style(rule)},
    }


def _invocation(unreadable: Sequence[str]) -> dict[str, Any]:
    notices = [{"level": "error", "message": {"text": sentence}} for sentence in unreadable]
    return {"executionSuccessful": not unreadable, "toolExecutionNotifications": notices}


def _result(path: str, finding: Finding) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": _PLACES[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.text}; {finding.fix}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}],
    }


def _uri(path: str) -> str:
    """A relative URI. On another drive there is none, then the file's name must do."""
    try:
        return quote(Path(os.path.relpath(path)).as_posix())
    except ValueError:
        return quote(Path(path).name)

"""Jira's answer to the issue that the prompt sees: plain text, criteria, attachments, and what was left out.

`jira` reads the issue, `adf` and `plain` its bodies into `blocks`, `criteria` finds the acceptance
criteria (`units` cuts them apart, `phrases` knows the words), `attachments` reads text files.
"""

from typing import Final

from workbench.generator.intake.jira import load_issue_document, read_issue

# Part of every cell key: raised whenever the prepared text of some issue could change.
INTAKE_VERSION: Final = 1

__all__ = ["INTAKE_VERSION", "load_issue_document", "read_issue"]

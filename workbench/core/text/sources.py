"""What an issue says, as texts and sentences: all that a test may rest on."""

import re
from typing import Final

from workbench.generator.records import Issue

_END: Final = re.compile(r"\n+|(?<=[.;!?])\s+|\s+\|\s+")


def texts(issue: Issue) -> tuple[str, ...]:
    """Return summary, description, criteria, further fields, context, attachments and existing tests, where there are.

    Tests that exist are no source of what a product does, but of words that a test may use.
    """
    attached = (part for each in issue.attachments for part in (each.name, each.text))
    criteria = (criterion.text for criterion in issue.criteria)
    fields = (part for each in issue.fields for part in (each.name, each.text))
    existing = (part for each in issue.existing for part in (each.title, *each.steps))
    found = (issue.key, issue.summary, issue.description, *criteria, *fields, issue.context, *attached, *existing)
    return tuple(text for text in found if text)


def sentences(issue: Issue) -> tuple[str, ...]:
    """Return the sentences, lines and table cells of an issue's texts, each once."""
    parts = (part.strip() for text in texts(issue) for part in _END.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))

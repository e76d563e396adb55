"""What an issue says, as texts and sentences: all that a test may rest on."""

import re
from typing import Final

from workbench.generator.records import Issue

_END: Final = re.compile(r"\n+|(?<=[.;!?])\s+|\s+\|\s+")


def texts(issue: Issue) -> tuple[str, ...]:
    """Return summary, description, criteria, context and attachments, those that there are."""
    attached = (part for each in issue.attachments for part in (each.name, each.text))
    criteria = (criterion.text for criterion in issue.criteria)
    found = (issue.key, issue.summary, issue.description, *criteria, issue.context, *attached)
    return tuple(text for text in found if text)


def sentences(issue: Issue) -> tuple[str, ...]:
    """Return the sentences, lines and table cells of an issue's texts, each once."""
    parts = (part.strip() for text in texts(issue) for part in _END.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))

"""Where a quote stands in an issue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.generator.records import Issue


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """The line or lines of an issue around a quote.

    Attributes:
        where: the part of the issue, as a reader calls it.
        before: of the same line.
        quote: as it is written there, blanks included.
        after: of the same line.
    """

    where: str
    before: str
    quote: str
    after: str


def passage(quote: str, issue: Issue) -> Passage | None:
    """Return where a quote stands first, blanks and line ends not counting, or None where it does not."""
    return next((found for where, text in _parts(issue) if (found := _in(quote, where, text))), None)


def holds(quote: str, text: str) -> bool:
    """Return whether a text holds a quote, blanks and line ends not counting."""
    return _in(quote, "", text) is not None


def _in(quote: str, where: str, text: str) -> Passage | None:
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    if found is None:
        return None
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    after = text[found.end() :] if end < 0 else text[found.end() : end]
    return Passage(where=where, before=text[start : found.start()], quote=found.group(), after=after)


def _parts(issue: Issue) -> Iterator[tuple[str, str]]:
    for criterion in issue.criteria:
        yield f"Acceptance criterion {criterion.id}", criterion.text
    yield "Description", issue.description
    for field in issue.fields:
        yield "Further field", field.text
    yield "Summary", issue.summary
    yield "Extra context", issue.context or ""
    for number, attachment in enumerate(issue.attachments, start=1):
        yield f"Attachment {number}", attachment.text or ""

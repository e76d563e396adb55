"""Issues as a source gave them: nothing is anonymised yet, so they live in memory only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

LeftOut = Literal[
    "comments", "fields", "pictures", "unreadable files", "files that are too long", "files that are not there"
]
"""What of an issue does not come in; counted, never named by its content."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourcedIssue:
    """One issue with its allowed fields alone, in Jira's REST v3 form.

    Attributes:
        key: as the source names it, in capitals.
        number: the source's own id of it; None where the source has none.
        document: `key`, `id`, `fields`, and `names` of custom fields that came in.
        attached: the text of attached files, by file name.
        left_out: what did not come in, and how often.
    """

    key: str = field(repr=False)
    number: str | None = field(repr=False)
    document: Mapping[str, Any] = field(repr=False)
    attached: Mapping[str, str] = field(repr=False)
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What of an issue may come in beyond summary, description and what is by its form no text of anybody's.

    Attributes:
        fields: further fields by id or by name, as `customfield_10100` or `Acceptance Criteria`.
        comments: whether comments come in; they lose their authors.
        attachments: whether the text of attached files comes in.
    """

    fields: tuple[str, ...] = ()
    comments: bool = False
    attachments: bool = True

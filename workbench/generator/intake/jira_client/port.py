"""What the rest of production asks of Jira, and what it gets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldName:
    """One of a site's fields: its id, the name that people gave it, and the type of its values, where Jira says it."""

    id: str
    name: str
    type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Issues that were asked for by key.

    Attributes:
        documents: as `GET /issue/KEY` answers them, in the order of the question; an issue that was moved bears its
            new key and stands at the end.
        missing: what was asked for and did not come: it does not exist, may not be seen, or failed.
    """

    documents: tuple[Document, ...] = field(repr=False)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueType:
    """A type that issues of a project may be created with."""

    id: str
    name: str
    subtask: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateField:
    """A field of the form in which an issue is created.

    Attributes:
        id: what it is set by.
        name: what people see.
        required: Jira refuses an issue without it, unless there is a default.
        has_default: Jira fills it in.
        type: of its values, or None where Jira does not say.
        allowed: the values it may have, as Jira gives them; empty where any will do.
    """

    id: str
    name: str
    required: bool
    has_default: bool = False
    type: str | None = None
    allowed: tuple[Document, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateMeta:
    """What may and must be set when an issue of one type is created."""

    issue_type: IssueType
    fields: tuple[CreateField, ...]


class Jira(Protocol):
    """A Jira site that issues are read from.

    Every method raises `JiraError` where Jira does not answer, and `IssueError` for a key that can be none.
    """

    def fields(self) -> tuple[FieldName, ...]:
        """Return all fields of the site; nobody's content."""

    def issue(self, key: str, *, fields: Sequence[str]) -> Document:
        """Return one issue as REST v3 answers it, with `names` and `schema`.

        Args:
            key: `SHOP-12`, or the issue's id.
            fields: ids of those that are wanted; nothing else is asked for.
        """

    def issues(self, keys: Sequence[str], *, fields: Sequence[str]) -> Found:
        """Return many issues by key, a hundred a request."""

    def search(self, jql: str, *, fields: Sequence[str], limit: int) -> tuple[Document, ...]:
        """Return at most `limit` issues that a query finds, in its order. The query has to be bounded."""

    def attachment(self, id_: str, *, max_bytes: int) -> bytes:
        """Return the bytes of an attachment by its id, at most so many; more is `too_large`."""

    def issue_types(self, project: str) -> tuple[IssueType, ...]:
        """Return the types that issues of a project, by key or id, may be created with."""

    def createmeta(self, project: str, issue_type: str) -> CreateMeta:
        """Return the form of one issue type, by id or name, of a project; `not_found` where there is no such type."""

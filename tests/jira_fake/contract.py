"""What a request of ours to Jira may look like, operation by operation. Small, and always there to check against."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

Key = Annotated[str, Field(pattern=r"^([A-Za-z][A-Za-z0-9_]*-[1-9][0-9]*|[1-9][0-9]*)$")]
FieldId = Annotated[str, Field(pattern=r"^(\*all|[a-zA-Z]+|customfield_[0-9]+)$")]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as it arrived; `path` is without query and without the gateway's prefix."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    prefix: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The query, by name."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class Fetch(_Closed):
    """POST /issue/bulkfetch."""

    issue_ids_or_keys: Annotated[list[Key], Field(min_length=1, max_length=100)]
    fields: Annotated[list[FieldId], Field(min_length=1)]
    expand: list[str] = []


class Search(_Closed):
    """POST /search/jql."""

    jql: Annotated[str, Field(min_length=1)]
    fields: Annotated[list[FieldId], Field(min_length=1)]
    max_results: Annotated[int, Field(ge=1, le=100)]
    expand: str = ""
    next_page_token: str | None = None


class Named(_Closed):
    """Something by its name."""

    name: str


class Keyed(_Closed):
    """An issue or a project by its key."""

    key: str


class Link(_Closed):
    """POST /issueLink."""

    type: Named
    inward_issue: Keyed
    outward_issue: Keyed


class Property(_Closed):
    """An entity property; ours hold digests and nothing else."""

    key: Annotated[str, Field(pattern="^ai-test-studio$")]
    value: dict[Annotated[str, Field(pattern="^(run|case)$")], Annotated[str, Field(pattern="^[0-9a-f]{12,64}$")]]


class Create(_Closed):
    """POST /issue."""

    fields: dict[FieldId, Any]
    update: dict[Annotated[str, Field(pattern="^issuelinks$")], Any] = {}
    properties: list[Property]


class Comment(_Closed):
    """POST /issue/KEY/comment; its body is a document."""

    body: dict[str, Any]
    properties: list[Property]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A call: how its path looks, which query it may have with what values, and its body."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: type[BaseModel] | None = None
    form: bool = False


_PAGED = {"startAt": "[0-9]+", "maxResults": "[1-9]|[1-9][0-9]|1[0-9]{2}|200"}
OPERATIONS: Mapping[str, Operation] = {
    "fields": Operation(method="GET", path="/field"),
    "issue": Operation(
        method="GET",
        path=r"/issue/(?P<key>[^/]+)",
        query={"fields": r"[A-Za-z0-9_*]+(,[A-Za-z0-9_]+)*", "expand": r"names,schema"},
    ),
    "create": Operation(method="POST", path="/issue", body=Create),
    "link": Operation(method="POST", path="/issueLink", body=Link),
    "link_types": Operation(method="GET", path="/issueLinkType"),
    "comments": Operation(
        method="GET",
        path=r"/issue/(?P<key>[^/]+)/comment",
        query={"startAt": "[0-9]+", "maxResults": "100", "expand": "properties"},
    ),
    "comment": Operation(method="POST", path=r"/issue/(?P<key>[^/]+)/comment", body=Comment),
    "attach": Operation(method="POST", path=r"/issue/(?P<key>[^/]+)/attachments", form=True),
    "issues": Operation(method="POST", path="/issue/bulkfetch", body=Fetch),
    "search": Operation(method="POST", path="/search/jql", body=Search),
    "attachment": Operation(method="GET", path=r"/attachment/content/(?P<id>[0-9]+)", query={"redirect": "true|false"}),
    "issue_types": Operation(method="GET", path=r"/issue/createmeta/(?P<project>[^/]+)/issuetypes", query=_PAGED),
    "form": Operation(
        method="GET", path=r"/issue/createmeta/(?P<project>[^/]+)/issuetypes/(?P<type>[^/]+)", query=_PAGED
    ),
}


def operation_of(seen: Seen) -> tuple[str, dict[str, str]] | None:
    """The name of the operation that a request is, and the values in its path."""
    below = seen.path.removeprefix("/rest/api/3")
    for name, operation in OPERATIONS.items():
        match = re.fullmatch(operation.path, below)
        if match and operation.method == seen.method:
            return name, match.groupdict()
    return None


def breach(seen: Seen) -> str | None:
    """What a request does that none of ours may, or None."""
    found = operation_of(seen)
    if found is None:
        return f"no operation {seen.method} {seen.path}"
    operation = OPERATIONS[found[0]]
    for name, value in seen.asked.items():
        if name not in operation.query or not re.fullmatch(operation.query[name], value):
            return f"{found[0]}: query {name}={value}"
    return _body_breach(found[0], operation, seen)


def _body_breach(name: str, operation: Operation, seen: Seen) -> str | None:
    if operation.form:
        return None if seen.headers.get("content-type", "").startswith("multipart/form-data; ") else f"{name}: no form"
    if operation.body is None:
        return f"{name}: a body" if seen.body else None
    if seen.headers.get("content-type") != "application/json":
        return f"{name}: content type"
    try:
        operation.body.model_validate_json(seen.body)
    except ValidationError as error:
        return f"{name}: {error}"
    return None


Check = Callable[[Seen], str | None]

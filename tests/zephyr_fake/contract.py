"""What a request of ours to Zephyr Scale may look like. Small, and always there to check against."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from tests.jira_fake.contract import Seen

Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"\S")]
Project = Annotated[str, Field(pattern=r"^[A-Z][A-Z_0-9]+$")]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Case(_Closed):
    """POST /testcases."""

    project_key: Project
    name: Name
    objective: str | None = None
    precondition: str | None = None
    labels: list[Annotated[str, Field(pattern=r"^\S{1,255}$")]] = []
    priority_name: Name | None = None
    status_name: Name | None = None
    folder_id: Annotated[int, Field(ge=1)] | None = None
    custom_fields: dict[str, Any] = {}


class Folder(_Closed):
    """POST /folders; a root has no parent, not a null one."""

    project_key: Project
    name: Name
    folder_type: Literal["TEST_CASE"]
    parent_id: Annotated[int, Field(ge=1)] = 1


class Inline(_Closed):
    """One step."""

    description: Annotated[str, Field(min_length=1)]
    test_data: str
    expected_result: str


class Step(_Closed):
    """A step of its own, never another test case."""

    inline: Inline


class Steps(_Closed):
    """POST /testcases/{key}/teststeps."""

    mode: Literal["OVERWRITE", "APPEND"]
    items: Annotated[list[Step], Field(min_length=1, max_length=100)]


class Script(_Closed):
    """POST /testcases/{key}/testscript."""

    type: Literal["bdd"]
    text: Annotated[str, Field(min_length=1)]


class Link(_Closed):
    """POST /testcases/{key}/links/issues: the number, never the key."""

    issue_id: Annotated[int, Field(ge=1)]


BODIES: dict[tuple[str, str], type[BaseModel]] = {
    ("POST", "/testcases"): Case,
    ("POST", "/folders"): Folder,
    ("POST", "/testcases/{key}/teststeps"): Steps,
    ("POST", "/testcases/{key}/testscript"): Script,
    ("POST", "/testcases/{key}/links/issues"): Link,
}


def breach(operation: tuple[str, str], seen: Seen) -> str | None:
    """What is wrong with a request, or None."""
    body = BODIES.get(operation)
    try:
        given = json.loads(seen.body) if seen.body else None
        if body is not None:
            body.model_validate(given)
    except (ValueError, ValidationError) as error:
        return f"{operation}: {error}"
    most = int(seen.asked.get("maxResults", 1))
    return None if 1 <= most <= 1_000 else f"{operation}: maxResults {most}"

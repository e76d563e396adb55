"""What a request of ours to Xray may look like, beyond what its schema says. Always there to check against."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Line = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\r\n]*\S[^\r\n]*$")]
Label = Annotated[str, Field(pattern=r"^\S{1,255}$")]
Key = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*-[1-9][0-9]*$")]
FieldId = Annotated[str, Field(pattern=r"^customfield_[0-9]+$")]
Text = Annotated[str, Field(max_length=32_767)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Named(_Closed):
    name: Line


class ProjectKey(_Closed):
    key: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]+$")]


class IssueKey(_Closed):
    key: Key


class Fields(BaseModel):
    """Of an issue; what is not named here has the id of a custom field."""

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[FieldId, Any] = Field(init=False)
    project: ProjectKey
    summary: Line
    labels: list[Label]
    description: Text = ""
    priority: Named | None = None


class Link(_Closed):
    type: Named
    outward: IssueKey | None = Field(default=None, alias="outwardIssue")
    inward: IssueKey | None = Field(default=None, alias="inwardIssue")


class Added(_Closed):
    add: Link


class Update(_Closed):
    issuelinks: Annotated[list[Added], Field(min_length=1, max_length=1)]


class Jira(_Closed):
    """The `jira` of createTest."""

    fields: Fields
    update: Update | None = None


class Step(_Closed):
    action: Annotated[str, Field(min_length=1)]
    data: str = ""
    result: str = ""


class Element(_Closed):
    """One test of the bulk import. It has no `key`: what Xray does with one is not known."""

    testtype: Line
    fields: Fields
    update: Update
    steps: list[Step] | None = None
    gherkin_def: Annotated[str, Field(min_length=1)] | None = None
    xray_test_repository_folder: Annotated[str, Field(pattern=r"^(/[^/]+)+$")] | None = None
    xray_test_sets: list[Key] = []


def jira_breach(given: Any) -> str | None:
    """What is wrong with the `jira` of a mutation, or None."""
    try:
        Jira.model_validate(given)
    except ValidationError as error:
        return str(error)
    return _active(given["fields"].get("description", ""))


def bulk_breach(given: Any) -> str | None:
    """What is wrong with a bulk import, or None."""
    if not isinstance(given, list) or not 1 <= len(given) <= 1_000:
        return "not 1 to 1,000 tests"
    try:
        for each in given:
            Element.model_validate(each)
    except ValidationError as error:
        return str(error)
    texts = [each["fields"].get("description", "") for each in given]
    texts += [text for each in given for step in each.get("steps") or [] for text in step.values()]
    return next(filter(None, map(_active, texts)), None)


def steps_breach(steps: Any) -> str | None:
    """What acts in the steps of a mutation, or None."""
    texts = [step.get(name) or "" for step in steps or [] for name in ("action", "data", "result")]
    return next(filter(None, map(_active, texts)), None)


def _active(text: str) -> str | None:
    """Which wiki markup acts in a text, or None. Two backslashes are a line break, and escape nothing."""
    plain = text.replace("\\\\", "\n")
    found = re.search(r"(?<!\\)[\[{]|(?<!\\)!(?=\S[^!\n]*(?<!\\)!)", plain)
    return f"active: {found.group()!r}" if found else None

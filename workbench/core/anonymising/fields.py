"""Which fields of an issue come in, and what is cut off them before anything is looked at."""

import copy
from collections.abc import Collection, Mapping
from typing import Any, Final

FIELDS: Final = frozenset(
    """
    summary description environment issuetype project status priority resolution labels components versions fixVersions
    attachment issuelinks subtasks parent created updated duedate resolutiondate reporter assignee creator
    """.split()  # noqa: SIM905 - read as prose
)
"""What comes in unless more is named: comments and custom fields only when asked for."""

NAMED_ONLY: Final = frozenset({"issuetype", "status", "priority", "resolution"})
"""Fields of which only the names stay: words of a workflow."""

_NEVER: Final = frozenset(
    """
    self avatarUrls avatarUrl avatarId iconUrl icon changelog renderedFields operations editmeta transitions
    versionedRepresentations thumbnail timeZone locale lead groups applicationRoles entityId uuid properties watchers
    worklog votes watches lastViewed security
    """.split()  # noqa: SIM905 - read as prose
)
_OF_THE_ISSUE: Final = ("id", "key", "fields", "names", "schema")


def chosen(document: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Return a copy of the issue with these fields alone: no avatars, no addresses of the API, no history."""
    issue: dict[str, Any] = {name: copy.deepcopy(document[name]) for name in _OF_THE_ISSUE if name in document}
    for name in ("fields", "names", "schema"):
        if isinstance(issue.get(name), dict):
            issue[name] = {each: value for each, value in issue[name].items() if each in fields}
    return {name: _without(value) for name, value in issue.items()}


def named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stays of a field of `NAMED_ONLY`."""
    kept = {name: each for name, each in value.items() if name in ("id", "name", "subtask", "hierarchyLevel")}
    category = value.get("statusCategory")
    if isinstance(category, dict):
        kept["statusCategory"] = {name: category[name] for name in ("id", "key", "name") if name in category}
    return kept


def _without(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: _without(each) for name, each in value.items() if name not in _NEVER}
    return [_without(each) for each in value] if isinstance(value, list) else value

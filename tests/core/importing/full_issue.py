"""An issue with every kind of field that Jira and its common add-ons have, and a word of its own in each place."""

from collections.abc import Iterator
from typing import Any

_AVATARS = {"48x48": "avatar"}
_USER = {
    "self": "url", "accountId": "id", "accountType": "type", "displayName": "name", "emailAddress": "mail",
    "avatarUrls": _AVATARS, "timeZone": "zone", "locale": "locale", "name": "login", "key": "key",
}  # fmt: skip
_NAMED = {"self": "url", "id": "id", "name": "name", "description": "text", "iconUrl": "url", "entityId": "id"}
_OPTION = {"self": "url", "id": "id", "value": "value", "disabled": "no"}
_DOC = {
    "type": "doc",
    "version": 1,
    "content": [
        {"type": "paragraph", "attrs": {"localId": "id"}, "content": [
            {"type": "text", "text": "words", "marks": [
                {"type": "link", "attrs": {"href": "address", "collection": "c", "id": "i", "title": "t"}},
                {"type": "annotation", "attrs": {"id": "note", "annotationType": "inline"}},
            ]},
            {"type": "mention", "attrs": {"id": "id", "text": "text", "localId": "l", "secret": "s"}},
            {"type": "emoji", "attrs": {"id": "own", "shortName": "name", "text": "text"}},
            {"type": "inlineCard", "attrs": {"url": "address", "data": {"name": "card"}}},
        ]},
        {"type": "extension", "attrs": {"parameters": {"macro": "p"}, "text": "t", "extensionKey": "k"}},
        {"type": "codeBlock", "attrs": {"language": "two words"}, "content": [{"type": "text", "text": "code"}]},
    ],
}  # fmt: skip
_LINKED = {"id": "id", "self": "url", "key": "SHOP-7", "fields": {
    "summary": "summary", "issuetype": _NAMED, "status": _NAMED, "priority": _NAMED, "assignee": _USER,
}}  # fmt: skip
_FILE = {
    "id": "id", "self": "url", "filename": "name", "author": _USER, "created": "day", "size": "size", "mimeType": "m",
    "content": "url", "thumbnail": "url",
}  # fmt: skip
_COMMENT = {"id": "id", "author": _USER, "updateAuthor": _USER, "body": _DOC, "properties": [{"key": "k"}],
            "visibility": {"type": "role", "value": "role"}}  # fmt: skip
_SYSTEM: dict[str, Any] = {
    "summary": "summary", "description": _DOC, "environment": _DOC, "issuetype": _NAMED, "priority": _NAMED,
    "status": _NAMED | {"statusCategory": {"name": "c", "key": "k"}}, "resolution": _NAMED, "labels": ["label"],
    "components": [_NAMED | {"lead": _USER}], "versions": [_NAMED], "fixVersions": [_NAMED],
    "project": _NAMED | {"key": "key", "lead": _USER, "avatarUrls": _AVATARS}, "reporter": _USER, "assignee": _USER,
    "creator": _USER, "attachment": [_FILE], "comment": {"comments": [_COMMENT], "self": "url"},
    "issuelinks": [{"id": "id", "self": "u", "type": {"name": "name", "inward": "i"}, "inwardIssue": _LINKED}],
    "subtasks": [_LINKED], "parent": _LINKED,
    "worklog": {"worklogs": [{"author": _USER, "comment": _DOC, "timeSpent": "time"}]},
    "watches": {"watchers": [_USER], "self": "url"}, "votes": {"voters": [_USER]}, "security": _NAMED,
    "created": "day", "updated": "day", "resolutiondate": "day", "lastViewed": "day", "duedate": "day",
    "statuscategorychangedate": "day", "timetracking": {"originalEstimate": "e"}, "timespent": "t",
    "timeestimate": "t", "timeoriginalestimate": "t", "aggregateprogress": {"progress": "p"}, "workratio": "w",
    "aggregatetimespent": "t", "progress": {"progress": "p"}, "issuerestriction": {"issuerestrictions": {"a": "b"}},
    "statusCategory": _NAMED, "thumbnail": "url",
}  # fmt: skip
_CUSTOM: dict[str, Any] = {
    "text": "text", "textarea": _DOC, "select": _OPTION, "multiselect": [_OPTION],
    "cascading": _OPTION | {"child": _OPTION}, "radio": _OPTION, "checkboxes": [_OPTION], "url": "url", "date": "day",
    "datetime": "day", "number": "n", "user": _USER, "users": [_USER], "group": {"name": "n", "groupId": "g"},
    "groups": [{"name": "n"}], "project": _NAMED, "version": _NAMED, "versions": [_NAMED], "labels": ["label"],
    "readonly": "text", "sprint": [{"id": "i", "name": "n", "goal": "g", "boardId": "b"}], "epic link": "key",
    "epic name": "name", "rank": "0|i", "team": {"id": "i", "name": "n", "avatarUrl": "u"}, "flagged": [_OPTION],
    "development": "json", "organizations": [{"id": "i", "name": "n"}], "request": {"requestType": _NAMED},
    "sla": {"name": "n", "completedCycles": [{"startTime": "s"}]}, "approvals": [{"name": "n", "approvers": [_USER]}],
    "satisfaction": {"rating": "r"}, "asset": [{"workspaceId": "w", "objectId": "o"}], "tempo": {"value": "v"},
    "forms": "forms", "story points": "n", "parent link": {"data": _LINKED}, "vulnerability": "v",
    "xray": [_OPTION], "zephyr": "steps", "insight": ["key"], "devops": {"summary": "s"},
}  # fmt: skip


def full_issue() -> dict[str, Any]:
    """The issue; `words` yields what stands in it."""
    custom = {f"customfield_{10_000 + n}": value for n, value in enumerate(_CUSTOM.values())}
    custom["customfield_10900"] = _DOC
    names = {f"customfield_{10_000 + n}": f"A {name}" for n, name in enumerate(_CUSTOM)}
    count = iter(range(10_000))
    document = {
        "expand": "e", "self": "url", "fields": _SYSTEM | custom, "renderedFields": {"description": "html"},
        "changelog": {"histories": [{"author": _USER, "items": [{"fromString": "a", "toString": "b"}]}]},
        "properties": {"key": "value"}, "operations": {"linkGroups": ["l"]}, "editmeta": {"fields": {"a": "b"}},
        "transitions": [_NAMED], "versionedRepresentations": {"a": "b"},
    }  # fmt: skip
    given = {"id": "10001", "key": "shop-12", "names": names | {"customfield_10900": "Acceptance criteria"}}
    marked: dict[str, Any] = _marked(document, "", count)
    return given | marked


def fields_of(document: dict[str, Any]) -> int:
    """How many fields an issue has."""
    return len(document["fields"])


def words(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each of our words with where it stands; numbers of lists are left out of the path."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from words(each, f"{path}/{name}")
    elif isinstance(value, list):
        for each in value:
            yield from words(each, path)
    elif isinstance(value, str) and "zq" in value:
        yield path, value


def _marked(value: Any, name: str, count: Iterator[int]) -> Any:
    if isinstance(value, dict):
        return {each: _marked(inner, each, count) for each, inner in value.items()}
    if isinstance(value, list):
        return [_marked(each, name, count) for each in value]
    kept = name == "type" and value not in ("id", "type", "role")
    return f"zq{next(count)} {value}" if isinstance(value, str) and value != "SHOP-7" and not kept else value

"""Jira's REST v3 over a site's state. A further operation is a further function in `ROUTES`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.jira_fake.contract import Seen
from tests.jira_fake.state import Document, State

JSON = {"Content-Type": "application/json;charset=UTF-8"}
_A_SEARCH = 2  # pages are small, so that few issues make several


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Route = Callable[[State, Seen], Answer]


def as_json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(status=status, body=json.dumps(value).encode(), headers={**JSON, **(headers or {})})


def error(status: int, says: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An error of Jira's shape."""
    return as_json({"errorMessages": [says], "errors": {}}, status, headers)


def _fields(state: State, seen: Seen) -> Answer:
    listed = [
        {"id": id_, "key": id_, "name": name, "custom": "custom" in state.schema.get(id_, {}), "schema": schema}
        for id_, name in state.names.items()
        if (schema := state.schema.get(id_, {"type": "string"}))
    ]
    return as_json(listed)


def _issue(state: State, seen: Seen) -> Answer:
    found = state.seen(seen.values["key"])
    if found is None:
        return error(404, "Issue does not exist or you do not have permission to see it.")
    return as_json(_shown(state, found, seen.asked["fields"].split(",")))


def _issues(state: State, seen: Seen) -> Answer:
    found = [state.seen(key) for key in seen.json["issueIdsOrKeys"]]
    shown = {each["id"]: _shown(state, each, seen.json["fields"]) for each in found if each is not None}
    return as_json({"issues": [shown[id_] for id_ in sorted(shown, key=int)], "issueErrors": []})


def _search(state: State, seen: Seen) -> Answer:
    """Understands `project = KEY` and nothing else; any other query is an error, as an unbounded one is."""
    words = seen.json["jql"].split()
    if words[:2] != ["project", "="] or len(words) != 3:
        return error(400, "Unbounded JQL queries are not allowed here.")
    found = [each for key, each in state.issues.items() if key.startswith(f"{words[2]}-") and key not in state.hidden]
    start = int(seen.json.get("nextPageToken", "t0")[1:])
    end = start + min(_A_SEARCH, seen.json["maxResults"])
    shown = [_shown(state, each, seen.json["fields"]) for each in found[start:end]]
    page: Document = {"issues": [{k: v for k, v in each.items() if k not in {"names", "schema"}} for each in shown]}
    names = {id_: state.names[id_] for id_ in seen.json["fields"] if id_ in state.names}
    more = {"isLast": True} if end >= len(found) else {"isLast": False, "nextPageToken": f"t{end}"}
    return as_json({**page, **more, "names": names})


def _attachment(state: State, seen: Seen) -> Answer:
    file = state.files.get(seen.values["id"])
    if file is None:
        return error(404, "The attachment with id does not exist")
    if file.id in state.hidden:
        return error(403, "You do not have permission to view this attachment")
    if state.media is not None:
        return Answer(status=303, headers={"Location": f"{state.media}/file/{file.id}?token=signed"})
    return Answer(body=file.data, headers={"Content-Type": file.kind})


def _issue_types(state: State, seen: Seen) -> Answer:
    project = _project(state, seen)
    if project is None:
        return error(404, "No project could be found")
    types = [{"id": id_, "name": name, "subtask": name == "Sub-task"} for id_, name in project.types.items()]
    return _page(types, "issueTypes", seen)


def _form(state: State, seen: Seen) -> Answer:
    project = _project(state, seen)
    if project is None or seen.values["type"] not in project.types:
        return error(404, "No project could be found")
    return _page(project.form, "fields", seen)


def _project(state: State, seen: Seen) -> Any:
    named = seen.values["project"]
    return next((each for each in state.projects.values() if named in {each.key, each.id}), None)


def _page(values: list[Document], name: str, seen: Seen) -> Answer:
    start, most = int(seen.asked.get("startAt", 0)), min(int(seen.asked.get("maxResults", 50)), 3)
    page = values[start : start + most]
    return as_json({name: page, "startAt": start, "maxResults": most, "total": len(values)})


def _shown(state: State, issue: Document, wanted: list[str]) -> Document:
    fields = {id_: value for id_, value in issue["fields"].items() if id_ in wanted or "*all" in wanted}
    names = {id_: state.names[id_] for id_ in fields if id_ in state.names}
    schema = {id_: state.schema[id_] for id_ in fields if id_ in state.schema}
    about = {"id": issue["id"], "key": issue["key"], "self": f"{state.address}/rest/api/3/issue/{issue['id']}"}
    return {"expand": "names,schema", **about, "names": names, "schema": schema, "fields": fields}


ROUTES: Mapping[str, Route] = {
    "fields": _fields,
    "issue": _issue,
    "issues": _issues,
    "search": _search,
    "attachment": _attachment,
    "issue_types": _issue_types,
    "form": _form,
}

"""Jira's REST v3 over a site's state. A further operation is a further function in `ROUTES`."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.jira_fake.contract import Seen
from tests.jira_fake.state import Document, State

JSON = {"Content-Type": "application/json;charset=UTF-8"}
_LONGEST_TEXT = 32_767
_LONGEST_LINE = 255
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
    """Understands `project = KEY`, with `labels in (...)` or not; any other query is an error."""
    query = re.fullmatch(r'project = "?([A-Z0-9_]+)"?(?: AND labels in \(([^)]*)\))?', seen.json["jql"])
    if query is None:
        return error(400, "Unbounded JQL queries are not allowed here.")
    labels = set(re.findall(r'"([^"]*)"', query[2] or ""))
    found = [
        each
        for key, each in state.issues.items()
        if key.startswith(f"{query[1]}-")
        and key not in state.hidden
        and state.shown_at.get(key, 0.0) <= state.now()
        and (query[2] is None or labels & set(each["fields"]["labels"]))
    ]
    start = int(seen.json.get("nextPageToken", "t0")[1:])
    end = start + min(_A_SEARCH, seen.json["maxResults"])
    shown = [_shown(state, each, seen.json["fields"]) for each in found[start:end]]
    page: Document = {"issues": [{k: v for k, v in each.items() if k not in {"names", "schema"}} for each in shown]}
    names = {id_: state.names[id_] for id_ in seen.json["fields"] if id_ in state.names}
    more = {"isLast": True} if end >= len(found) else {"isLast": False, "nextPageToken": f"t{end}"}
    return as_json({**page, **more, "names": names})


def _create(state: State, seen: Seen) -> Answer:
    fields, project = seen.json["fields"], state.projects.get(seen.json["fields"]["project"]["key"])
    if not state.may_create or project is None:
        return refused({"project": "You do not have permission to create issues in this project."})
    on_screen = {each["fieldId"] for each in project.form} | {"project", "issuetype"}
    update = set(seen.json.get("update", {}))
    strange = {*fields, *update} - on_screen
    if strange:
        return refused(dict.fromkeys(strange, "Field cannot be set. It is not on the appropriate screen."))
    missing = [
        each["fieldId"]
        for each in project.form
        if each["required"] and not each["hasDefaultValue"] and each["fieldId"] not in fields
    ]
    if missing:
        return refused(dict.fromkeys(missing, "Secret-4711 is required."))
    if len(json.dumps(fields.get("description"))) > _LONGEST_TEXT or len(fields["summary"]) > _LONGEST_LINE:
        return refused({"description": "CONTENT_LIMIT_EXCEEDED"})
    if any(re.search(r"\s", each) or len(each) > _LONGEST_LINE for each in fields["labels"]):
        return refused({"labels": "The label contains spaces which is invalid."})
    made = state.create(seen.json)
    return as_json(
        {"id": made["id"], "key": made["key"], "self": f"{state.address}/rest/api/3/issue/{made['id']}"}, 201
    )


def refused(errors: Document) -> Answer:
    """A 400 that names fields."""
    return as_json({"errorMessages": ["Body-4711"], "errors": errors}, 400)


def _link(state: State, seen: Seen) -> Answer:
    inward, outward = state.seen(seen.json["inwardIssue"]["key"]), state.seen(seen.json["outwardIssue"]["key"])
    if inward is None or outward is None or seen.json["type"]["name"] not in state.link_types:
        return error(404, "No issue link type found")
    known = [(each.get("outwardIssue", {}).get("key"), each["type"]["name"]) for each in inward["fields"]["issuelinks"]]
    if (outward["key"], seen.json["type"]["name"]) not in known:
        state.link(inward["key"], outward["key"], seen.json["type"]["name"])
    return Answer(status=201)


def _link_types(state: State, seen: Seen) -> Answer:
    return as_json({"issueLinkTypes": [{"id": str(n), "name": each} for n, each in enumerate(state.link_types, 1)]})


def _comments(state: State, seen: Seen) -> Answer:
    issue = state.seen(seen.values["key"])
    if issue is None:
        return error(404, "Issue does not exist or you do not have permission to see it.")
    listed = issue["fields"]["comment"]["comments"]
    start = int(seen.asked["startAt"])
    return as_json({"comments": listed[start : start + _A_SEARCH], "total": len(listed), "startAt": start})


def _comment(state: State, seen: Seen) -> Answer:
    issue = state.seen(seen.values["key"])
    if issue is None:
        return error(404, "Issue does not exist or you do not have permission to see it.")
    if not isinstance(seen.json["body"], dict) or len(json.dumps(seen.json["body"])) > _LONGEST_TEXT:
        return refused({"comment": "Comment body is not valid!"})
    return as_json(state.comment(issue["key"], seen.json), 201)


def _attach(state: State, seen: Seen) -> Answer:
    issue = state.seen(seen.values["key"])
    if issue is None or seen.headers.get("x-atlassian-token") != "no-check":
        return error(404 if issue is None else 403, "XSRF check failed")
    part = re.search(rb'name="file"; filename="([^"]*)".*?\r\n\r\n(.*)\r\n--', seen.body, re.DOTALL)
    if part is None:
        return error(400, "No file")
    file = state.add_file(issue["key"], part[1].decode(), part[2])
    return as_json([{"id": file.id, "filename": file.name, "size": len(file.data)}])


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
    "create": _create,
    "link": _link,
    "link_types": _link_types,
    "comments": _comments,
    "comment": _comment,
    "attach": _attach,
}

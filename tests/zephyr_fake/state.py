"""What a Zephyr Scale tenant holds, and what it answers."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.jira_fake.contract import Seen
from tests.jira_fake.routes import JSON, Answer


def ok(value: object, status: int = 200) -> Answer:
    """A JSON body."""
    return Answer(status=status, body=json.dumps(value).encode(), headers=JSON)


def error(status: int, message: str) -> Answer:
    """As Zephyr says that it will not; the message says something that nobody may see."""
    return ok({"errorCode": status, "message": f"{message} Body-4711"}, status)


@dataclass(kw_only=True)
class State:
    """One tenant.

    Attributes:
        tokens: that it takes.
        projects: whose test cases it keeps.
        required: names of custom fields that a test case must have.
        page: at most so many values a page, however many are asked for; of steps never more than 100.
        aligned: a page begins at a multiple of how many values it may hold, whatever start is asked for.
        root: what a folder at the root has as its parent.
        empty_script: a test case without a script answers with an empty plain one, else with 404.
        normalises: rich text comes back with its line breaks, quotes and blanks written otherwise.
        issues: the numbers of Jira's issues by key.
    """

    tokens: set[str] = field(default_factory=lambda: {"a-token"})
    projects: set[str] = field(default_factory=lambda: {"SHOP"})
    required: set[str] = field(default_factory=set)
    priorities: list[str] = field(default_factory=lambda: ["High", "Normal", "Low"])
    statuses: list[str] = field(default_factory=lambda: ["Draft", "Approved"])
    page: int = 1_000
    aligned: bool = False
    root: int | None = None
    empty_script: bool = True
    normalises: bool = False
    issues: dict[str, int] = field(default_factory=lambda: {"SHOP-12": 10012})
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    steps: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    scripts: dict[str, dict[str, Any]] = field(default_factory=dict)
    folders: list[dict[str, Any]] = field(default_factory=list)
    _last: int = 0

    def number(self) -> int:
        """A new id."""
        self._last += 1
        return self._last


Route = Callable[[State, Seen], Answer]


def _paged(state: State, seen: Seen, values: list[Any], most: int = 1_000) -> Answer:
    asked = seen.asked
    if asked.get("projectKey", "SHOP") not in state.projects:
        return error(404, "No such project.")
    start, wanted = int(asked.get("startAt", 0)), int(asked.get("maxResults", 10))
    most = min(wanted, state.page, most)
    start -= start % wanted if state.aligned else 0
    shown = values[start : start + most]
    last = start + len(shown) >= len(values)
    found = {"startAt": start, "maxResults": most, "total": len(values), "isLast": last, "values": shown, "next": None}
    return ok(found)


def _priorities(state: State, seen: Seen) -> Answer:
    return _paged(state, seen, [{"id": number, "name": each} for number, each in enumerate(state.priorities, 1)])


def _statuses(state: State, seen: Seen) -> Answer:
    return _paged(state, seen, [{"id": number, "name": each} for number, each in enumerate(state.statuses, 1)])


def _folders(state: State, seen: Seen) -> Answer:
    return _paged(state, seen, [{**each, "parentId": each["parentId"] or state.root} for each in state.folders])


def _create_folder(state: State, seen: Seen) -> Answer:
    given = seen.json
    parent = given.get("parentId")
    if parent is not None and parent not in {each["id"] for each in state.folders}:
        return error(400, "No such parent.")
    if any(each["name"] == given["name"] and each["parentId"] == parent for each in state.folders):
        return error(400, "The folder is there.")
    made = {"id": state.number(), "parentId": parent, "name": given["name"], "index": 0, "folderType": "TEST_CASE"}
    state.folders.append(made)
    return ok({"id": made["id"], "self": "https://x"}, 201)


def _list_cases(state: State, seen: Seen) -> Answer:
    folder = seen.asked.get("folderId")
    values = [
        each for each in state.cases.values() if folder is None or (each["folder"] or {}).get("id") == int(folder)
    ]
    return _paged(state, seen, values)


def _create_case(state: State, seen: Seen) -> Answer:
    given = seen.json
    if given["projectKey"] not in state.projects:
        return error(404, "No such project.")
    if len(given["name"]) > 255 or not given["name"].strip():
        return error(400, "The name is too long.")
    if state.required - set(given.get("customFields", {})):
        return error(400, "A custom field is missing.")
    for named, known in (("priorityName", state.priorities), ("statusName", state.statuses)):
        if given.get(named, known[0]) not in known:
            return error(400, "No such name.")
    number = state.number()
    key = f"{given['projectKey']}-T{number}"
    folder = given.get("folderId")
    if folder is not None and folder not in {each["id"] for each in state.folders}:
        return error(404, "No such folder.")
    state.cases[key] = {
        "id": number, "key": key, "name": given["name"], "project": {"id": 1}, "labels": given.get("labels", []),
        "objective": _kept(state, given.get("objective")), "precondition": _kept(state, given.get("precondition")),
        "priority": {"id": 1}, "status": {"id": 1}, "folder": {"id": folder} if folder else None,
        "customFields": given.get("customFields", {}), "links": {"issues": [], "webLinks": []},
    }  # fmt: skip
    return ok({"id": number, "key": key, "self": "https://x"}, 201)


def _kept(state: State, text: str | None) -> str | None:
    if not state.normalises or not text:
        return text
    return " ".join(text.replace("<br>", "<br />").replace("&#x27;", "'").split())


def _case(state: State, seen: Seen) -> Answer:
    found = state.cases.get(seen.values["key"])
    return ok(found) if found else error(404, "No such test case.")


def _list_steps(state: State, seen: Seen) -> Answer:
    return _paged(state, seen, state.steps.get(seen.values["key"], []), most=100)


def _write_steps(state: State, seen: Seen) -> Answer:
    key, given = seen.values["key"], seen.json
    if key not in state.cases:
        return error(404, "No such test case.")
    items = [{"inline": {name: _kept(state, text) for name, text in each["inline"].items()}} for each in given["items"]]
    before = state.steps.get(key, []) if given["mode"] == "APPEND" else []
    state.steps[key] = [*before, *items]
    state.scripts.pop(key, None)
    return ok({"id": state.number(), "self": "https://x"}, 201)


def _script(state: State, seen: Seen) -> Answer:
    found = state.scripts.get(seen.values["key"])
    if found is None:
        return ok({"id": 1, "type": "plain", "text": ""}) if state.empty_script else error(404, "No script.")
    return ok(found)


def _write_script(state: State, seen: Seen) -> Answer:
    key = seen.values["key"]
    state.scripts[key] = {"id": state.number(), **seen.json}
    state.steps.pop(key, None)
    return ok({"id": state.number(), "self": "https://x"}, 201)


def _link(state: State, seen: Seen) -> Answer:
    issue = seen.json["issueId"]
    if issue not in state.issues.values():
        return error(404, "No such issue.")
    links = state.cases[seen.values["key"]]["links"]["issues"]
    links.append({"id": state.number(), "issueId": issue, "type": "COVERAGE"})
    return ok({"id": 1, "self": "https://x"}, 201)


def _linked(state: State, seen: Seen) -> Answer:
    number = state.issues.get(seen.values["key"])
    if number is None:
        return error(404, "No such issue.")
    linked = [
        {"key": key, "version": 1, "self": "https://x"}
        for key, case in state.cases.items()
        if number in {each["issueId"] for each in case["links"]["issues"]}
    ]
    return ok(linked)


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "/priorities"): _priorities,
    ("GET", "/statuses"): _statuses,
    ("GET", "/folders"): _folders,
    ("POST", "/folders"): _create_folder,
    ("GET", "/testcases"): _list_cases,
    ("POST", "/testcases"): _create_case,
    ("GET", "/testcases/{key}"): _case,
    ("GET", "/testcases/{key}/teststeps"): _list_steps,
    ("POST", "/testcases/{key}/teststeps"): _write_steps,
    ("GET", "/testcases/{key}/testscript"): _script,
    ("POST", "/testcases/{key}/testscript"): _write_script,
    ("POST", "/testcases/{key}/links/issues"): _link,
    ("GET", "/issuelinks/{key}/testcases"): _linked,
}


def route_of(seen: Seen) -> tuple[tuple[str, str], dict[str, str]] | None:
    """Which operation a request is for, and the values in its path."""
    for (method, path), _ in ROUTES.items():
        pattern = re.escape(path).replace(r"\{key\}", r"(?P<key>[^/]+)")
        match = re.fullmatch(pattern, seen.path)
        if match and method == seen.method:
            return (method, path), match.groupdict()
    return None

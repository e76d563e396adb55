"""What a Jira site holds."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Document = dict[str, Any]
SYSTEM = {
    "summary": ("Summary", "string"),
    "description": ("Description", "string"),
    "issuetype": ("Issue Type", "issuetype"),
    "attachment": ("Attachment", "array"),
    "comment": ("Comment", "comments-page"),
    "subtasks": ("Sub-tasks", "array"),
    "issuelinks": ("Linked Issues", "array"),
    "labels": ("Labels", "array"),
    "reporter": ("Reporter", "user"),
    "assignee": ("Assignee", "user"),
    "parent": ("Parent", "issuelink"),
}
TYPES = ("Story", "Bug", "Test", "Sub-task")
FORM = ("summary", "description", "labels", "priority", "issuelinks", "parent")


@dataclass
class Project:
    """A project and the types of issues it takes, by id."""

    id: str
    key: str
    types: dict[str, str]
    form: list[Document] = field(default_factory=list)


@dataclass
class File:
    """An attachment's bytes, and what its uploader says it is."""

    id: str
    name: str
    kind: str
    data: bytes


class State:
    """Projects, issues, attachments, accounts of one site. Everything may be changed while it is served."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cloud_id = "11111111-2222-3333-4444-555555555555"
        self.projects: dict[str, Project] = {}
        self.issues: dict[str, Document] = {}
        self.files: dict[str, File] = {}
        self.hidden: set[str] = set()  # keys and attachment ids that the account may not see
        self.names: dict[str, str] = {id_: name for id_, (name, _) in SYSTEM.items()}
        self.schema: dict[str, Document] = {id_: {"type": kind, "system": id_} for id_, (_, kind) in SYSTEM.items()}
        self.accounts = {"Basic " + base64.b64encode(b"ann@example.com:a-token").decode(), "Bearer an-oauth-token"}
        self.link_types = ["Blocks", "Relates", "Test"]
        self.now: Callable[[], float] = lambda: 0.0  # seconds
        self.lag_s = 0.0  # the search shows an issue so many seconds after it was created
        self.shown_at: dict[str, float] = {}
        self.may_create = True
        self.media: str | None = None  # another host that attachments are sent to, redirect=false or not
        self._ids = count(10_001)

    def next_id(self) -> str:
        """An id that nothing has."""
        return str(next(self._ids))

    def add_project(self, key: str, *, form: list[Document] | None = None, types: tuple[str, ...] = TYPES) -> Project:
        """A project with issue types, all of them with the same form."""
        named = {self.next_id(): name for name in types}
        self.projects[key] = Project(id=self.next_id(), key=key, types=named, form=form or [create_field("summary")])
        return self.projects[key]

    def add_field(self, id_: str, name: str, kind: str = "string") -> None:
        """A custom field."""
        self.names[id_] = name
        custom = f"com.atlassian.jira.plugin.system.customfieldtypes:{'textarea' if kind == 'string' else kind}"
        self.schema[id_] = {"type": kind, "custom": custom, "customId": int(id_.rpartition("_")[2])}

    def add_issue(self, key: str, *, type_: str = "Story", **fields: Any) -> Document:
        """An issue with these fields; its project comes into being with it."""
        if key.partition("-")[0] not in self.projects:
            self.add_project(key.partition("-")[0])
        empty = {"attachment": [], "comment": {"comments": []}, "subtasks": [], "issuelinks": [], "labels": []}
        given = {"summary": "A summary", "description": None, "issuetype": {"name": type_}, **empty, **fields}
        self.issues[key] = {"id": self.next_id(), "key": key, "fields": given}
        return self.issues[key]

    def add_document(self, document: Document) -> None:
        """An issue as REST v3 answers it, with all its fields and their names."""
        self.names |= document.get("names", {})
        self.schema |= document.get("schema", {})
        self.issues[document["key"]] = {each: document[each] for each in ("id", "key", "fields")}

    def add_file(self, key: str, name: str, data: bytes, kind: str = "text/plain") -> File:
        """An attachment of an issue."""
        file = File(id=self.next_id(), name=name, kind=kind, data=data)
        self.files[file.id] = file
        listed = {"id": file.id, "filename": name, "mimeType": kind, "size": len(data)}
        listed["content"] = f"{self.address}/rest/api/3/attachment/content/{file.id}"
        self.issues[key]["fields"]["attachment"].append(listed)
        return file

    def add_comment(self, key: str, body: Document, author: str) -> None:
        """A comment by somebody."""
        person = {"accountId": f"712020:{author}", "displayName": author}
        self.issues[key]["fields"]["comment"]["comments"].append({"id": self.next_id(), "author": person, "body": body})

    def create(self, given: Document) -> Document:
        """An issue as a request describes it, with its links, and in its parent."""
        fields = dict(given["fields"])
        project = fields.pop("project")["key"]
        number = sum(key.startswith(f"{project}-") for key in self.issues) + 1_000
        type_ = self.projects[project].types[fields.pop("issuetype")["id"]]
        made = self.add_issue(f"{project}-{number}", type_=type_, **fields)
        made["properties"] = {each["key"]: each["value"] for each in given.get("properties", [])}
        self.shown_at[made["key"]] = self.now() + self.lag_s
        if "parent" in fields:
            self.issues[fields["parent"]["key"]]["fields"]["subtasks"].append(_short(made))
        for each in given.get("update", {}).get("issuelinks", []):
            self.link(made["key"], each["add"]["outwardIssue"]["key"], each["add"]["type"]["name"])
        return made

    def comment(self, key: str, given: Document) -> Document:
        """A comment as a request describes it."""
        made = {"id": self.next_id(), "body": given["body"], "properties": given.get("properties", [])}
        self.issues[key]["fields"]["comment"]["comments"].append(made)
        return made

    def add_sub_task(self, parent: str, key: str, summary: str, *, type_: str = "Sub-task") -> None:
        """A sub-task, which stands in its parent too."""
        made = self.add_issue(key, type_=type_, summary=summary, parent={"key": parent})
        self.issues[parent]["fields"]["subtasks"].append(_short(made))

    def link(self, inward: str, outward: str, kind: str = "Test") -> None:
        """A link between two issues, seen from both."""
        link = {"id": self.next_id(), "type": {"name": kind}}
        self.issues[inward]["fields"]["issuelinks"].append({**link, "outwardIssue": _short(self.issues[outward])})
        self.issues[outward]["fields"]["issuelinks"].append({**link, "inwardIssue": _short(self.issues[inward])})

    def seen(self, key: str) -> Document | None:
        """The issue of a key, in any case, or an id, if the account may see it."""
        found = self.issues.get(key.upper()) or next((each for each in self.issues.values() if each["id"] == key), None)
        return None if found is None or found["key"] in self.hidden else found


def create_field(id_: str, *, required: bool = True, kind: str = "string", **more: Any) -> Document:
    """A field of the form that creates an issue."""
    known = {"fieldId": id_, "key": id_, "name": id_.title(), "required": required, "hasDefaultValue": False}
    return {**known, "operations": ["set"], "schema": {"type": kind}, **more}


def _short(issue: Document) -> Document:
    fields = {"summary": issue["fields"]["summary"], "issuetype": issue["fields"]["issuetype"]}
    return {"id": issue["id"], "key": issue["key"], "fields": fields}

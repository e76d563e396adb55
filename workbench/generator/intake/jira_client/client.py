"""The calls to Jira's REST v3 that production makes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from workbench.generator.errors import IssueError, JiraError
from workbench.generator.intake.jira_client.port import (
    CreateField,
    CreateMeta,
    Document,
    FieldName,
    Found,
    IssueType,
)
from workbench.generator.remote.ask import Ask, as_object, as_objects, objects
from workbench.generator.remote.exchange import Exchange

_A_FETCH: Final = 100  # bulkfetch takes no more
_A_SEARCH: Final = 50
_A_PAGE: Final = 200
_MOST_PAGES: Final = 50
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}-[1-9][0-9]{0,17}|[1-9][0-9]{0,17}")
_PROJECT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}|[1-9][0-9]{0,17}")
_Ask: Final = partial(Ask, service=JiraError)
_ID: Final = re.compile(r"[0-9]{1,19}")


class JiraClient:
    """A Jira Cloud site over HTTP; see the port `Jira` for what each call returns."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange with the site; nothing is sent."""
        self._exchange = exchange

    @property
    def sent(self) -> int:
        """How many requests went out."""
        return self._exchange.sent

    def fields(self) -> tuple[FieldName, ...]:
        """Return the site's fields (see `Jira`)."""
        ask = _Ask(doing="reading the names of the fields", method="GET", endpoint="/field")
        listed = as_objects(ask, self._exchange.send(ask))
        return tuple(
            FieldName(id=each["id"], name=each["name"], type=_type(each))
            for each in listed
            if isinstance(each.get("id"), str) and isinstance(each.get("name"), str)
        )

    def issue(self, key: str, *, fields: Sequence[str]) -> Document:
        """Return one issue (see `Jira`)."""
        ask = _Ask(
            doing="reading the issue",
            method="GET",
            endpoint="/issue/{key}",
            path=f"/issue/{_quoted(key)}",
            query={"fields": ",".join(fields), "expand": "names,schema"},
        )
        return as_object(ask, self._exchange.send(ask))

    def issues(self, keys: Sequence[str], *, fields: Sequence[str]) -> Found:
        """Return many issues (see `Jira`)."""
        for key in keys:
            _quoted(key)
        asked = list(dict.fromkeys(keys))
        came = [issue for at in range(0, len(asked), _A_FETCH) for issue in self._fetched(asked[at : at + 100], fields)]
        by_name = {name.upper(): issue for issue in came for name in _names_of(issue)}
        matched = [by_name.get(key.upper()) for key in asked]
        documents = [issue for issue in matched if issue is not None]
        moved = [issue for issue in came if not any(issue is each for each in documents)]
        missing = tuple(key for key, issue in zip(asked, matched, strict=True) if issue is None)
        return Found(documents=(*documents, *moved), missing=missing)

    def search(self, jql: str, *, fields: Sequence[str], limit: int) -> tuple[Document, ...]:
        """Return what a query finds (see `Jira`)."""
        found: list[Document] = []
        token: str | None = None
        seen: set[str] = set()
        while len(found) < limit:
            page = self._searched(jql, fields, min(_A_SEARCH, limit - len(found)), token)
            names = page.get("names")
            found += [{"names": names, **each} if names else each for each in objects(page.get("issues"))]
            token = page.get("nextPageToken")
            if page.get("isLast") or not isinstance(token, str):
                break
            if token in seen:  # else a site that hands out the same page again were asked for ever
                raise JiraError("searching", "malformed")
            seen.add(token)
        return tuple(found[:limit])

    def attachment(self, id_: str, *, max_bytes: int) -> bytes:
        """Return an attachment's bytes (see `Jira`)."""
        if not _ID.fullmatch(id_):
            raise JiraError("reading an attachment", "malformed")
        ask = _Ask(
            doing="reading an attachment",
            method="GET",
            endpoint="/attachment/content/{id}",
            path=f"/attachment/content/{id_}",
            query={"redirect": "false"},
            most_bytes=max_bytes,
        )
        return self._exchange.follow(ask).body

    def issue_types(self, project: str) -> tuple[IssueType, ...]:
        """Return a project's issue types (see `Jira`)."""
        path = f"/issue/createmeta/{_project(project)}/issuetypes"
        ask = _Ask(
            doing="reading the issue types", method="GET", endpoint="/issue/createmeta/{project}/issuetypes", path=path
        )
        return tuple(
            IssueType(id=each["id"], name=each["name"], subtask=each.get("subtask") is True)
            for each in self._pages(ask, "issueTypes")
            if isinstance(each.get("id"), str) and isinstance(each.get("name"), str)
        )

    def createmeta(self, project: str, issue_type: str) -> CreateMeta:
        """Return the form of an issue type (see `Jira`)."""
        doing = "reading what an issue has to have"
        types = self.issue_types(project)
        wanted = [each for each in types if each.id == issue_type] or [
            each for each in types if each.name.casefold() == issue_type.casefold()
        ]
        if not wanted:
            raise JiraError(doing, "not_found", says="the project has no such issue type; take one that it has")
        ask = _Ask(
            doing=doing,
            method="GET",
            endpoint="/issue/createmeta/{project}/issuetypes/{type}",
            path=f"/issue/createmeta/{_project(project)}/issuetypes/{quote(wanted[0].id, safe='')}",
        )
        fields = tuple(
            _create_field(each) for each in self._pages(ask, "fields") if isinstance(each.get("fieldId"), str)
        )
        return CreateMeta(issue_type=wanted[0], fields=fields)

    def _fetched(self, keys: Sequence[str], fields: Sequence[str]) -> list[Document]:
        body = {"issueIdsOrKeys": list(keys), "fields": list(fields), "expand": ["names", "schema"]}
        ask = _Ask(doing="reading issues", method="POST", endpoint="/issue/bulkfetch", body=body)
        return objects(as_object(ask, self._exchange.send(ask)).get("issues"))

    def _searched(self, jql: str, fields: Sequence[str], most: int, token: str | None) -> dict[str, Any]:
        body: dict[str, Any] = {"jql": jql, "fields": list(fields), "maxResults": most, "expand": "names,schema"}
        if token is not None:
            body["nextPageToken"] = token
        ask = _Ask(doing="searching", method="POST", endpoint="/search/jql", body=body)
        return as_object(ask, self._exchange.send(ask))

    def _pages(self, ask: Ask, items: str) -> Iterator[dict[str, Any]]:
        start = 0
        for _ in range(_MOST_PAGES):
            query = {"startAt": start, "maxResults": _A_PAGE}
            paged = _Ask(doing=ask.doing, method="GET", endpoint=ask.endpoint, path=ask.path, query=query)
            page = as_object(paged, self._exchange.send(paged))
            listed = objects(page.get(items))
            yield from listed
            start += len(listed)
            total = page.get("total")
            if not listed or not isinstance(total, int) or start >= total:
                return


def _quoted(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise IssueError("not the key of an issue; give one as in 'SHOP-12'")
    return quote(key, safe="")


def _project(key: str) -> str:
    if not _PROJECT.fullmatch(key):
        raise IssueError("not the key of a project; give one as in 'SHOP'")
    return quote(key, safe="")


def _names_of(issue: Document) -> list[str]:
    return [name for name in (issue.get("key"), issue.get("id")) if isinstance(name, str)]


def _type(field: Mapping[str, Any]) -> str | None:
    schema = field.get("schema")
    kind = schema.get("type") if isinstance(schema, dict) else None
    return kind if isinstance(kind, str) else None


def _create_field(given: Mapping[str, Any]) -> CreateField:
    name = given.get("name")
    return CreateField(
        id=given["fieldId"],
        name=name if isinstance(name, str) else "",
        required=given.get("required") is True,
        has_default=given.get("hasDefaultValue") is True,
        type=_type(given),
        allowed=tuple(objects(given.get("allowedValues"))),
    )

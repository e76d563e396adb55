"""The calls to Jira's REST v3 that write, and those that look whether something was written."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from workbench.generator.errors import JiraError
from workbench.generator.publish.adf import Node
from workbench.generator.publish.target import Ref
from workbench.generator.remote import Ask, Exchange, File, as_object, as_objects, objects

PROPERTY: Final = "ai-test-studio"
_Ask: Final = partial(Ask, service=JiraError)
_FIELD: Final = re.compile(r"[A-Za-z]{1,40}|customfield_[0-9]{1,12}")
_A_PAGE: Final = 100
_MOST_PAGES: Final = 50  # Jira keeps at most 5,000 comments on an issue


class JiraWriter:
    """Writes to a Jira Cloud site over HTTP. Every method raises `JiraError` where Jira does not answer."""

    def __init__(self, exchange: Exchange, *, browse: str | None = None) -> None:
        """Take the exchange with the site; nothing is sent.

        Args:
            exchange: with the site.
            browse: the site's address for people; None where it is not known, as behind the gateway.
        """
        self._exchange, self._browse = exchange, browse

    def create(self, fields: Mapping[str, Any], *, links: list[Any] | None, value: Mapping[str, str]) -> Ref:
        """Create an issue and return it; never sent again where it may have been carried out.

        Args:
            fields: as REST v3 takes them.
            links: to make with it, or None.
            value: of its property `ai-test-studio`.
        """
        body: dict[str, Any] = {"fields": dict(fields), "properties": [{"key": PROPERTY, "value": dict(value)}]}
        if links:
            body["update"] = {"issuelinks": [{"add": each} for each in links]}
        ask = _Ask(
            doing="creating an issue",
            method="POST",
            endpoint="/issue",
            body=body,
            repeatable=False,
            refused=refused_fields,
        )
        made = as_object(ask, self._exchange.send(ask))
        return self.ref(made) if _is_issue(made) else _no_answer(ask)

    def ref(self, issue: Mapping[str, Any]) -> Ref:
        """Return an issue of an answer, which has an id and a key."""
        url = f"{self._browse}/browse/{issue['key']}" if self._browse else None
        return Ref(id=issue["id"], key=issue["key"], url=url)

    def link(self, kind: str, *, inward: str, outward: str) -> None:
        """Link two issues by their keys; a link that is there already is no harm.

        Of a link "Test" the test is the inward issue and its story the outward one.
        """
        body = {"type": {"name": kind}, "inwardIssue": {"key": inward}, "outwardIssue": {"key": outward}}
        self._exchange.send(
            _Ask(doing="linking a test to its story", method="POST", endpoint="/issueLink", body=body, issue=outward)
        )

    def link_types(self) -> tuple[str, ...]:
        """Return the names of the site's link types."""
        ask = _Ask(doing="reading the link types", method="GET", endpoint="/issueLinkType")
        listed = objects(as_object(ask, self._exchange.send(ask)).get("issueLinkTypes"))
        return tuple(each["name"] for each in listed if isinstance(each.get("name"), str))

    def comments(self, key: str) -> list[dict[str, Any]]:
        """Return the comments of an issue with their properties."""
        found: list[dict[str, Any]] = []
        for _ in range(_MOST_PAGES):
            ask = _Ask(
                doing="reading the comments",
                method="GET",
                endpoint="/issue/{key}/comment",
                path=f"/issue/{quote(key, safe='')}/comment",
                query={"startAt": len(found), "maxResults": _A_PAGE, "expand": "properties"},
            )
            page = as_object(ask, self._exchange.send(ask))
            listed = objects(page.get("comments"))
            found += listed
            if not listed or len(found) >= page.get("total", 0):
                break
        return found

    def comment(self, key: str, body: Node, *, value: Mapping[str, str]) -> str:
        """Comment on an issue and return the comment's id; never sent again where it may have been carried out."""
        ask = _Ask(
            doing="writing a comment",
            method="POST",
            endpoint="/issue/{key}/comment",
            path=f"/issue/{quote(key, safe='')}/comment",
            body={"body": body, "properties": [{"key": PROPERTY, "value": dict(value)}]},
            issue=key,
            repeatable=False,
        )
        made = as_object(ask, self._exchange.send(ask)).get("id")
        return made if isinstance(made, str) else _no_answer(ask).id

    def attach(self, key: str, name: str, data: bytes) -> str:
        """Attach a file to an issue and return its id; never sent again where it may have been carried out."""
        ask = _Ask(
            doing="attaching a file",
            method="POST",
            endpoint="/issue/{key}/attachments",
            path=f"/issue/{quote(key, safe='')}/attachments",
            file=File(name=name, content_type="text/plain; charset=utf-8", data=data),
            headers={"X-Atlassian-Token": "no-check"},
            issue=key,
            repeatable=False,
        )
        made = [each["id"] for each in as_objects(ask, self._exchange.send(ask)) if isinstance(each.get("id"), str)]
        return made[0] if made else _no_answer(ask).id


def refused_fields(body: bytes) -> tuple[str, ...]:
    """Return the ids of the fields that a 400 of Jira names; nothing else of it."""
    try:
        errors = json.loads(body).get("errors")
    except (ValueError, AttributeError, RecursionError):
        return ()
    return tuple(sorted(each for each in errors if _FIELD.fullmatch(each))) if isinstance(errors, dict) else ()


def _is_issue(made: Mapping[str, Any]) -> bool:
    return isinstance(made.get("id"), str) and isinstance(made.get("key"), str)


def _no_answer(ask: Ask) -> Ref:
    raise ask.failed("malformed", maybe_done=True)

"""The same issue in the forms in which Jira gives it."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

MARKUP = "h3. Steps\nOpen [the shop|https://shop.example.com/cart].\n\n* ask [~712020:bo]\n* see [^log.txt]"
_TEXT = {"type": "text"}
DOCUMENT: dict[str, Any] = {
    "type": "doc",
    "version": 1,
    "content": [
        {"type": "heading", "attrs": {"level": 3}, "content": [_TEXT | {"text": "Steps"}]},
        {"type": "paragraph", "content": [
            _TEXT | {"text": "Open "},
            _TEXT | {"text": "the shop", "marks": [
                {"type": "link", "attrs": {"href": "https://shop.example.com/cart"}},
            ]},
            _TEXT | {"text": "."},
        ]},
        {"type": "bulletList", "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [
                _TEXT | {"text": "ask "},
                {"type": "mention", "attrs": {"id": "712020:bo", "text": "@Bo Park", "localId": "x"}},
            ]}]},
            {"type": "listItem", "content": [{"type": "paragraph", "content": [
                _TEXT | {"text": "see "}, {"type": "mediaInline", "attrs": {"type": "file", "alt": "log.txt"}},
            ]}]},
        ]},
    ],
}  # fmt: skip
HEADER = (
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Priority", "Labels", "Labels", "Component/s",
    "Description", "Environment", "Reporter", "Reporter Id", "Comment", "Comment", "Attachment",
    "Custom field (Acceptance Criteria)", "Custom field (Sprint)", "Watchers", "Created",
)  # fmt: skip
ROW = (
    "The cart; it is empty, \"sometimes\"", "SHOP-12", "10012", "Story", "Open", "High", "cart", "web", "Checkout",
    MARKUP, "Test system", "Bo Park", "712020:bo", "12/Nov/25 9:14 AM;712020:ann;Seen; twice\nagain", "",
    "12/Nov/25 9:15 AM;712020:ann;log.txt;https://shop.example.com/rest/api/3/attachment/content/1",
    "# It is full\n# It stays full", "Sprint 9", "Ann Lee", "12/Nov/25 9:00 AM",
)  # fmt: skip


def rest(version: int = 3, **more: Any) -> dict[str, Any]:
    """As REST v3 or v2 answers it."""
    criteria = "# It is full\n# It stays full"
    fields = {
        "summary": ROW[0], "issuetype": {"name": "Story", "iconUrl": "u"}, "status": {"name": "Open", "id": "1"},
        "priority": {"name": "High"}, "labels": ["cart", "web"], "components": [{"name": "Checkout", "self": "u"}],
        "description": DOCUMENT if version == 3 else MARKUP, "environment": "Test system",
        "reporter": {"accountId": "712020:bo", "displayName": "Bo Park", "avatarUrls": {"16x16": "u"}},
        "comment": {"comments": [{"author": {"displayName": "Ann Lee"}, "body": "Seen; twice\nagain"}]},
        "attachment": [{"id": "1", "filename": "log.txt", "author": {"displayName": "Ann Lee"}}],
        "customfield_10042": criteria, "customfield_10020": [{"name": "Sprint 9"}],
        "watches": {"watchers": [{"displayName": "Ann Lee"}]},
    }  # fmt: skip
    names = {"customfield_10042": "Acceptance Criteria", "customfield_10020": "Sprint"}
    return {"expand": "names", "id": "10012", "key": "SHOP-12", "fields": fields | more, "names": names}


def csv_text(rows: Sequence[Sequence[str]] = (ROW,), *, header: Sequence[str] = HEADER, delimiter: str = ",") -> str:
    """As Jira's CSV export."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue()


def numbered(count: int, size: int = 0) -> list[dict[str, Any]]:
    """So many issues, each with a description of so many characters."""
    text = {"type": "paragraph", "content": [_TEXT | {"text": "w" * size}]}
    body = {"type": "doc", "version": 1, "content": [text]}
    numbers = range(1, count + 1)
    return [{"key": f"BIG-{n}", "id": str(n), "fields": {"summary": f"s{n}", "description": body}} for n in numbers]


def as_lines(issues: Sequence[dict[str, Any]]) -> str:
    """One a line."""
    return "".join(json.dumps(issue) + "\n" for issue in issues)

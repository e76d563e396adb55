"""Small builders of documents and issues, so that a test shows only what it is about."""

from typing import Any


def text(words: str, **mark_attrs: dict[str, Any]) -> dict[str, Any]:
    marks = [{"type": kind, "attrs": attrs} for kind, attrs in mark_attrs.items()]
    return {"type": "text", "text": words, **({"marks": marks} if marks else {})}


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    children = [text(child) if isinstance(child, str) else child for child in content]
    return {"type": kind, "content": children, **({"attrs": attrs} if attrs else {})}


def p(*content: Any) -> dict[str, Any]:
    return node("paragraph", *content)


def bold(words: str) -> dict[str, Any]:
    return p(text(words, strong={}))


def heading(words: str, level: int = 2) -> dict[str, Any]:
    return node("heading", words, level=level)


def bullets(*items: Any) -> dict[str, Any]:
    return node("bulletList", *(node("listItem", p(item) if isinstance(item, str) else item) for item in items))


def numbers(*items: str) -> dict[str, Any]:
    return node("orderedList", *(node("listItem", p(item)) for item in items), order=1)


def tasks(*items: str, state: str = "TODO") -> dict[str, Any]:
    return node("taskList", *(node("taskItem", item, state=state) for item in items))


def table(header: list[str], *rows: list[str]) -> dict[str, Any]:
    top = node("tableRow", *(node("tableHeader", p(cell)) for cell in header))
    return node("table", top, *(node("tableRow", *(node("tableCell", p(cell)) for cell in row)) for row in rows))


def doc(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def issue(description: Any = None, *, names: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    given = {"summary": "A summary", "issuetype": {"name": "Story"}, "description": description}
    return {"key": "SHOP-12", "names": names or {}, "fields": {**given, **fields}}


def deep(kind: str, levels: int, leaf: Any) -> Any:
    for _ in range(levels):
        leaf = {"type": kind, "content": [leaf]}
    return leaf

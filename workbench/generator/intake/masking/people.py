"""Who stands in Jira's answer: the people of its user fields, of comments and of mentions."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from workbench.generator.intake.nodes import attributes, is_mention

MAX_PEOPLE: Final = 2_000
_MAX_NODES: Final = 500_000
_BRACKETED: Final = re.compile(r"[(\[{][^)\]}]{0,100}[)\]}]")
_APPS: Final = frozenset({"app", "system"})


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Names as Jira shows them, e-mail addresses and account ids, each once, in the order of the document."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    account_ids: tuple[str, ...] = ()


def people_of(document: object) -> People:
    """Return who is named anywhere in an answer of Jira's, at most 2,000 of each; apps are no people.

    A user is an object with an account id or with a display name and an address of its own; a mention is a node. One of
    everybody (`@all`, `@here`) is nobody.
    """
    names: dict[str, None] = {}
    emails: dict[str, None] = {}
    ids: dict[str, None] = {}
    for found in _users(document):
        _keep(emails, found.get("emailAddress"))
        for name in ("accountId", "id"):
            _keep(ids, found.get(name))
        if found.get("accountType") not in _APPS and found.get("userType") != "APP":
            shown = found.get("displayName") or found.get("text")
            _keep(names, _bare(shown) if isinstance(shown, str) else None)
    return People(names=tuple(names), emails=tuple(emails), account_ids=tuple(ids))


def _keep(known: dict[str, None], value: object) -> None:
    if isinstance(value, str) and 2 <= len(value) <= 200 and len(known) < MAX_PEOPLE:
        known.setdefault(value)


def _bare(name: str) -> str:
    """Return a display name without the mention's sign and without what stands in brackets."""
    return " ".join(_BRACKETED.sub(" ", unicodedata.normalize("NFC", name[:500])).lstrip("@").split())


def _users(document: object) -> Iterator[dict[str, Any]]:
    """Yield every user object and every mention's attributes, in reading order; no depth is too deep."""
    stack: list[object] = [document]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, dict):
            if _is_user(node):
                yield {name: value for name, value in node.items() if name != "id"}
            elif _is_mention_of_one(node):
                yield attributes(node)
            stack.extend(reversed(node.values()))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _is_user(node: dict[str, Any]) -> bool:
    return "accountId" in node or ("displayName" in node and not node.keys().isdisjoint({"emailAddress", "avatarUrls"}))


def _is_mention_of_one(node: dict[str, Any]) -> bool:
    kind, given = node.get("type"), attributes(node)
    return is_mention(kind if isinstance(kind, str) else "", given) and given.get("userType") != "SPECIAL"

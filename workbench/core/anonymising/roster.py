"""Who stands in an issue: the people of its user fields and its mentions, each with every form that Jira gives."""

import re
from collections.abc import Iterator
from typing import Any, Final

from workbench.core.anonymising.records import Person
from workbench.generator.intake.nodes import attributes, is_mention

_MAX_NODES: Final = 500_000
_BRACKETED: Final = re.compile(r"[(\[{][^)\]}]{0,100}[)\]}]")
_EVERYBODY: Final = frozenset({"all", "here", "everyone", "channel"})


def is_user(node: dict[str, Any]) -> bool:
    """Tell whether an object is a user of Jira's, of Cloud or of a server."""
    if "accountId" in node:
        return True
    return "displayName" in node and not node.keys().isdisjoint(
        {"emailAddress", "avatarUrls", "active", "accountType", "name", "key"}
    )


def people_in(document: object) -> tuple[Person, ...]:
    """Return who is named anywhere in an answer of Jira's, in the order of the document; `@all` is nobody."""
    found: dict[str, Person] = {}
    for person in _people(document):
        key = next(iter((*person.account_ids, *person.emails, *person.names, *person.usernames)))
        before = found.get(key, Person())
        found[key] = Person(
            names=_both(before.names, person.names),
            emails=_both(before.emails, person.emails),
            account_ids=_both(before.account_ids, person.account_ids),
            usernames=_both(before.usernames, person.usernames),
        )
    return tuple(found.values())


def bare_name(shown: str) -> str:
    """Return a display name without the mention's sign and without what stands in brackets."""
    return " ".join(_BRACKETED.sub(" ", shown[:500]).lstrip("@").split())


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _people(document: object) -> Iterator[Person]:
    stack: list[object] = [document]
    for _ in range(_MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, dict):
            person = _user(node) if is_user(node) else _mentioned(node)
            if person != Person():
                yield person
            stack.extend(reversed(node.values()))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _user(node: dict[str, Any]) -> Person:
    shown = node.get("displayName")
    return Person(
        names=_texts(bare_name(shown) if isinstance(shown, str) else None),
        emails=_texts(node.get("emailAddress")),
        account_ids=_texts(node.get("accountId")),
        usernames=_texts(node.get("name"), node.get("key")),
    )


def _mentioned(node: dict[str, Any]) -> Person:
    kind, given = node.get("type"), attributes(node)
    if not is_mention(kind if isinstance(kind, str) else "", given) or given.get("userType") == "SPECIAL":
        return Person()
    shown = given.get("text")
    name = bare_name(shown) if isinstance(shown, str) else ""
    account = given.get("id") or given.get("accountId")
    if name.casefold() in _EVERYBODY:
        return Person()
    return Person(names=_texts(name), account_ids=_texts(account))


def _texts(*values: object) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str) and 2 <= len(value) <= 200)

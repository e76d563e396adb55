"""Short values of an issue's fields, each built from what is named here; everything else of a value is left out."""

import math
import re
from typing import Any, Final

from workbench.core.anonymising.records import MOST_CHARS
from workbench.core.errors import CatalogError
from workbench.core.importing.bodies import plain

KEY: Final = re.compile(r"[A-Z][A-Z0-9_]{0,254}-[1-9][0-9]{0,17}")
"""Of an issue, in capitals."""

_OF_PEOPLE: Final = frozenset({"accountId", "accountType", "displayName", "emailAddress", "avatarUrls"})
_PERSON: Final = ("accountId", "displayName", "emailAddress", "name", "key")
_MOST_VALUES: Final = 1_000
_DEEPEST: Final = 3


def text(value: object) -> str:
    """Return a text without blanks at its ends, "" for anything else.

    Raises:
        CatalogError: it has over 400,000 characters, which the anonymiser does not look through.
    """
    if not isinstance(value, str):
        return ""
    if len(value) > MOST_CHARS:
        raise CatalogError(f"a text has over {MOST_CHARS:,} characters; shorten it in Jira or leave its field out")
    return plain(value).strip()


def line(value: object) -> str:
    """Return a text on one line."""
    return " ".join(text(value).split())


def items(value: object) -> list[Any]:
    """Return a list's first 1,000 values, none for anything else."""
    return value[:_MOST_VALUES] if isinstance(value, list) else []


def name(value: object) -> object:
    """Return what something is called, as a priority or a component."""
    called = line(value.get("name")) if isinstance(value, dict) else ""
    return {"name": called} if called else None


def names(value: object) -> object:
    """Return what several things are called."""
    return [named for each in items(value) if (named := name(each))]


def kind(value: object) -> object:
    """Return an issue type's name, and whether it is one of sub-tasks."""
    named = name(value)
    if isinstance(named, dict) and isinstance(value, dict) and isinstance(value.get("subtask"), bool):
        return {**named, "subtask": value["subtask"]}
    return named


def labels(value: object) -> object:
    """Return the texts of a list."""
    return [label for each in items(value) if (label := line(each))]


def day(value: object) -> object:
    """Return a date, None for anything else."""
    given = text(value)
    return given if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given) else None


def files(value: object) -> object:
    """Return the names of attached files."""
    named = (line(each.get("filename")) for each in items(value) if isinstance(each, dict))
    return [{"filename": each} for each in named if each]


def subtasks(value: object) -> object:
    """Return sub-tasks with key, summary and type."""
    return [issue for each in items(value) if (issue := _linked(each))]


def links(value: object) -> object:
    """Return links to other issues, these with key, summary and type; what a link is called nobody searches."""
    sides = ("inwardIssue", "outwardIssue")
    linked = [{side: _linked(each.get(side)) for side in sides} for each in items(value) if isinstance(each, dict)]
    return [{side: issue} for link in linked for side, issue in link.items() if issue is not None]


def _linked(value: object) -> dict[str, Any] | None:
    key, fields = (value.get("key"), value.get("fields")) if isinstance(value, dict) else (None, None)
    if not isinstance(key, str) or not KEY.fullmatch(key.upper()) or not isinstance(fields, dict):
        return None
    read = {"summary": line(fields.get("summary")), "issuetype": kind(fields.get("issuetype"))}
    return {"key": key.upper(), "fields": {named: each for named, each in read.items() if each}}


def person(value: object) -> object:
    """Return a user by all that a text may call them; no picture, no time zone."""
    if not isinstance(value, dict):
        return None
    kept = {each: called for each in _PERSON if (called := line(value.get(each))[:300])}
    return {**kept, "active": True} if kept else None


def option(value: object, depth: int = 0) -> object:
    """Return a text, a number, an option with what stands under it, or a list of these; never a person."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    if depth >= _DEEPEST:
        return None
    if isinstance(value, list):
        return [kept for each in items(value) if not is_empty(kept := option(each, depth + 1))]
    if not isinstance(value, dict) or not _OF_PEOPLE.isdisjoint(value):
        return None
    kept = {each: called for each in ("name", "value") if (called := line(value.get(each)))}
    child = option(value.get("child"), depth + 1)
    return kept | ({"child": child} if child and isinstance(child, dict) else {})


def number(value: float) -> float | None:
    """Return a number as JSON has it, a whole one as `int`, so that the anonymiser sees its digits; None for NaN."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def is_empty(value: object) -> bool:
    """Tell whether a field holds nothing."""
    return value in (None, "", [], {})

"""Which parts of an issue come in: an allow list by structure.

The document that comes in is built from what is named here. So a field, or an attribute of one, that nobody thought of
is left out, whatever it is called.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.errors import CatalogError
from workbench.core.importing import values
from workbench.core.importing.bodies import body_of, plain
from workbench.core.importing.sourced import LeftOut, Wanted
from workbench.generator.intake.phrases import ACCEPTANCE_FIELD, DONE

PEOPLE: Final = ("reporter", "assignee", "creator")
"""Fields that come in for the anonymiser alone; see `without_people`."""

_SHORT: Final[Mapping[str, Callable[[object], object]]] = {
    "summary": values.line,
    "issuetype": values.kind,
    "priority": values.name,
    "status": values.name,
    "labels": values.labels,
    "components": values.names,
    "issuelinks": values.links,
    "subtasks": values.subtasks,
    "attachment": values.files,
    **dict.fromkeys(PEOPLE, values.person),
}
ALWAYS: Final = (*_SHORT, "description")
"""Fields that a source is asked for whatever is wanted."""
_ON_REQUEST: Final[Mapping[str, Callable[[object], object]]] = {
    "resolution": values.name,
    "versions": values.names,
    "fixVersions": values.names,
    "duedate": values.day,
}
ON_REQUEST: Final = ("environment", *_ON_REQUEST)
"""Jira's own fields that come in where they are asked for."""
_CUSTOM: Final = re.compile(r"customfield_[0-9]{1,12}")
_COMMENTS: Final = frozenset({"comment", "comments"})
_NEVER: Final = frozenset(
    """
    attachment reporter assignee creator worklog changelog history watches watchers votes properties renderedfields
    transitions operations editmeta avatarurls security lastviewed project parent timetracking
    """.split()  # noqa: SIM905 - read as prose
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """What of an issue comes in.

    Attributes:
        document: `key`, maybe `id`, `fields`, and `names` of the custom fields that came in.
        left_out: what did not, and how often.
    """

    document: dict[str, Any] = field(repr=False)
    left_out: Counter[LeftOut]


def allow(document: Mapping[str, Any], wanted: Wanted) -> Allowed:
    """Return what of an issue comes in.

    Summary, description, issue type, priority, status, labels, components, fields of acceptance criteria by their name,
    links and sub-tasks with key, summary and type, names of attached files, and the people of the issue: the anonymiser
    needs these to find them in the texts, and they have to be dropped after it (`without_people`). Long texts become
    documents, also where they came as wiki markup. What is empty is left out and not counted.

    Args:
        document: an issue as REST v3 or v2 answers it; it is not changed.
        wanted: what else comes in.

    Raises:
        CatalogError: it has no key, fields or summary; or a text is too long or nested too deeply. The sentence names
            no content.
    """
    key, given = document.get("key"), document.get("fields")
    if not isinstance(key, str) or not values.KEY.fullmatch(key.upper()):
        raise CatalogError("no usable key, as in 'SHOP-12'; export the issues with it")
    if not isinstance(given, dict):
        raise CatalogError("no object 'fields'; hand in Jira's whole answer")
    names = document.get("names")
    names = {id_: name for id_, name in names.items() if isinstance(name, str)} if isinstance(names, dict) else {}
    fields = _fields(given, names, wanted)
    if "summary" not in fields:
        raise CatalogError("the field 'summary' is missing or empty; export the issues with it")
    kept: dict[str, Any] = {"key": key.upper()} | _number(document.get("id")) | {"fields": fields}
    if shown := {id_: plain(names[id_][:200]) for id_ in fields if id_ in names and _CUSTOM.fullmatch(id_)}:
        kept["names"] = shown
    return Allowed(document=kept, left_out=_left_out(given, fields, wanted))


def refuse_never(wanted: Wanted) -> None:
    """Let pass what may be asked for.

    Raises:
        CatalogError: a field is named that never comes in, or that is asked for in another way.
    """
    for name in wanted.fields:
        if name.casefold() in _COMMENTS:
            raise CatalogError(f"the field {name!r} is asked for as comments, not by its name")
        if name.casefold() in _NEVER:
            raise CatalogError(
                f"the field {name!r} cannot be asked for: people and history never come in; leave it out"
            )


def without_people(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without its reporter, assignee and creator.

    They come in so that the anonymiser finds their names in the texts. Once it has, nothing needs them: this has to be
    called on what it returns, before anything is shown or written.
    """
    fields = {name: value for name, value in document["fields"].items() if name not in PEOPLE}
    return {**document, "fields": fields}


def listing_only(document: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return a document whose list of attached files has these names alone.

    All names come in, so that the anonymiser finds them in the texts. On what it returns, files without a text are then
    taken off the list, and addresses, which nothing answers.
    """
    fields = dict(document["fields"])
    listed = [{"filename": each["filename"]} for each in fields.pop("attachment", []) if each["filename"] in names]
    return {**document, "fields": fields | ({"attachment": listed} if listed else {})}


def is_asked_for(id_: str, name: str | None, wanted: Wanted) -> bool:
    """Tell whether a field is named by its id or by what people call it; case does not matter."""
    return not {id_.casefold(), (name or id_).casefold()}.isdisjoint(each.casefold() for each in wanted.fields)


def is_wanted(id_: str, name: str | None, wanted: Wanted) -> bool:
    """Tell whether a field comes in that does not always: it is asked for, or intake takes it for criteria.

    Args:
        id_: the field's id.
        name: what people call it.
        wanted: what is asked for.
    """
    if id_ in ON_REQUEST:
        return is_asked_for(id_, name, wanted)
    return _CUSTOM.fullmatch(id_) is not None and (_is_criteria(name) or is_asked_for(id_, name, wanted))


def _is_criteria(name: str | None) -> bool:
    return name is not None and (ACCEPTANCE_FIELD.search(name) or DONE.search(name)) is not None


# Fields ------------------------------------------------------------------------------------------


def _fields(given: Mapping[str, Any], names: Mapping[str, str], wanted: Wanted) -> dict[str, Any]:
    people = _shown_names(given)
    read: dict[str, object] = {name: short(given.get(name)) for name, short in _SHORT.items()}
    read["description"] = body_of(given.get("description"), people)
    if wanted.comments:
        read["comment"] = _comments(given.get("comment"), people)
    for name in sorted(name for name in given if is_wanted(name, names.get(name), wanted)):
        if name in _ON_REQUEST:
            read[name] = _ON_REQUEST[name](given[name])
        else:
            options = is_asked_for(name, names.get(name), wanted)
            read[name] = body_of(given[name], people) or (values.option(given[name]) if options else None)
    return {name: value for name, value in read.items() if not values.is_empty(value)}


def _left_out(given: Mapping[str, Any], fields: Mapping[str, Any], wanted: Wanted) -> Counter[LeftOut]:
    left: Counter[LeftOut] = Counter()
    for name, value in given.items():
        if name == "comment":
            left["comments"] += _comments_left(value, wanted)
        elif name not in fields and name not in ALWAYS and not values.is_empty(value):
            left["fields"] += 1
    return +left


def _comments_left(value: object, wanted: Wanted) -> int:
    """Return how many comments do not come in; a search answers only some of many."""
    here = len(_bodies(value))
    total = value.get("total") if isinstance(value, dict) else None
    total = total if isinstance(total, int) and not isinstance(total, bool) else here
    return max(total, here) - (here if wanted.comments else 0)


def _number(id_: object) -> dict[str, str]:
    number = str(id_) if isinstance(id_, str | int) and not isinstance(id_, bool) else ""
    return {"id": number} if re.fullmatch(r"[0-9]{1,19}", number) else {}


def _shown_names(given: Mapping[str, Any]) -> dict[str, str]:
    """Return display names of the issue's people by account id, user name and key."""
    found: dict[str, str] = {}
    for name in PEOPLE:
        person = values.person(given.get(name))
        if isinstance(person, dict) and "displayName" in person:
            found |= {person[each]: person["displayName"] for each in ("accountId", "name", "key") if each in person}
    return found


def _comments(value: object, people: Mapping[str, str]) -> object:
    bodies = [{"body": body} for each in _bodies(value) if (body := body_of(each, people))]
    return {"comments": bodies} if bodies else None


def _bodies(value: object) -> list[object]:
    listed = values.items(value.get("comments")) if isinstance(value, dict) else []
    return [each["body"] for each in listed if isinstance(each, dict) and each.get("body")]

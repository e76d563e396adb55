"""What of an issue is replaced by where it stands: people, mentions, links, cards, files, keys, ids.

`Structure` walks a copy of the issue once. It notes what is replaced by field, and hands out the texts that are left to
be searched. Both are carried out later, when it is known who is who.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.core.anonymising.fields import NAMED_ONLY, named
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.roster import is_user
from workbench.core.anonymising.units import Unit, is_paragraph, paragraph
from workbench.generator.intake.nodes import attributes, is_mention

_TECHNICAL: Final = frozenset(
    """
    mimeType projectTypeKey type style colorName layout language color panelType panelColor state order extensionType
    extensionKey accessLevel userType background textAlign system items custom visibility direction subtask
    """.split()  # noqa: SIM905 - read as prose
)
_OPAQUE: Final = frozenset({"parameters", "data", "datasource", "macroMetadata", "annotationType"})
_LINKS: Final = frozenset({"url", "href", "src", "content", "originalUrl"})
_STANDARD_EMOJI: Final = re.compile(r"[0-9a-f]{4,6}(?:-[0-9a-f]{4,6}){0,7}|atlassian-[a-z_]{1,40}")
_OWN_NUMBER: Final = frozenset({"issue", "attachment", "comment", "issuelink", "project"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ByField:
    """A value that is replaced because of where it stands.

    Attributes:
        place: its JSON pointer.
        holder: the object that holds it.
        name: under which name.
        value: as it came.
        kind: what it is.
        detector: `field:` and what the place is.
    """

    place: str
    holder: dict[str, Any]
    name: str
    value: str
    kind: Kind
    detector: str


class Structure:
    """A copy of an issue, walked once."""

    def __init__(self, issue: dict[str, Any]) -> None:
        """Walk it.

        Args:
            issue: a copy that may be written to, as `chosen` makes it.
        """
        self.issue = issue
        self.units: list[Unit] = []
        self.by_field: list[ByField] = []
        self.users: list[tuple[str, dict[str, Any]]] = []
        self.stamps: list[dict[str, Any]] = []
        self.numbers: list[tuple[dict[str, Any], str, str]] = []
        self._issue(issue, "")

    @property
    def texts(self) -> dict[str, str]:
        """The texts that are searched, by place, in reading order."""
        return {unit.place: unit.text for unit in self.units}

    # The issue -----------------------------------------------------------------------------------

    def _issue(self, issue: dict[str, Any], place: str) -> None:
        self._note(issue, "key", place, "issue_key", "field:key")
        self._number(issue, "issue")
        fields = issue.get("fields")
        if isinstance(fields, dict):
            for name, value in list(fields.items()):
                self._field(fields, name, value, f"{place}/fields/{name}")
        names = issue.get("names")
        for name, value in names.items() if isinstance(names, dict) else ():
            if isinstance(value, str) and name.startswith("customfield_"):
                self._text(names, name, value, f"{place}/names/{name}")

    def _field(self, fields: dict[str, Any], name: str, value: object, place: str) -> None:
        if name in NAMED_ONLY:
            fields[name] = named(value) if isinstance(value, dict) else None
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                self._text(fields[name], "name", value["name"], f"{place}/name")  # teams name statuses after customers
        elif name == "project" and isinstance(value, dict):
            fields[name] = {each: value[each] for each in ("id", "key", "name", "projectTypeKey") if each in value}
            self._note(fields[name], "key", place, "issue_key", "field:project")
            self._note(fields[name], "name", place, "org", "field:project")
            self._number(fields[name], "project")
        elif name == "attachment" and isinstance(value, list):
            for number, each in enumerate(value):
                self._attachment(each, f"{place}/{number}")
        elif name in ("issuelinks", "subtasks", "parent"):
            self._linked(value, place)
        else:
            self._value(fields, name, value, place)

    def _linked(self, value: object, place: str) -> None:
        if isinstance(value, list):
            for number, each in enumerate(value):
                self._linked(each, f"{place}/{number}")
        elif isinstance(value, dict) and "fields" in value:
            self._issue(value, place)
        elif isinstance(value, dict):
            self._number(value, "issuelink")
            self._note(value, "key", place, "issue_key", "field:key")
            for name in ("inwardIssue", "outwardIssue"):
                self._linked(value.get(name), f"{place}/{name}")

    def _attachment(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            return
        self._number(value, "attachment")
        self._note(value, "filename", place, "file_name", "field:attachment")
        for name, each in list(value.items()):
            if name not in ("id", "filename", "mimeType", "size", "content"):
                self._value(value, name, each, f"{place}/{name}")

    # Any value -----------------------------------------------------------------------------------

    def _value(self, holder: Any, name: str | int, value: object, place: str) -> None:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            if name not in _TECHNICAL:
                self._text(holder, name, value, place)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                self._value(value, number, each, f"{place}/{number}")
        elif isinstance(value, dict):
            self._object(value, place)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**6:
            holder[name] = str(value)  # too long to be a count: looked at as a text
            self._text(holder, name, holder[name], place)

    def _object(self, value: dict[str, Any], place: str) -> None:
        if is_user(value):
            self.users.append((place, value))
        elif value.get("type") == "doc" or isinstance(value.get("content"), list):
            self._node(value, place)
        else:
            if "body" in value and "author" in value:
                self._number(value, "comment")
            for name, each in list(value.items()):
                if name in _LINKS and isinstance(each, str) and "://" in each:
                    self._note(value, name, place, "url", "field:link")
                elif name not in ("id", "startAt", "maxResults", "total"):
                    self._value(value, name, each, f"{place}/{name}")

    # Documents -----------------------------------------------------------------------------------

    def _node(self, node: dict[str, Any], place: str) -> None:
        if is_paragraph(node):
            unit = paragraph(node, place)
            if unit.segments:
                self.units.append(unit)
        self._attributes(node, place)
        self._marks(node, place)
        children = node.get("content")
        for number, child in enumerate(children) if isinstance(children, list) else ():
            if isinstance(child, dict):
                self._node(child, f"{place}/content/{number}")

    def _attributes(self, node: dict[str, Any], place: str) -> None:
        given, kind = attributes(node), node.get("type")
        kind = kind if isinstance(kind, str) else ""
        for name in [each for each in given if each in _OPAQUE]:
            del given[name]
        if is_mention(kind, given):
            self.users.append((f"{place}/attrs", given))
            return
        for name, value in list(given.items()):
            self._attribute(given, name, value, kind, f"{place}/attrs")

    def _attribute(self, given: dict[str, Any], name: str, value: object, kind: str, place: str) -> None:
        if kind == "date" and name == "timestamp":
            self.stamps.append(given)
        elif name in _LINKS and isinstance(value, str):
            self._note(given, name, place, "url", "field:link")
        elif kind == "emoji" and name == "id" and isinstance(value, str) and _STANDARD_EMOJI.fullmatch(value):
            return
        elif name in ("id", "localId", "occurrenceKey"):
            self._note(given, name, place, "uuid", "field:id")
        elif name == "collection":
            given[name] = ""
        elif kind.startswith("media") and name in ("alt", "__fileName", "fileName"):
            self._note(given, name, place, "file_name", "field:media")
        elif name not in _TECHNICAL and not (kind == "emoji" and name in ("shortName", "text")):
            self._value(given, name, value, f"{place}/{name}")

    def _marks(self, node: dict[str, Any], place: str) -> None:
        marks = node.get("marks")
        if not isinstance(marks, list):
            return
        node["marks"] = [mark for mark in marks if isinstance(mark, dict) and mark.get("type") != "annotation"]
        for number, mark in enumerate(node["marks"]):
            for name, value in list(attributes(mark).items()):
                self._attribute(attributes(mark), name, value, "mark", f"{place}/marks/{number}/attrs")

    # Notes ---------------------------------------------------------------------------------------

    def _text(self, holder: Any, name: str | int, value: str, place: str) -> None:  # noqa: ANN401 - any JSON
        if value.strip():
            unit = Unit(place=place)
            unit.add(holder, name, value)
            self.units.append(unit)

    def _note(self, holder: dict[str, Any], name: str, place: str, kind: Kind, detector: str) -> None:
        value = holder.get(name)
        if isinstance(value, str) and value:
            noted = ByField(
                place=f"{place}/{name}", holder=holder, name=name, value=value, kind=kind, detector=detector
            )
            self.by_field.append(noted)

    def _number(self, holder: dict[str, Any], what: str) -> None:
        value = holder.get("id")
        if isinstance(value, str | int) and not isinstance(value, bool) and what in _OWN_NUMBER:
            self.numbers.append((holder, what, str(value)))


def write_user(
    user: dict[str, Any], *, account: Callable[[str], str], name: Callable[[Mapping[str, Any]], str]
) -> None:
    """Make a user, or a mention's attributes, somebody else; addresses, names of a login and time zones go.

    Args:
        user: the object; it is changed in place.
        account: what stands for an account id.
        name: what stands for the person's name.
    """
    shown = name(user)
    if "displayName" in user or ("accountId" in user and "text" not in user):
        old = user.get("accountId")
        kind = user.get("accountType")
        user.clear()
        user.update({"accountId": account(old)} if isinstance(old, str) else {})
        user.update({"accountType": kind} if isinstance(kind, str) else {})
        user.update({"displayName": shown, "active": True})
        return
    for each in ("id", "accountId"):
        if isinstance(user.get(each), str) and user.get("userType") != "SPECIAL":
            user[each] = account(user[each])
    if isinstance(user.get("text"), str) and user.get("userType") != "SPECIAL":
        user["text"] = "@" * user["text"].startswith("@") + shown
    for each in [name for name in user if name not in ("id", "accountId", "text", "accessLevel", "userType")]:
        del user[each]

"""Issues out of Jira's CSV export, in which a field of many values has many columns of one name."""

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TextIO
from urllib.parse import unquote

from workbench.adapters.issue_sources.bounds import MOST_ISSUES, lines
from workbench.adapters.issue_sources.json_files import Placed
from workbench.core.anonymising.records import MOST_CHARS
from workbench.core.errors import CatalogError

MOST_COLUMNS: Final = 5_000
"""Columns of an export; every comment of the issue with the most comments is one."""

Delimiter = Literal[",", ";", "\t"]
_DELIMITERS: Final[tuple[Delimiter, ...]] = (",", ";", "\t")
_CUSTOM: Final = re.compile(r"(?:custom field|benutzerdefiniertes feld) \((.{1,200})\)", re.IGNORECASE)
_COLUMNS: Final[Mapping[str, str]] = {
    "issue key": "key", "key": "key", "work item key": "key", "vorgangsschlüssel": "key",
    "issue id": "id", "work item id": "id", "vorgangs-id": "id",
    "issue type": "issuetype", "work type": "issuetype", "vorgangstyp": "issuetype",
    "summary": "summary", "zusammenfassung": "summary",
    "description": "description", "beschreibung": "description",
    "environment": "environment", "umgebung": "environment",
    "priority": "priority", "priorität": "priority",
    "status": "status", "resolution": "resolution", "lösung": "resolution",
    "labels": "labels", "stichwörter": "labels",
    "component/s": "components", "components": "components", "komponente(n)": "components",
    "fix version/s": "fixVersions", "fix versions": "fixVersions", "affects version/s": "versions",
    "affects versions": "versions", "due date": "duedate",
    "comment": "comment", "comments": "comment", "kommentar": "comment",
    "attachment": "attachment", "attachments": "attachment", "anhang": "attachment",
    "reporter": "reporter", "reporter id": "reporter id", "autor": "reporter", "assignee": "assignee",
    "assignee id": "assignee id", "zugewiesene person": "assignee", "creator": "creator", "creator id": "creator id",
    "ersteller": "creator",
}  # fmt: skip
# `date;author;text`, and `date;author;file name;address`
_COMMENT: Final = re.compile(r"(?=[^;\n]*\d)[^;\n]{4,40};[^;\n]{0,200};(.*)", re.DOTALL)
_FILE: Final = re.compile(r"(?=[^;\n]*\d)[^;\n]{4,40};[^;\n]{0,200};([^\n]{1,500});\S*")


def delimiter_of(header: str) -> Delimiter | None:
    """Return what parts the cells of a header that names the issues' keys; None where it is none."""
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            continue
        if "key" in [_COLUMNS.get(_name(cell)) for cell in cells]:
            return delimiter
    return None


def read_csv(source: str, file: TextIO, delimiter: Delimiter) -> Iterator[Placed]:
    """Yield the issues of an export as Jira would answer them.

    Its long texts are wiki markup. A custom field gets an id made of its name, the same in every export.

    Raises:
        CatalogError: the file is no such CSV, a cell is too long, or there are too many issues.
    """
    csv.field_size_limit(MOST_CHARS + 1)  # of the whole process; what we were given is text, so more than its default
    reader = csv.reader(lines(source, file), delimiter=delimiter, strict=True)
    rows = _rows(source, reader)
    _, header = next(rows)
    if len(header) > MOST_COLUMNS:
        raise CatalogError(f"{source}, line 1: more than {MOST_COLUMNS:,} columns; export fewer fields")
    for number, (line, cells) in enumerate(rows, 1):
        place = f"{source}, line {line}"
        if number > MOST_ISSUES:
            raise CatalogError(f"{source}: more than {MOST_ISSUES:,} issues; export fewer at once")
        if len(cells) != len(header):
            raise CatalogError(f"{place}: {len(cells)} cells, and the header has {len(header)}; export it again")
        yield place, _issue(header, cells)


def _rows(source: str, reader: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - csv's readers have no name
    """Yield the rows with the line that each begins in; empty ones are left out."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            why = f"a cell has over {MOST_CHARS:,} characters" if "limit" in str(error) else "a quote is not closed"
            raise CatalogError(f"{source}, line {line}: {why}; export it again without that field or issue") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _name(cell: str) -> str:
    return " ".join(cell.strip().lstrip("\ufeff").casefold().split())


def _issue(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, Any]:
    """Return a row in the form of Jira's answers; what nobody knows keeps its column's name and never comes in."""
    known: dict[str, list[str]] = defaultdict(list)
    custom: dict[str, list[str]] = defaultdict(list)
    other: dict[str, str] = {}
    for title, cell in zip(header, cells, strict=True):
        if not cell.strip():
            continue
        field, own = _COLUMNS.get(_name(title)), _CUSTOM.fullmatch(title.strip())
        if field is not None:
            known[field].append(cell)
        elif own is not None:
            custom[own[1].strip()].append(cell)
        else:
            other[f"column {title}"] = cell
    fields = {name: read(known[name]) for name, read in _READERS.items() if known[name]}
    fields |= {_id(name): values[0] if len(values) == 1 else values for name, values in custom.items()}
    people = {who: _person(known[who], known[f"{who} id"]) for who in ("reporter", "assignee", "creator")}
    fields |= {who: person for who, person in people.items() if person}
    key, number = (next(iter(known[name]), "").strip() for name in ("key", "id"))
    return {"key": key, "id": number, "fields": fields | other, "names": {_id(name): name for name in custom}}


def _id(name: str) -> str:
    digits = int.from_bytes(hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return f"customfield_{10**11 + digits % 10**11}"


def _person(names: Sequence[str], accounts: Sequence[str]) -> Mapping[str, str]:
    shown, account = (next(iter(values), "").strip() for values in (names, accounts))
    if not shown and not account:
        return {}
    login = {"name": shown} if shown and " " not in shown else {}  # a server exports the name of the login
    return ({"displayName": shown} if shown else {}) | ({"accountId": account} if account else {}) | login


def _comments(cells: Sequence[str]) -> object:
    bodies = (match[1] if (match := _COMMENT.fullmatch(cell)) else cell for cell in cells)
    return {"comments": [{"body": body} for body in bodies]}


def _files(cells: Sequence[str]) -> object:
    return [{"filename": _file(cell)} for cell in cells]


def _file(cell: str) -> str:
    if match := _FILE.fullmatch(cell.strip()):
        return match[1]
    return unquote(cell.rpartition("/")[2]) if "://" in cell else cell


def _named(cells: Sequence[str]) -> object:
    return {"name": cells[0]}


def _all_named(cells: Sequence[str]) -> object:
    return [{"name": cell} for cell in cells]


def _first(cells: Sequence[str]) -> object:
    return cells[0]


_READERS: Final[Mapping[str, Callable[[Sequence[str]], object]]] = {
    **dict.fromkeys(("summary", "description", "environment", "duedate"), _first),
    **dict.fromkeys(("issuetype", "priority", "status", "resolution"), _named),
    **dict.fromkeys(("components", "versions", "fixVersions"), _all_named),
    "labels": list,
    "comment": _comments,
    "attachment": _files,
}

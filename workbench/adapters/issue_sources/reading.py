"""A file or a folder of issues; what a file is its content tells, never its name."""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final, Literal, TextIO

from workbench.adapters.issue_sources.bounds import MOST_BYTES, MOST_ISSUES, MOST_LINE_CHARS, as_text, opened
from workbench.adapters.issue_sources.csv_files import delimiter_of, read_csv
from workbench.adapters.issue_sources.folders import Folder
from workbench.adapters.issue_sources.json_files import Placed, read_json, read_json_lines
from workbench.adapters.issue_sources.sourcing import absent, sourced
from workbench.core.errors import CatalogError
from workbench.core.importing.allowing import refuse_never
from workbench.core.importing.sourced import SourcedIssue, Wanted

_MOST_EMPTY_LINES: Final = 1_000


def read_source(path: Path, wanted: Wanted) -> Iterator[SourcedIssue]:
    """Return the issues of a file or a folder, one after the other.

    A file is JSON (an issue, a list of issues, what a search answers), JSON Lines (an issue a line), or Jira's CSV
    export. A folder holds such files, also in `issues/`, and attached files as `attachments/KEY/*`. Of a single file
    the attached files are not there.

    Args:
        path: the file or folder.
        wanted: what comes in of each issue.

    Raises:
        CatalogError: at once where `wanted` asks for what never comes in; while reading where a file cannot be read or
            holds something else. The sentence says where, and names no content.
    """
    refuse_never(wanted)
    return _counted(str(path), _of_folder(path, wanted) if path.is_dir() else _all(_of_file(path), wanted))


def read_upload(name: str, data: bytes, wanted: Wanted) -> Iterator[SourcedIssue]:
    """Return the issues of a file that is in memory and stays there: nothing is written, to no temporary folder either.

    Args:
        name: what sentences call it.
        data: the whole file, of any form that `read_source` takes.
        wanted: what comes in of each issue.

    Raises:
        CatalogError: as `read_source`.
    """
    refuse_never(wanted)
    if len(data) > MOST_BYTES:
        raise CatalogError(f"{name}: larger than {MOST_BYTES:,} bytes; export fewer issues at once")
    return _counted(name, _all(_issues(name, as_text(BytesIO(data))), wanted))


def _counted(source: str, issues: Iterator[SourcedIssue]) -> Iterator[SourcedIssue]:
    count = 0
    for issue in issues:
        count += 1
        if count > MOST_ISSUES:
            raise CatalogError(f"{source}: more than {MOST_ISSUES:,} issues; hand in fewer at once")
        yield issue
    if not count:
        raise CatalogError(f"{source}: holds no issue; export some")


def _all(issues: Iterator[Placed], wanted: Wanted) -> Iterator[SourcedIssue]:
    for place, document in issues:
        yield sourced(document, wanted, load=absent, place=place)


def _of_folder(path: Path, wanted: Wanted) -> Iterator[SourcedIssue]:
    folder = Folder(path)
    for file in folder.files():
        for place, document in _of_file(file):
            with_files, load = folder.attached(document)
            yield sourced(with_files, wanted, load=load, place=place)


def _of_file(path: Path) -> Iterator[Placed]:
    with opened(path) as file:
        yield from _issues(str(path), file)


def _issues(source: str, file: TextIO) -> Iterator[Placed]:
    form = _form(file)
    if form == "JSON":
        yield from read_json(source, file)
    elif form == "JSON Lines":
        yield from read_json_lines(source, file)
    elif form == "empty":
        raise CatalogError(f"{source}: empty; an export of issues is expected")
    elif form is not None:
        yield from read_csv(source, file, form)
    else:
        raise CatalogError(
            f"{source}: neither JSON nor a CSV export of Jira's with a column 'Issue key'; export the issues so, or "
            "take the file out"
        )


def _form(file: TextIO) -> Literal["JSON", "JSON Lines", "empty", ",", ";", "\t"] | None:
    """Return what a file is, by its first two lines; of a CSV export, what parts its cells."""
    first = _next_line(file)
    if first.startswith("{"):
        return "JSON Lines" if _next_line(file) and _is_object(first) else "JSON"
    if first.startswith("["):
        return "JSON"
    return delimiter_of(first) if first else "empty"


def _next_line(file: TextIO) -> str:
    """Return the next line that is not empty, without blanks around it."""
    read = iter(lambda: file.readline(MOST_LINE_CHARS), "")
    return next((line.strip() for line in islice(read, _MOST_EMPTY_LINES) if line.strip()), "")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), Mapping)
    except (ValueError, RecursionError):
        return False

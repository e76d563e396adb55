"""An issue with its attached files as a `SourcedIssue`: what is allowed of both, and the count of the rest."""

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from workbench.core.errors import CatalogError
from workbench.core.importing.allowing import allow
from workbench.core.importing.sourced import LeftOut, SourcedIssue, Wanted
from workbench.generator.intake.attachments import file_name, read_attachment
from workbench.generator.intake.media_types import media_type

MOST_FILES: Final = 200
"""Attached files of one issue; intake names no more."""
MOST_FILE_BYTES: Final = 25_000_000
"""Bytes of one attached file; intake's own reader takes no more."""
MOST_TEXT_CHARS: Final = 100_000
"""Characters of one attached file's text: what a reviewer can look through. A longer one is left out whole."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A file whose text does not come in."""

    why: LeftOut


Load = Callable[[Mapping[str, Any]], bytes | Missing]
"""Gives the bytes of a file that an issue lists, or why there are none."""


def sourced(document: Mapping[str, Any], wanted: Wanted, *, load: Load, place: str) -> SourcedIssue:
    """Return what comes in of an issue.

    The text of a file is what intake reads of it, so that nothing else of the file comes along: no properties of a
    document, no comments, no tracked changes, no picture. Where two files have one name, the later one gets a number.

    Args:
        document: the issue as Jira answers it, with `fields`.
        wanted: what comes in.
        load: gives an attached file; not asked where no files come in.
        place: the file and line that a sentence begins with.

    Raises:
        CatalogError: it is no issue, or a text of it is too long.
    """
    try:
        allowed = allow(document, wanted)
    except CatalogError as error:
        raise CatalogError(f"{place}: {error}") from None
    listed = list(_listed(document))
    if listed:
        allowed.document["fields"]["attachment"] = [{"filename": name} for name, _ in listed]
    attached: dict[str, str] = {}
    for number, (name, entry) in enumerate(listed if wanted.attachments else ()):
        text = _read(name, load(entry)) if number < MOST_FILES else Missing("files that are not there")
        if isinstance(text, Missing):
            allowed.left_out[text.why] += 1
        else:
            attached[name] = text
    return SourcedIssue(
        key=allowed.document["key"],
        number=allowed.document.get("id"),
        document=allowed.document,
        attached=attached,
        left_out=allowed.left_out,
    )


def absent(entry: Mapping[str, Any]) -> Missing:
    """Return why a file is not there that a source lists and does not hold: a picture would not come in anyway."""
    kind = entry.get("mimeType")
    kind = kind if isinstance(kind, str) and kind else mimetypes.guess_type(entry["filename"])[0] or ""
    return Missing("pictures" if kind.startswith("image/") else "files that are not there")


def _listed(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each file that the issue lists, under a name of its own."""
    listed = document["fields"].get("attachment")
    seen: set[str] = set()
    for entry in listed[:1_000] if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("filename"), str) or not entry["filename"].strip():
            continue
        name = whole = file_name(entry["filename"])
        number = 2
        while name.casefold() in seen:
            path = PurePath(whole)
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        seen.add(name.casefold())
        yield name, entry


def _read(name: str, data: bytes | Missing) -> str | Missing:
    if isinstance(data, Missing):
        return data
    if media_type(data).startswith("image/"):
        return Missing("pictures")
    read = read_attachment(name, data, max_chars=2 * MOST_TEXT_CHARS)
    if read.text is None or not read.text.strip():
        return Missing("unreadable files")
    if len(read.text) > MOST_TEXT_CHARS or (read.note or "").startswith("cut"):
        return Missing("files that are too long")
    return read.text

"""A folder of issues with the files that are attached to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from workbench.adapters.issue_sources.sourcing import MOST_FILE_BYTES, MOST_FILES, Load, Missing, absent
from workbench.core.errors import CatalogError
from workbench.core.importing.values import KEY

_ISSUES: Final = "issues"
_ATTACHED: Final = "attachments"


class Folder:
    """Files of issues, in the folder or in its `issues/`; attached files in `attachments/KEY/`."""

    def __init__(self, path: Path) -> None:
        """Take the folder; nothing is read yet."""
        self._path = path

    def files(self) -> list[Path]:
        """Return the files that hold issues, by name; hidden ones are none.

        Raises:
            CatalogError: the folder cannot be read, or has no files.
        """
        found = [*_files(self._path).values(), *self._within(_ISSUES).values()]
        if not found:
            raise CatalogError(f"{self._path}: no files in it; put in exports of issues")
        return found

    def attached(self, document: Mapping[str, Any]) -> tuple[Mapping[str, Any], Load]:
        """Return an issue that lists all files of its folder, and how to read them.

        A file is found among those that are there, never by a path that a document names.
        """
        key, fields = document.get("key"), document.get("fields")
        if not isinstance(key, str) or not KEY.fullmatch(key.upper()) or not isinstance(fields, dict):
            return document, absent
        there = self._within(_ATTACHED, key) or self._within(_ATTACHED, key.upper())
        listed = fields.get("attachment")
        listed = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        named = {each.get("filename") for each in listed}
        more = [{"filename": name} for name in there if name not in named]

        def load(entry: Mapping[str, Any]) -> bytes | Missing:
            file = there.get(entry["filename"])
            return absent(entry) if file is None else _read(file)

        return {**document, "fields": {**fields, "attachment": [*listed, *more[:MOST_FILES]]}}, load

    def _within(self, *names: str) -> dict[str, Path]:
        """Return the files of a folder inside this one; a link that leads elsewhere has none."""
        folder = self._path.joinpath(*names)
        return _files(folder) if folder.resolve().is_relative_to(self._path.resolve()) else {}


def _files(folder: Path) -> dict[str, Path]:
    """Return a folder's own files by name; links are not followed."""
    try:
        listed = sorted(folder.iterdir()) if folder.is_dir() else []
        return {each.name: each for each in listed if each.is_file() and not _is_hidden(each)}
    except OSError as error:
        raise CatalogError(f"{folder}: cannot be read ({error.strerror or type(error).__name__})") from None


def _is_hidden(file: Path) -> bool:
    return file.name.startswith(".") or file.is_symlink()


def _read(file: Path) -> bytes | Missing:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_FILE_BYTES + 1)
    except OSError:
        return Missing("unreadable files")
    return data if len(data) <= MOST_FILE_BYTES else Missing("files that are too long")

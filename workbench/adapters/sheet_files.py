"""Sheets as CSV files, as spreadsheets read and save them."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

from workbench.core.errors import LabelError

_ENDINGS: Final = {".csv": True, ".tsv": True, ".jsonl": False, ".ndjson": False}


def is_sheet(path: Path) -> bool:
    """Return whether a file is a sheet or JSON lines, by its ending.

    Raises:
        LabelError: it is neither.
    """
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise LabelError(f"{path}: labels come as .jsonl, sheets as .csv; a workbook is saved as CSV first")
    return kind


def read_sheet_file(path: Path) -> str:
    """Return a sheet's text: UTF-8 with or without a byte order mark, or Windows-1252, which Excel saves.

    Raises:
        LabelError: it cannot be read, or is neither.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LabelError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # UTF-16 and workbooks hold it, and Windows-1252 takes it
            return text
    raise LabelError(f"{path}: neither UTF-8 nor Windows-1252; save it as 'CSV UTF-8'")


def write_sheet_file(path: Path, text: str) -> None:
    """Write a new sheet with a byte order mark, by which Excel knows UTF-8.

    Raises:
        LabelError: it is there already and may be somebody's work, or it cannot be written.
    """
    if path.exists():
        raise LabelError(f"{path}: is there already, and somebody may have rated in it; name a new file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(BOM_UTF8 + text.encode("utf-8"))
    except OSError as error:
        raise LabelError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None

"""Office files are ZIP archives from strangers: measured before they are inflated, and inflated by us alone.

The parsers get an archive that we packed anew, without compression and without pictures, macros and embedded files.
So nothing of what the file says of its own sizes reaches them.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, Literal

from workbench.generator.intake.attachments.gathering import Skipped
from workbench.generator.intake.attachments.limits import (
    MAX_EXPANDED_BYTES,
    MAX_MEMBERS,
    MAX_RATIO,
    MB,
    RATIO_FROM_BYTES,
)

Office = Literal["Word file", "sheet"]

_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_SHEETS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP: Final = (".xml", ".rels")
_DOCUMENT_TYPE: Final = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


def office_kind(data: bytes) -> Office | None:
    """Return what Office file the archive is by its list of members, or None for any other.

    Raises:
        Skipped: its directory cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _open_xml(names)
            if "mimetype" in names and archive.getinfo("mimetype").file_size < MB:
                return "sheet" if archive.open("mimetype").read(100).startswith(_SHEETS) else None
    except _BROKEN:
        raise Skipped("broken") from None
    return None


def _open_xml(names: set[str]) -> Office | None:
    if "xl/workbook.xml" in names:
        return "sheet"
    return "Word file" if any(name.startswith("word/") for name in names) else None


def repacked(data: bytes) -> bytes:
    """Return the archive with its markup stored plainly, and every other member empty.

    Raises:
        Skipped: it is encrypted, broken, holds too many files or would expand too much.
    """
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as plain:
            _measure(archive, len(data))
            for name, content in _contents(archive):
                plain.writestr(zipfile.ZipInfo(name), content)
    except _BROKEN:
        raise Skipped("broken") from None
    return packed.getvalue()


def _measure(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Skipped(f"holds over {MAX_MEMBERS:,} files")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Skipped("encrypted")
    expanded = sum(member.file_size for member in members)
    if expanded > MAX_EXPANDED_BYTES:
        raise Skipped(f"expands to over {MAX_EXPANDED_BYTES // MB} MB")
    if expanded > max(RATIO_FROM_BYTES, MAX_RATIO * size):
        raise Skipped(f"expands to over {MAX_RATIO} times its size")


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each name once, as the directory has it first; a member never gives more than the directory says."""
    seen: set[str] = set()
    for member in archive.infolist():
        if member.is_dir() or member.filename in seen:
            continue
        seen.add(member.filename)
        if member.filename != "mimetype" and not member.filename.lower().endswith(_MARKUP):
            yield member.filename, b""
            continue
        if member.compress_type not in _METHODS:
            raise Skipped("broken")
        with archive.open(member) as opened:
            content = opened.read(member.file_size)
        if any(mark in content for mark in _DOCUMENT_TYPE):
            raise Skipped("declares entities, which no Office file does")
        yield member.filename, content

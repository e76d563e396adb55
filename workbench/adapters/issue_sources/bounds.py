"""How much a source may hold, and opening it within that."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from workbench.core.errors import CatalogError

MOST_ISSUES: Final = 10_000
"""Issues of one import; more has no reviewer."""
MOST_WHOLE_BYTES: Final = 64_000_000
"""Bytes of a file that is read whole: JSON that is no JSON Lines."""
MOST_BYTES: Final = 500_000_000
"""Bytes of a file that is read line by line."""
MOST_LINE_CHARS: Final = 20_000_000
"""Characters of one line, as an issue in JSON Lines."""

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PIECE: Final = 100_000


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a file as text with its line ends as they are; by its byte order mark, as UTF-8, else as Windows-1252.

    Raises:
        CatalogError: it cannot be read, or is too large.
    """
    try:
        if not path.is_file():
            raise CatalogError(f"{path}: no such file")
        if path.stat().st_size > MOST_BYTES:
            raise CatalogError(f"{path}: larger than {MOST_BYTES:,} bytes; export fewer issues at once")
        file = path.open(encoding=_encoding(path), errors="replace", newline="")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a file name"
        raise CatalogError(f"{path}: cannot be read ({reason})") from None
    with file:
        yield file


def lines(path: Path, file: TextIO) -> Iterator[str]:
    """Yield a file's lines from its beginning, with their ends.

    Raises:
        CatalogError: a line is too long.
    """
    file.seek(0)
    number = 0
    while line := file.readline(MOST_LINE_CHARS + 1):
        number += 1
        if len(line) > MOST_LINE_CHARS:
            raise CatalogError(f"{path}, line {number}: longer than {MOST_LINE_CHARS:,} characters, which no issue is")
        yield line


def read_whole(path: Path, file: TextIO) -> str:
    """Return all of a file's text.

    Raises:
        CatalogError: it is too large to be read whole.
    """
    if path.stat().st_size > MOST_WHOLE_BYTES:
        raise CatalogError(
            f"{path}: JSON of more than {MOST_WHOLE_BYTES:,} bytes; hand it in as JSON Lines, one issue a line"
        )
    return path.read_bytes().decode(file.encoding, errors="replace")  # half of what `file.read` holds at its peak


def _encoding(path: Path) -> str:
    """Return how a file is written; a byte that cannot be is read as a sign of its own."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(_PIECE)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        try:
            while head:
                decoder.decode(head)
                head = file.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"

"""How much a source may hold, and opening it within that."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, TextIO

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
    """Open a file as text with its line ends as they are (see `as_text`).

    Raises:
        CatalogError: it cannot be read, or is too large.
    """
    try:
        if not path.is_file():
            raise CatalogError(f"{path}: no such file")
        if path.stat().st_size > MOST_BYTES:
            raise CatalogError(f"{path}: larger than {MOST_BYTES:,} bytes; export fewer issues at once")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a file name"
        raise CatalogError(f"{path}: cannot be read ({reason})") from None
    with file:
        yield as_text(file)


def as_text(file: BinaryIO) -> TextIO:
    """Return bytes as text: by their byte order mark, as UTF-8, else as Windows-1252; a byte that is none is one sign.

    Args:
        file: can be read again from its beginning.
    """
    return TextIOWrapper(file, encoding=_encoding(file), errors="replace", newline="")


def lines(place: str, file: TextIO) -> Iterator[str]:
    """Yield a text's lines from its beginning, with their ends.

    Raises:
        CatalogError: a line is too long.
    """
    file.seek(0)
    number = 0
    while line := file.readline(MOST_LINE_CHARS + 1):
        number += 1
        if len(line) > MOST_LINE_CHARS:
            raise CatalogError(f"{place}, line {number}: longer than {MOST_LINE_CHARS:,} characters, which no issue is")
        yield line


def read_whole(place: str, file: TextIO) -> str:
    """Return all of a text.

    Raises:
        CatalogError: it is too large to be read whole.
    """
    file.seek(0)
    if file.buffer.seek(0, SEEK_END) > MOST_WHOLE_BYTES:
        raise CatalogError(
            f"{place}: JSON of more than {MOST_WHOLE_BYTES:,} bytes; hand it in as JSON Lines, one issue a line"
        )
    file.buffer.seek(0)
    return file.buffer.read().decode(file.encoding, errors="replace")  # half of what `file.read` holds at its peak


def _encoding(file: BinaryIO) -> str:
    """Return how a file is written, and go back to its beginning."""
    file.seek(0)
    head = file.read(_PIECE)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while head and not marked:
            decoder.decode(head)
            head = file.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return marked or "utf-8"

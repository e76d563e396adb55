"""Bytes to text: by byte order mark, as UTF-8, as Windows-1252."""

import codecs
import re
from typing import Final

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_BYTES_A_CHARACTER: Final = 4


def most_bytes(max_chars: int) -> int:
    """Return how many bytes may be looked at for so many characters and one more."""
    return (max_chars + 1) * _BYTES_A_CHARACTER


def decode(data: bytes, max_chars: int) -> str | None:
    """Return the text of the first bytes, or None where they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : len(mark) + most_bytes(max_chars)].decode(encoding, errors="replace")
    if _CONTROLS.search(data):
        return None
    head = data[: most_bytes(max_chars)]
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) == len(data))
    except UnicodeDecodeError:
        return _western(head)


def _western(head: bytes) -> str:
    try:
        return head.decode("cp1252")
    except UnicodeDecodeError:
        return head.decode("latin-1")

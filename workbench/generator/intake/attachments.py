"""Attached files to text: what a file is decides its bytes, never its name."""

import codecs
from typing import Final

from workbench.generator.intake.blocks import clean, cut
from workbench.generator.records import Attachment

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office file"),
    (b"PK\x05\x06", "ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf\x27\x1c", "compressed"),
    (b"Rar!", "compressed"),
    (b"{\\rtf", "RTF"),
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")
_BYTES_A_CHARACTER: Final = 4


def read_attachment(name: str, data: bytes, *, max_chars: int) -> Attachment:
    """The file's text, cut at the limit; None with a note where it is no text.

    Args:
        name: the file's name, kept on one line; it says nothing about what the file is.
        data: the whole file.
        max_chars: the text is cut after so many characters; 0 keeps none.
    """
    shown = file_name(name)
    kind = _binary_kind(data)
    if kind:
        return Attachment(name=shown, text=None, note=f"{kind}: not read")
    if max_chars <= 0:
        return Attachment(name=shown, text=None, note="not sent: the limit is 0 characters")
    text = _decode(data, max_chars)
    if text is None:
        return Attachment(name=shown, text=None, note="not text: not read")
    kept, notes = cut(clean(text), max_chars)
    if len(data) > _most_bytes(max_chars) and not notes:
        notes = (f"cut after {max_chars:,} characters",)
    return Attachment(name=shown, text=kept, note=notes[0] if notes else None)


def file_name(name: str) -> str:
    """The name on one line, without control characters, at most 200 characters."""
    return " ".join(clean(name).split())[:200] or "unnamed"


def _binary_kind(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if data[:2] == b"BM" and b"\x00" not in data[:64]:
        return None  # a text that starts with these two letters
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def _most_bytes(max_chars: int) -> int:
    return (max_chars + 1) * _BYTES_A_CHARACTER


def _decode(data: bytes, max_chars: int) -> str | None:
    """The text of the first bytes, or None where they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : len(mark) + _most_bytes(max_chars)].decode(encoding, errors="replace")
    if not _CONTROLS.isdisjoint(data):
        return None
    head = data[: _most_bytes(max_chars)]
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) == len(data))
    except UnicodeDecodeError:
        return _western(head)


def _western(head: bytes) -> str:
    try:
        return head.decode("cp1252")
    except UnicodeDecodeError:
        return head.decode("latin-1")

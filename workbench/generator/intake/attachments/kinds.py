"""What a file is by its first bytes; its name says nothing."""

import codecs
import re
from typing import Final, Literal

Kind = Literal["PDF", "ZIP or Office file", "old Office file", "image", "HTML", "compressed", "RTF"]

_SIGNATURES: Final[tuple[tuple[bytes, Kind], ...]] = (
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
_HEAD: Final = 1_024
# An XML declaration and comments may stand before; a fragment counts, for Jira's users save those too.
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*){0,3}"
    r"<(?:!doctype\s+html|(?:html|head|body|table|div|p|h[1-6]|ul|ol|meta|title|style|script|svg)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(data: bytes) -> Kind | None:
    """Return what the file is, or None where it looks like plain text or nothing we know."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if data[:2] == b"BM" and b"\x00" not in data[:64]:
        return None  # a text that starts with these two letters
    found = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    return found or ("HTML" if _HTML.match(_head(data)) else None)


def _head(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data[:_HEAD].decode(encoding, errors="replace")

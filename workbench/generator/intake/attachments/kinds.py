"""What a file is by its first bytes; its name says nothing."""

import codecs
import re
from typing import Final, Literal

Kind = Literal["PDF", "ZIP or Office file", "old Office file", "image", "HTML", "compressed", "RTF"]

_SIGNATURES: Final[tuple[tuple[bytes, Kind, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
    (b"\xff\xd8\xff", "image", "image/jpeg"),
    (b"GIF87a", "image", "image/gif"),
    (b"GIF89a", "image", "image/gif"),
    (b"BM", "image", "image/bmp"),
    (b"II*\x00", "image", "image/tiff"),
    (b"MM\x00*", "image", "image/tiff"),
    (b"%PDF-", "PDF", "application/pdf"),
    (b"PK\x03\x04", "ZIP or Office file", "application/zip"),
    (b"PK\x05\x06", "ZIP or Office file", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file", "application/x-ole-storage"),
    (b"\x1f\x8b", "compressed", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "compressed", "application/x-7z-compressed"),
    (b"Rar!", "compressed", "application/vnd.rar"),
    (b"{\\rtf", "RTF", "application/rtf"),
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
    kind, _ = known(data)
    return kind


def known(data: bytes) -> tuple[Kind, str] | tuple[None, None]:
    """Return what the file is and its media type, that of a ZIP for every Office file; None twice where unknown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image", "image/webp"
    if data[:2] == b"BM" and b"\x00" not in data[:64]:
        return None, None  # a text that starts with these two letters
    for signature, kind, media_type in _SIGNATURES:
        if data.startswith(signature):
            return kind, media_type
    return ("HTML", "text/html") if _HTML.match(_head(data)) else (None, None)


def _head(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data[:_HEAD].decode(encoding, errors="replace")

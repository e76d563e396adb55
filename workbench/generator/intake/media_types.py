"""The media type of a file by its bytes: the one that Jira states is the uploader's word."""

import re
from typing import Final

_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"{\\rtf", "application/rtf"),
)
_ARCHIVES: Final = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
_HTML: Final = re.compile(rb"\s{0,200}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes) -> str:
    """Return the type in lower case: `text/plain` for any text but HTML, else `application/octet-stream`.

    Markdown, CSV and JSON are text like any other: their names tell them apart, not their bytes.
    """
    if data.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in _ARCHIVES if name in data), "application/zip")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if found:
        return found
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    return "text/plain" if data.startswith(_WIDE) or not _CONTROLS.search(data) else "application/octet-stream"

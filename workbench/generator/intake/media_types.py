"""The media type of a file by its bytes: the one that Jira states is the uploader's word."""

import re
from typing import Final

from workbench.generator.intake.attachments.kinds import known

_ARCHIVES: Final = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes) -> str:
    """Return the type in lower case: `text/plain` for any text but HTML, else `application/octet-stream`.

    Markdown, CSV and JSON are text like any other: their names tell them apart, not their bytes.
    """
    kind, found = known(data)
    if kind == "ZIP or Office file":
        found = next((office for name, office in _ARCHIVES if name in data), found)
    if found:
        return found
    return "text/plain" if data.startswith(_WIDE) or not _CONTROLS.search(data) else "application/octet-stream"

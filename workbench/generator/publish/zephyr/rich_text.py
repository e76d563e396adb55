"""Plain text for Zephyr's fields, which take HTML."""

import html
import re
from typing import Final

_BREAK: Final = re.compile(r"(?i)<br\s*/?>|</p>\s*<p>")
_TAG: Final = re.compile(r"<[^<>]{0,500}>")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def visible(text: str) -> str:
    """Return a text without control characters, which no field takes; tabs and line breaks stay."""
    return _CONTROL.sub("", text)


def as_html(text: str) -> str:
    """Return a text as HTML in which nothing is markup but its line breaks."""
    return html.escape(visible(text), quote=True).replace("\n", "<br>")


def as_text(value: object) -> str:
    """Return the text of a field that holds HTML; "" where there is none."""
    if not isinstance(value, str):
        return ""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", value))).strip()

"""Plain text for fields that may be shown as Jira's wiki markup."""

import re
from typing import Final

# Links, mentions and files stand in [], macros in {}, pictures between !. Emphasis and lists do nothing and stay.
_ACTIVE: Final = re.compile(r"(\\?)([\[{]|!(?=\S[^!\n]*!))")
_ESCAPED: Final = re.compile(r"\\([\[{!])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def escaped(text: str) -> str:
    r"""Return a text in which no link, mention, picture or macro of the wiki markup acts.

    A backslash before such a sign gets a space behind it, for two together are a line break and escape nothing.
    """
    return _ACTIVE.sub(lambda found: f"{found[1]}{' ' if found[1] else ''}\\{found[2]}", text)


def unescaped(text: str) -> str:
    """Return what `escaped` was given, but for a space behind a backslash."""
    return _ESCAPED.sub(lambda found: found[1], text)


def without_control(text: str) -> str:
    """Return a text without the control characters that no field takes."""
    return _CONTROL.sub("", text)

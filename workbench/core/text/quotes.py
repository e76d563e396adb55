"""What a text quotes, in the quotation marks of many languages. An apostrophe is no quotation mark."""

import re
from typing import Final

QUOTED: Final = re.compile(
    r"\"(?P<plain>[^\"\n]{1,400})\""
    r"|„(?P<low>[^“”\"\n]{1,400})[“”\"]"
    r"|“(?P<curly>[^”\n]{1,400})”"
    r"|«\s?(?P<angled>[^»\n]{1,400}?)\s?»"
    r"|»(?P<inward>[^«\n]{1,400})«"
    r"|‘(?P<single>[^’\n]{1,400})’(?!\w)"
    r"|(?<!\w)'(?P<typed>[^'\n]{1,400})'(?!\w)"
    r"|`(?P<code>[^`\n]{1,400})`"
)
"""A quoted text with its marks; the text alone is the one group that matched."""


def quotes(text: str) -> tuple[str, ...]:
    """Return the quoted texts in their order, without marks."""
    return tuple(next(filter(None, match.groups())) for match in QUOTED.finditer(text))


def without_quotes(text: str) -> str:
    """Return a text with each quoted part as one blank."""
    return QUOTED.sub(" ", text)

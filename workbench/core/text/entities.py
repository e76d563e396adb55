"""What a text names: identifiers, paths, addresses, numbers and quoted values."""

import re
from typing import Final

from workbench.core.text.figures import figures
from workbench.core.text.quotes import quotes, without_quotes

_NAME: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}"  # a mail address
    r"|https?://[^\s\"'<>|]+"
    r"|(?<![\w/])/(?:[\w.{}:-]+/?)+"  # a path
    r"|(?<![\w-])(?=[\w-]{0,60}[A-Za-z])(?=[\w-]{0,60}\d)[A-Za-z0-9][\w]*(?:-[\w]+)*"  # letters and digits: L-2291, R01
    r"|(?<!\w)\w+(?:_\w+)+"  # snake_case
    r"|(?<!\w)[a-z]+(?:[A-Z]\w+)+"  # camelCase
    r"|(?<!\w)[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*(?!\w)"  # CONSTANT
)
_GLUED_UNIT: Final = re.compile(
    r"\d+(?:st|nd|rd|th|h|s|ms|min|d|kg|g|cm|mm|m|km|kb|mb|gb|eur|x|am|pm|k)", re.IGNORECASE
)


def entities(text: str) -> frozenset[str]:
    """Return what a text names, in lower case; numbers in one spelling, quoted values whole."""
    bare = without_quotes(text)
    names = {name.rstrip(".,:;").casefold() for name in _NAME.findall(bare) if not _GLUED_UNIT.fullmatch(name)}
    quoted = {" ".join(each.split()).casefold() for each in quotes(text)}
    numbers = figures(_NAME.sub(lambda match: match[0] if _GLUED_UNIT.fullmatch(match[0]) else " ", bare))
    return frozenset(filter(None, names | quoted | numbers))

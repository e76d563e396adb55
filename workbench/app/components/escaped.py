"""Text that stands where Streamlit reads Markdown: labels, headings, buttons."""

import re
from typing import Final

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=])")


_JOINER: Final = "\u2060"  # is not seen, and keeps addresses from becoming links by themselves


def escaped(text: str) -> str:
    """Return a text on one line in which no sign means anything to Markdown, and no address becomes a link."""
    line = re.sub(r"(?i)(?<=:)(?=//)|(?<=\w)(?=@\w)|(?<=\bwww)(?=\.)", _JOINER, " ".join(text.split()))
    return _SIGNS.sub(r"\\\1", line)

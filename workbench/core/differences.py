"""What differs between two texts, marked in the texts themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")  # with the blanks before it
_ALIKE: Final = 0.6  # of the words of two lines; below, they are two lines and not one that was changed
_LONGEST: Final = 600  # characters of a line that is compared word by word
_MOST_LINES: Final = 400


@dataclass(frozen=True, slots=True)
class Differences:
    """Two texts with marks.

    A line that only one side has begins with `- ` on the left and `+ ` on the right, as in a diff. In a line that was
    changed, which begins so too, the words that differ stand in `[-...-]` on the left and in `{+...+}` on the right,
    as `git diff --word-diff` writes them. Other lines begin with two blanks.

    Attributes:
        changed: on how many lines they differ, on the side that has more of them; 0 means that they are the same.
    """

    left: str
    right: str
    changed: int


def differences(left: str, right: str) -> Differences:
    """Compare two texts line by line, and lines that are much alike word by word. Blanks at line ends do not count."""
    ours, theirs = ([line.rstrip() for line in text.strip("\n").split("\n")][:_MOST_LINES] for text in (left, right))
    first: list[str] = []
    second: list[str] = []
    changed = 0
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            first += [f"  {line}" for line in ours[a:b]]
            second += [f"  {line}" for line in theirs[c:d]]
            continue
        changed += max(b - a, d - c)
        mine, other = _marked(ours[a:b], theirs[c:d])
        first += mine
        second += other
    return Differences("\n".join(first), "\n".join(second), changed)


def _marked(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    pairs = [_words(mine, other) for mine, other in zip(ours, theirs, strict=False)]
    both = len(pairs)
    return (
        [f"- {mine}" for mine, _ in pairs] + [f"- {line}" for line in ours[both:]],
        [f"+ {other}" for _, other in pairs] + [f"+ {line}" for line in theirs[both:]],
    )


def _words(mine: str, other: str) -> tuple[str, str]:
    if len(mine) > _LONGEST or len(other) > _LONGEST:
        return mine, other
    ours, theirs = _WORD.findall(mine), _WORD.findall(other)
    matcher = SequenceMatcher(None, [word.strip() for word in ours], [word.strip() for word in theirs], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return mine, other
    left = right = ""
    for tag, a, b, c, d in matcher.get_opcodes():
        old, new = "".join(ours[a:b]), "".join(theirs[c:d])
        left += old if tag == "equal" else _bracketed(old, "[-", "-]")
        right += new if tag == "equal" else _bracketed(new, "{+", "+}")
    return left, right


def _bracketed(text: str, start: str, end: str) -> str:
    """Put marks around a text, blanks before it left outside; nothing around nothing."""
    words = text.lstrip()
    return f"{text[: len(text) - len(words)]}{start}{words}{end}" if words else text

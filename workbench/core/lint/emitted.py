"""How many scenarios a text holds as its reader sees them, whatever a parser makes of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.tree import Tree

_LINE_END = re.compile(r"\r\n|\r|\n")
_ORNAMENT: Final = r"(?:#{1,6}\s{0,9})?(?:[-*+•>]\s{0,3}|\(?\d{1,3}[.):]\s{0,3}){0,2}[*_`]{0,3}"
_NUMBER: Final = r"(?:\s{0,3}#?\d{1,3}(?:\.\d{1,3}){0,2}[*_]{0,3}\s{0,3}[:.)–—-]|[*_]{0,3}\s{0,3}:)"


def emitted(text: str, tree: Tree) -> int:
    """The number of scenario headings in a text, those that the parser loses among them.

    Headings that are numbered, bold, in capitals or in remarks count where a step follows; those
    in doc strings never do.
    """
    if tree.headings and "\r" not in text.replace("\r\n", ""):
        lines, hidden = tree.lines, tree.quoted
    else:
        lines = tuple(_LINE_END.split(text))
        hidden = quoted(lines, tree.language)
    codes = {tree.language, *filter(None, [None if tree.headings else dialects.guess(text)])}
    counted = max(sum(1 for _ in _headings(lines, hidden, code)) for code in codes)
    return max(counted, len(tree.scenarios))


def _headings(lines: Sequence[str], hidden: frozenset[int], language: str) -> Iterator[int]:
    pattern = _pattern(language)
    for number, line in enumerate(lines, start=1):
        start = line.lstrip()
        if number in hidden or pattern.match(start) is None:
            continue
        if start.startswith(_exact(language)) or step_follows(lines, number, language):
            yield number


def step_follows(lines: Sequence[str], number: int, language: str) -> bool:
    """Whether the next line with text after a line, counted from 1, looks like a step."""
    below = next((line for line in lines[number : number + 20] if line.strip()), "")
    return dialects.step_kind(below, language) is not None or dialects.glued_kind(below, language) is not None


@cache
def _exact(language: str) -> tuple[str, ...]:
    table = dialects.dialect(language)
    return tuple(f"{word}:" for word in (*table.scenario_keywords, *table.scenario_outline_keywords))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = dialects.dialect(language)
    words = sorted({*table.scenario_keywords, *table.scenario_outline_keywords}, key=len, reverse=True)
    return re.compile(rf"{_ORNAMENT}(?:{'|'.join(map(re.escape, words))}){_NUMBER}", re.IGNORECASE)


def quoted(lines: Sequence[str], language: str) -> frozenset[int]:
    """The numbers of the lines in doc strings of a text that has no tree. One that is never closed hides nothing.

    A code fence around the answer is none: only what stands below a step is a doc string.
    """
    return frozenset(_quoted(lines, language))


def _quoted(lines: Sequence[str], language: str) -> Iterator[int]:
    number, below_step = 0, False
    while number < len(lines):
        delimiter = lines[number].lstrip()[:3]
        end = _closing(lines, number, delimiter) if delimiter == '"""' or (delimiter == "```" and below_step) else None
        if end is not None:
            yield from range(number + 1, end + 2)
            number = end
        below_step = dialects.is_step_line(lines[number], language)
        number += 1


def _closing(lines: Sequence[str], number: int, delimiter: str) -> int | None:
    return next((n for n in range(number + 1, len(lines)) if lines[n].lstrip().startswith(delimiter)), None)

"""What models put around an answer, taken off: thoughts, code fences, prose before and after."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.tree import grow

_FENCE = re.compile(r"([ \t]{0,40})(`{3,}|~{3,})[ \t]{0,9}([\w.+-]{0,30})[ \t]{0,100}$")
_THOUGHTS = re.compile(r"\s{0,100}<think(?:ing)?>")
_THOUGHTS_END = re.compile(r"</think(?:ing)?>")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GHERKIN_BLOCKS: Final = frozenset({"", "gherkin", "feature", "cucumber", "text", "txt", "plaintext"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A fenced part of an answer: the fence's info word and the lines in it."""

    info: str
    first: int
    last: int


def plain(text: str) -> str:
    """The answer with line feeds only, without byte order mark and without the model's thoughts."""
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\ufeff", "")
    if _THOUGHTS.match(text):
        end = _THOUGHTS_END.search(text)
        return text[end.end() :] if end else ""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if _THOUGHTS_END.fullmatch(line.strip())]
    return "\n".join(lines[ends[-1] + 1 :]) if ends else text


def without_fences(text: str) -> str:
    """The text without the lines that are fences; right for JSON, whose strings hold no line ends."""
    return "\n".join(line for line in text.split("\n") if not _FENCE.match(line))


def feature_in(text: str) -> str:
    """The Gherkin in a plain answer: its fenced blocks, or from the feature's first line to its end.

    The parts are chosen by their wrapping alone. Nothing that looks like Gherkin is left out, so a
    feature that does not parse is not made to parse.
    """
    lines = text.split("\n")
    language = dialects.of(text)
    blocks = [block for block in _blocks(lines) if _holds_gherkin(lines, block, language)]
    inside = {number for block in blocks for number in range(block.first, block.last)}
    outside = [line for number, line in enumerate(lines) if number not in inside]
    if blocks and not _has_gherkin(outside, language):
        kept = [line for block in blocks for line in lines[block.first : block.last]]
        return _without_prose_before(kept, language)
    return _without_prose_after(_without_prose_before(lines, language), language)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening:
            last = _closing(lines, number, opening)
            yield Block(info=opening[3].lower(), first=number, last=last)
            number = last + 1


def _closing(lines: Sequence[str], number: int, opening: re.Match[str]) -> int:
    """The number of the closing fence. One that is indented deeper is a doc string's delimiter."""
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence and not fence[3] and fence[2].startswith(opening[2]) and len(fence[1]) <= len(opening[1]):
            return number
        number += 1
    return number


def _holds_gherkin(lines: Sequence[str], block: Block, language: str) -> bool:
    inner = lines[block.first : block.last]
    return block.info in _GHERKIN_BLOCKS and any(dialects.is_heading_line(line, language) for line in inner)


def _has_gherkin(lines: Sequence[str], language: str) -> bool:
    headings = any(dialects.is_heading_line(line, language) for line in lines)
    return headings and any(dialects.is_step_line(line, language) for line in lines)


def _without_prose_before(lines: Sequence[str], language: str) -> str:
    """From the feature's line, its tags and comments included; everything where there is no such line."""
    start = next((n for n, line in enumerate(lines) if dialects.is_feature_line(line, language)), None)
    if start is None or _has_gherkin(lines[:start], language):
        return "\n".join(lines)
    while start > 0 and lines[start - 1].lstrip()[:1] in {"@", "#"}:
        start -= 1
    code = [line for line in lines[:start] if dialects.declared(line)]
    return "\n".join([*code[:1], *lines[start:]])


def _without_prose_after(text: str, language: str) -> str:
    """Up to a lone closing fence, or to the blank line before the first paragraph that is no Gherkin."""
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line) and line[:1] in {"`", "~"}]
    if len(fences) == 1 and not _looks_like_gherkin(lines[fences[0] + 1 :], language):
        lines = lines[: fences[0]]
    cut = _end_of_gherkin("\n".join(lines))
    if cut is None or lines[cut - 1].strip() or _looks_like_gherkin(lines[cut:], language):
        return "\n".join(lines)
    return "\n".join(lines[:cut])


def _end_of_gherkin(text: str) -> int | None:
    """How many lines come before the first that the parser does not allow, or None."""
    faults = grow(text).faults
    return faults[0].line - 1 if faults and faults[0].kind == "stray line" and faults[0].line > 1 else None


def _looks_like_gherkin(lines: Sequence[str], language: str) -> bool:
    return any(
        line.lstrip().startswith(("@", "|", '"""'))
        or dialects.is_heading_line(line, language)
        or dialects.looks_like_heading(line, language)
        or dialects.step_kind(line, language) is not None
        for line in lines
    )

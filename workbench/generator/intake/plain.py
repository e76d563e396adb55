"""Plain text, wiki markup or Markdown to blocks, line by line; good enough to find the criteria in it."""

import re
from collections.abc import Iterator
from typing import Final

from workbench.generator.intake.blocks import MAX_BLOCKS, Block

_FENCE: Final = re.compile(r"\s*(```|~~~|\{code|\{noformat\})")
_WIKI_HEADING: Final = re.compile(r"\s*h([1-6])\.\s*(\S.*)")
_HASHES: Final = re.compile(r"(#{1,6})\s+(\S.*)")
_BOLD: Final = re.compile(r"\s*(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,200})\1(\s*:)?\s*")
_ITEM: Final = re.compile(
    r"(\s*)([*#-]{1,6}|[+•–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+(?:\[([ xX]?)\]\s+)?(\S.*)",
)
_LABEL: Final = re.compile(r"\W*\w[\w ]{0,40}:(?:\s|$)")
_RULE: Final = re.compile(r"\s*(?:-{3,}|_{3,}|\*{3,})\s*")
_ROW: Final = re.compile(r"\s*\|.*\|\s*")


def read_blocks(text: str) -> tuple[Block, ...]:
    """The lines as blocks; a code block is one block, lines of one paragraph are one block."""
    blocks: list[Block] = []
    paragraph: list[Block] = []
    for block in _one_by_one(text.split("\n", MAX_BLOCKS)[:MAX_BLOCKS]):
        if _is_loose(block) and (not paragraph or paragraph[0].quote == block.quote):
            paragraph.append(block)
            continue
        blocks += _merged(paragraph)
        paragraph = [block] if _is_loose(block) else []
        if block.text and not paragraph:
            blocks.append(block)
        if len(blocks) >= MAX_BLOCKS:
            return tuple(blocks)
    return (*blocks, *_merged(paragraph))


def _is_loose(block: Block) -> bool:
    """Whether it is a mere line of text; an empty line came in as an empty block and parts paragraphs."""
    return block.kind == "paragraph" and bool(block.text) and not (block.marker or block.depth or block.bold)


def _merged(paragraph: list[Block]) -> list[Block]:
    if not paragraph:
        return []
    text = "\n".join(block.text for block in paragraph)
    return [Block(kind="paragraph", text=text, quote=paragraph[0].quote)]


def _one_by_one(lines: list[str]) -> Iterator[Block]:
    code: list[str] | None = None
    depth = 0
    for number, line in enumerate(lines):
        if _FENCE.match(line) and "{code}" not in line.strip()[1:]:
            if code:
                yield Block(kind="code", text="\n".join(code))
            code = [] if code is None else None
        elif code is not None:
            code.append(line)
        else:
            block = _block(lines, number, depth)
            depth = block.depth
            yield block
    if code:
        yield Block(kind="code", text="\n".join(code))


def _block(lines: list[str], number: int, depth: int) -> Block:
    line = lines[number]
    if heading := _heading(lines, number):
        return heading
    if _RULE.fullmatch(line):
        return Block(kind="rule", text="---")
    if _ROW.fullmatch(line):
        return _row(lines, number)
    if item := _ITEM.fullmatch(line):
        return _item(item)
    if bold := _BOLD.fullmatch(line):
        return Block(kind="paragraph", text=f"{bold[2].strip()}{(bold[3] or '').strip()}", bold=True)
    return _paragraph(line, depth)


def _paragraph(line: str, depth: int) -> Block:
    text = line.strip()
    if depth and text and not _LABEL.match(text):
        return Block(kind="paragraph", text=text, depth=depth)
    quoted = text.startswith(">")
    return Block(kind="paragraph", text=text.lstrip("> ") if quoted else text, quote=int(quoted))


def _heading(lines: list[str], number: int) -> Block | None:
    wiki = _WIKI_HEADING.fullmatch(lines[number])
    if wiki:
        return Block(kind="heading", text=_unmarked(wiki[2]), level=int(wiki[1]))
    hashes = _HASHES.fullmatch(lines[number])
    if hashes and not _is_numbered(lines, number):
        return Block(kind="heading", text=_unmarked(hashes[2]), level=len(hashes[1]))
    return None


def _unmarked(title: str) -> str:
    return title.strip().strip("*_ ")


def _is_numbered(lines: list[str], number: int) -> bool:
    """`# one` is a heading of Markdown or a numbered item of wiki markup: items come in a row, right after a line."""
    before = lines[number - 1] if number else ""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    single = not lines[number].startswith("##")
    return before.startswith("#") or after.startswith("#") or (single and bool(before.strip()))


def _item(match: re.Match[str]) -> Block:
    indent, sign, state, text = match.groups()
    depth = len(sign) if sign[0] in "*#-" and len(sign) > 1 else 1 + len(indent.expandtabs(4)) // 2
    marker = f"{sign} " if sign[-1] in ".)" else "1. " if sign[-1] == "#" else "- "
    if state is not None:
        marker = "- [x] " if state.lower() == "x" else "- [ ] "
    return Block(kind="paragraph", text=text.strip(), marker=marker, depth=depth)


def _row(lines: list[str], number: int) -> Block:
    line = lines[number].strip()
    if _divides(line):
        return Block(kind="paragraph", text="")
    wiki = line.startswith("||")
    below = lines[number + 1] if number + 1 < len(lines) else ""
    cells = tuple(cell.strip() for cell in line.strip("|").split("||" if wiki else "|"))
    return Block(kind="row", text=" | ".join(cells), cells=cells, header=wiki or _divides(below))


def _divides(line: str) -> bool:
    """Whether it is the line `|---|---|` under the header of a Markdown table."""
    return "|" in line and "--" in line and set(line) <= set("|-: \t")

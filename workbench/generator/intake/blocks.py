"""What every body is read into: a flat list of blocks, and the Markdown-like text they make."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["heading", "paragraph", "code", "row", "rule"]

MAX_BLOCKS: Final = 20_000
MAX_CHARS: Final = 1_000_000

_DEEPEST_INDENT: Final = 10
_DEEPEST_QUOTE: Final = 5
# Control characters but newline and tab, lone surrogates, and Unicode's invisible tag characters.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\U000e0000-\U000e007f\ufeff]")
_ACCOUNT: Final = re.compile(
    r"\[~accountid:[^\]\n]{0,200}\]"
    r"|(?<!\w)\[~[\w.@+-]{1,100}\]"
    r"|(?<!\w)\d{1,10}(?::|%3A)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph, heading, table row, code block or rule, in reading order.

    Attributes:
        kind: what it is; a list item is a block with a marker.
        text: without markers; may hold newlines.
        level: 1 to 6 for a heading, else 0.
        marker: `- `, `2. `, `- [ ] ` on the first block of a list item, else "".
        depth: in how many lists it stands; 0 is outside of any.
        quote: in how many quotes or panels it stands.
        bold: the whole paragraph is bold, as people write headings.
        header: a row of header cells.
        cells: the row's cells.
    """

    kind: Kind
    text: str
    level: int = 0
    marker: str = ""
    depth: int = 0
    quote: int = 0
    bold: bool = False
    header: bool = False
    cells: tuple[str, ...] = ()


def clean(text: str) -> str:
    """The text without what nobody sees, and with `@user` for every account id and user mention."""
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ACCOUNT.sub("@user", seen)


def cut(text: str, max_chars: int) -> tuple[str, tuple[str, ...]]:
    """The text of at most `max_chars` characters, and a note where it was longer."""
    if len(text) <= max_chars:
        return text, ()
    return text[:max_chars].rstrip(), (f"cut after {max_chars:,} of {len(text):,} characters",)


def render(blocks: Iterable[Block]) -> str:
    """Markdown-like text: list items and table rows follow each other, other blocks stand apart."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            parts.append("\n" if _together(before, block) else "\n\n")
        parts.append(_prefixed(block))
        before = block
    return "".join(parts)


def _together(before: Block, block: Block) -> bool:
    if before.quote != block.quote:
        return False
    return (before.depth > 0 and block.depth > 0) or before.kind == block.kind == "row"


def _prefixed(block: Block) -> str:
    quote = "> " * min(block.quote, _DEEPEST_QUOTE)
    indent = "  " * min(block.depth - 1 if block.marker else block.depth, _DEEPEST_INDENT)
    first, *rest = _body(block).split("\n")
    lines = [f"{quote}{indent}{block.marker}{first}"]
    hanging = f"{quote}{indent}{'  ' if block.marker else ''}"
    lines += [f"{hanging}{line}" for line in rest]
    return "\n".join(lines)


def _body(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {block.text}"
    if block.kind == "code":
        longest = max((len(run) for run in re.findall("`{3,}", block.text)), default=2)
        fence = "`" * (longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    return "---" if block.kind == "rule" else block.text

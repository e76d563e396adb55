"""Atlassian Document Format to text: a total walk that keeps every visible word and no account id.

Any JSON value goes in, nothing is raised. A node type that we do not know is walked through: its text,
the few attributes that Jira shows, its content.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any, Final, NamedTuple

from workbench.generator.intake import plain
from workbench.generator.intake.blocks import MAX_BLOCKS, MAX_CHARS, Block, Kind, clean, cut, render
from workbench.generator.intake.inline import InlineText
from workbench.generator.intake.nodes import ATOMS, attributes, content, href, is_mention, marks, shown, words

MAX_NODES: Final = 200_000
_DEEPEST_TABLE: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class AdfText:
    """A body as text.

    Attributes:
        text: Markdown-like, cut at the limit that was asked for.
        left_out: what was cut, a short sentence each.
        blocks: what the text was made from, before it was cut.
    """

    text: str
    left_out: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def to_text(node: object, *, max_chars: int) -> AdfText:
    """Read a document, any part of one, or a plain string of REST v2, whatever its shape.

    Args:
        node: any JSON value; a string is taken as it is, None is an empty text.
        max_chars: the text is cut after so many characters; the blocks are not.
    """
    if isinstance(node, str):
        return _from_string(node, max_chars)
    walk = _Walk()
    walk.run(node)
    text, notes = cut(render(walk.blocks), max_chars)
    return AdfText(text=text, left_out=walk.notes + notes, blocks=tuple(walk.blocks))


def _from_string(body: str, max_chars: int) -> AdfText:
    whole = clean(body[:MAX_CHARS]).strip()
    notes = (_stopped(),) if len(body) > MAX_CHARS else ()
    text, cuts = cut(whole, max_chars)
    return AdfText(text=text, left_out=notes + cuts, blocks=plain.read_blocks(whole))


def _stopped() -> str:
    return f"too large: read up to {MAX_CHARS:,} characters, {MAX_NODES:,} nodes or {MAX_BLOCKS:,} paragraphs"


class _Place(NamedTuple):
    depth: int = 0
    quote: int = 0
    inline: bool = False
    markers: Iterator[str] = repeat("- ")


class _Frame(NamedTuple):
    children: Iterator[object]
    place: _Place
    close: Callable[[], None] | None = None


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: tuple[str, ...] = ()
        self._line = InlineText()
        self._place = _Place()
        self._marker = ""
        self._rows: list[list[tuple[str, bool]]] = []
        self._nodes, self._chars, self._emitted = MAX_NODES, MAX_CHARS, 0

    def run(self, root: object) -> None:
        stack = [_Frame(iter((root,)), _Place())]
        while stack:
            frame = stack[-1]
            child = next(frame.children, _END) if self._has_room() else _END
            if child is not _END:
                opened = self._open(child, frame.place)
                stack.extend([opened] if opened else [])
                continue
            stack.pop()
            if frame.close:
                frame.close()
        self._flush()
        if not self._has_room():
            self.notes = (_stopped(),)

    def _has_room(self) -> bool:
        return self._nodes > 0 and self._chars > 0 and self._emitted < MAX_BLOCKS

    def _open(self, node: object, place: _Place) -> _Frame | None:
        self._nodes -= 1
        if isinstance(node, dict):
            return self._open_node(node, place)
        if isinstance(node, list):
            return _Frame(iter(node), place)
        self._write(words(node), place)
        return None

    def _open_node(self, node: dict[str, Any], place: _Place) -> _Frame | None:
        """Write what the node itself says, and answer its content, to be walked next."""
        kind = node.get("type")
        kind = kind if isinstance(kind, str) else ""
        if is_mention(kind, attributes(node)):
            self._atom("@user", place)
            return None
        if kind in ATOMS:
            self._atom(ATOMS[kind](attributes(node)), place)
        frame = _OPENERS[kind](self, node, place) if kind in _OPENERS else None
        if frame is None and kind not in ATOMS and kind != "text":
            frame = self._unknown(node, place)
        frame = frame or _Frame(content(node), place)
        self._write(words(node.get("text")), frame.place, node)
        return frame

    # Writing -----------------------------------------------------------------------------------

    def _write(self, piece: str, place: _Place, node: dict[str, Any] | None = None) -> None:
        if piece:
            self._place = place
            piece = piece[: self._chars]
            self._chars -= len(piece)
            found = marks(node)
            self._line.text(piece, href=href(found), struck="strike" in found, bold="strong" in found)

    def _atom(self, piece: str, place: _Place) -> None:
        if piece:
            self._place = place
            piece = piece[: self._chars]
            self._chars -= len(piece)
            self._line.atom(piece)

    def _flush(self, kind: Kind = "paragraph", level: int = 0) -> None:
        if self._line.empty:
            return
        text, bold = self._line.take()
        self._line, text = InlineText(), clean(text)
        text = text.strip("\n") if kind == "code" else "\n".join(line.strip() for line in text.strip().split("\n"))
        if kind == "heading":
            text = " ".join(text.split())
        if text.strip():
            self._emit(Block(kind=kind, text=text, level=level, bold=bold, **self._where(self._place)))

    def _where(self, place: _Place) -> dict[str, Any]:
        marker, self._marker = self._marker, ""
        return {"marker": marker, "depth": place.depth, "quote": place.quote}

    def _emit(self, block: Block) -> None:
        self._emitted += 1
        self.blocks.append(block)

    # Opening -----------------------------------------------------------------------------------

    def _unknown(self, node: dict[str, Any], place: _Place) -> _Frame:
        block = not place.inline and "content" in node
        if block:
            self._flush()
        for piece in shown(attributes(node)):
            self._atom(piece, place)
        if block:
            self._flush()
        return _Frame(content(node), place, self._flush if block else None)

    def open_box(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        return _Frame(content(node), place._replace(inline=False), self._flush)

    def open_paragraph(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        return _Frame(content(node), place._replace(inline=True), self._flush)

    def open_heading(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        level = attributes(node).get("level")
        level = min(max(level, 1), 6) if isinstance(level, int) else 2
        return _Frame(content(node), place._replace(inline=True), lambda: self._flush("heading", level))

    def open_code(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        return _Frame(content(node), place._replace(inline=True), lambda: self._flush("code"))

    def open_quote(self, node: dict[str, Any], place: _Place) -> _Frame:
        return self.open_box(node, place._replace(quote=place.quote + 1))

    def open_list(self, node: dict[str, Any], place: _Place) -> _Frame:
        markers: Iterator[str] = repeat("- ")
        if node.get("type") == "orderedList":
            order = attributes(node).get("order")
            start = order if isinstance(order, int) and 0 <= order < MAX_NODES else 1
            markers = (f"{number}. " for number in count(start))
        return self.open_box(node, place._replace(depth=place.depth + 1, markers=markers))

    def open_item(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        self._marker = next(place.markers)
        return _Frame(content(node), place._replace(depth=max(place.depth, 1), inline=False), self._close_item)

    def open_task(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        self._marker = "- [x] " if attributes(node).get("state") == "DONE" else "- [ ] "
        inline = node.get("type") == "taskItem"
        return _Frame(content(node), place._replace(depth=max(place.depth, 1), inline=inline), self._close_item)

    def _close_item(self) -> None:
        self._flush()
        self._marker = ""

    def open_expand(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        title = clean(words(attributes(node).get("title"))[: self._chars]).strip()
        if title:
            self._chars -= len(title)
            self._emit(Block(kind="paragraph", text=title, bold=True, **self._where(place)))
        return self.open_box(node, place)

    def open_rule(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        self._emit(Block(kind="rule", text="---", quote=place.quote, depth=place.depth))
        return _Frame(content(node), place)

    def open_row(self, node: dict[str, Any], place: _Place) -> _Frame:
        self._flush()
        cells: list[tuple[str, bool]] = []
        marker, self._marker = self._marker, ""
        self._rows.append(cells)

        def close() -> None:
            self._flush()
            self._rows.pop()
            self._marker = marker
            if any(text for text, _ in cells):
                self._emit_row(cells, place)

        return _Frame(content(node), place._replace(inline=False), close)

    def _emit_row(self, cells: list[tuple[str, bool]], place: _Place) -> None:
        texts = tuple(text for text, _ in cells)
        header = all(is_header for _, is_header in cells)
        where = self._where(place)
        self._emit(Block(kind="row", text=" | ".join(texts).rstrip(), cells=texts, header=header, **where))

    def open_cell(self, node: dict[str, Any], place: _Place) -> _Frame:
        if not 0 < len(self._rows) <= _DEEPEST_TABLE:
            return self.open_box(node, place)
        self._flush()
        outside, self.blocks = self.blocks, []
        row, header = self._rows[-1], node.get("type") == "tableHeader"

        def close() -> None:
            self._flush()
            inside, self.blocks = self.blocks, outside
            row.append((_one_line(inside), header))

        return _Frame(content(node), _Place(), close)


_END: Final = object()

_OPENERS: Final[dict[str, Callable[[_Walk, dict[str, Any], _Place], _Frame]]] = {
    **dict.fromkeys(("paragraph", "caption"), _Walk.open_paragraph),
    **dict.fromkeys(("bulletList", "orderedList", "taskList", "decisionList"), _Walk.open_list),
    **dict.fromkeys(("listItem", "decisionItem"), _Walk.open_item),
    **dict.fromkeys(("taskItem", "blockTaskItem"), _Walk.open_task),
    **dict.fromkeys(("blockquote", "panel"), _Walk.open_quote),
    **dict.fromkeys(("expand", "nestedExpand"), _Walk.open_expand),
    **dict.fromkeys(("tableCell", "tableHeader"), _Walk.open_cell),
    **dict.fromkeys(("doc", "table", "mediaSingle", "mediaGroup", "layoutSection", "layoutColumn"), _Walk.open_box),
    "heading": _Walk.open_heading,
    "codeBlock": _Walk.open_code,
    "rule": _Walk.open_rule,
    "tableRow": _Walk.open_row,
}


def _one_line(blocks: list[Block]) -> str:
    """A cell's blocks on one line, parted by `; ` unless a sentence ended."""
    text = ""
    for line in (line.strip() for block in blocks for line in block.text.split("\n")):
        text += f"{'' if not text else ' ' if text[-1] in '.:;,!?' else '; '}{line}"
    return text

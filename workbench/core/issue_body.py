"""An issue's body as Jira shows it, as pieces that are safe to draw: every text is plain, nothing in it is markup.

Built on the generator's own total walk (`intake.adf`): any JSON value goes in, every visible word comes out, account
ids do not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final, Literal, get_args

from workbench.generator.intake.adf import to_text
from workbench.generator.intake.blocks import Block, clean, render
from workbench.generator.intake.nodes import attributes, content, words

Form = Literal["heading", "text", "code", "table", "rule"]
Frame = Literal["quote", "info", "note", "warning", "success", "error", "tip", "custom", "expand"]

MAX_CHARS: Final = 1_000_000
MAX_PIECES: Final = 200
"""More pieces of one section than this are drawn as one text."""
MAX_SECTIONS: Final = 100
"""What follows so many sections is one section without frames."""
_DEEPEST: Final = 6
_CONTAINERS: Final = frozenset({"doc", "layoutSection", "layoutColumn"})
_EXPANDS: Final = frozenset({"expand", "nestedExpand"})
_FRAMES: Final = frozenset(get_args(Frame)) - {"quote", "expand"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A heading, a run of paragraphs and list items, a code block, a table or a rule.

    Attributes:
        text: as plain text; list items with their markers; "" for a table or a rule.
        level: 1 to 6 for a heading, else 0.
        header: of a table: its header cells, where it begins with some.
        rows: of a table: the cells of the other rows; rows may be of different lengths.
    """

    form: Form
    text: str = ""
    level: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Pieces that stand in one frame: a panel of some kind, a quote, something to fold out, or none.

    Attributes:
        frame: None for the body itself.
        title: of an `expand`; "" where it has none.
    """

    frame: Frame | None
    pieces: tuple[Piece, ...]
    title: str = ""


def sections(body: object) -> tuple[Section, ...]:
    """Return a body in reading order.

    Args:
        body: a document of the Atlassian Document Format, a plain string of REST v2, or whatever else stands there.
    """
    made = [section for part in _parts(body) for section in _framed(*part)]
    whole, rest = made[:MAX_SECTIONS], made[MAX_SECTIONS:]
    if rest:
        text = "\n\n".join(piece.text for section in rest for piece in section.pieces if piece.text)
        whole.append(Section(frame=None, pieces=(Piece(form="text", text=text),)))
    return tuple(whole)


def _parts(body: object) -> Iterator[tuple[Frame | None, str, object]]:
    """Yield what stands in panels and what can be folded out, and between them the rest in one piece."""
    if not isinstance(body, dict):
        yield None, "", body
        return
    plain: list[object] = []
    for node in _flat(body, _DEEPEST):
        frame = _frame(node)
        if frame is None:
            plain.append(node)
            continue
        yield None, "", plain
        plain = []
        title = clean(words(attributes(node).get("title"))[:1_000]).strip() if frame == "expand" else ""
        yield frame, title, list(content(node))
    yield None, "", plain


def _flat(node: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    for child in content(node) if _holds_others(node) and depth else (node,):
        if isinstance(child, dict) and child is not node and _holds_others(child):
            yield from _flat(child, depth - 1)
        else:
            yield child if isinstance(child, dict) else {"type": "doc", "content": [child]}


def _holds_others(node: dict[str, Any]) -> bool:
    kind = node.get("type")
    return isinstance(kind, str) and kind in _CONTAINERS


def _frame(node: dict[str, Any]) -> Frame | None:
    kind = node.get("type")
    if kind == "panel":
        named = attributes(node).get("panelType")
        found: Frame = named if isinstance(named, str) and named in _FRAMES else "custom"  # type: ignore[assignment]
        return found
    return "expand" if isinstance(kind, str) and kind in _EXPANDS else None


def _framed(frame: Frame | None, title: str, body: object) -> Iterator[Section]:
    node = {"type": "doc", "content": body} if isinstance(body, list) else body
    blocks = to_text(node, max_chars=MAX_CHARS).blocks
    if frame is not None:
        if blocks or title:
            yield Section(frame=frame, title=title, pieces=_pieces(blocks))
        return
    for quoted, run in groupby(blocks, key=lambda block: block.quote > 0):
        taken = [replace(block, quote=block.quote - 1) if quoted else block for block in run]
        yield Section(frame="quote" if quoted else None, pieces=_pieces(taken))


def _pieces(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    made = []
    for form, run in groupby(blocks, key=_form):
        made += list(_drawn(form, list(run)))
        if len(made) > MAX_PIECES:
            return (Piece(form="text", text=render(blocks)),)
    return tuple(made)


def _form(block: Block) -> Form:
    forms: dict[str, Form] = {"heading": "heading", "code": "code", "row": "table", "rule": "rule"}
    return forms.get(block.kind, "text")


def _drawn(form: Form, blocks: list[Block]) -> Iterable[Piece]:
    if form == "table":
        header = blocks[0].cells if blocks[0].header else ()
        return [Piece(form=form, header=header, rows=tuple(block.cells for block in blocks[1 if header else 0 :]))]
    if form == "text":
        return [Piece(form=form, text=render(blocks))]
    return [Piece(form=form, text="" if form == "rule" else block.text, level=block.level) for block in blocks]

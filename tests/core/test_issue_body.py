from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.issue_body import MAX_PIECES, MAX_SECTIONS, Piece, sections

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KINDS = ["doc", "panel", "expand", "paragraph", "text", "table", "tableRow", "tableCell", "blockquote", "heading", "x"]
NODES: Any = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries({"type": st.sampled_from(KINDS), "content": st.lists(inner, max_size=4)})
        | st.dictionaries(st.sampled_from(["type", "text", "attrs", "content", "marks"]), inner, max_size=4)
    ),
    max_leaves=20,
)


def text(value: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": value, **more}


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "content": list(content), "attrs": attrs}


def paragraph(value: str) -> dict[str, Any]:
    return node("paragraph", text(value))


def test_headings_lists_tables_code_and_rules_are_pieces_in_reading_order() -> None:
    rows = [node("tableRow", *(node(kind, paragraph(each)) for each in cells)) for kind, cells in (
        ("tableHeader", ("Zone", "Price")), ("tableCell", ("1", "9.50")),
    )]  # fmt: skip
    items = node("bulletList", *(node("listItem", paragraph(each)) for each in ("one", "two")))
    body = node(
        "doc", node("heading", text("Tariff"), level=2), paragraph("From July"), items, node("table", *rows),
        node("codeBlock", text("x = 1")), {"type": "rule"},
    )  # fmt: skip
    [found] = sections(body)
    assert found.frame is None
    assert found.pieces == (
        Piece(form="heading", text="Tariff", level=2),
        Piece(form="text", text="From July\n\n- one\n- two"),
        Piece(form="table", header=("Zone", "Price"), rows=(("1", "9.50"),)),
        Piece(form="code", text="x = 1"),
        Piece(form="rule"),
    )


def test_panels_quotes_and_what_is_folded_stand_in_frames() -> None:
    body = node(
        "doc", node("panel", paragraph("careful"), panelType="warning"), node("blockquote", paragraph("she said")),
        node("expand", paragraph("more"), title="Details"), node("panel", paragraph("odd"), panelType="<b>"),
    )  # fmt: skip
    found = [(each.frame, each.title, each.pieces[0].text) for each in sections(body)]
    assert found == [
        ("warning", "", "careful"), ("quote", "", "she said"), ("expand", "Details", "more"), ("custom", "", "odd"),
    ]  # fmt: skip


def test_links_show_their_address_and_people_no_account() -> None:
    link = text("the board", marks=[{"type": "link", "attrs": {"href": "https://example.org/b"}}])
    body = node("doc", node("paragraph", link, node("mention", id="5b10a2844c20165700ede21g", text="@Jo")))
    assert sections(body)[0].pieces[0].text == "the board (https://example.org/b)@user"


@pytest.mark.parametrize("body", [None, 5, "", [], {}, {"content": 3}])
def test_what_is_no_document_is_empty_or_its_text(body: object) -> None:
    assert [piece.text for each in sections(body) for piece in each.pieces] in ([], ["5"], ["3"])


@given(NODES)
@settings(max_examples=150, deadline=None)
def test_any_json_goes_in(body: object) -> None:
    assert all(isinstance(piece.text, str) for each in sections(body) for piece in each.pieces)


def test_endless_documents_stay_small_and_lose_no_word() -> None:
    panels = sections(node("doc", *(node("panel", paragraph(f"p{n}"), panelType="info") for n in range(300))))
    assert len(panels) == MAX_SECTIONS + 1
    assert "p299" in panels[-1].pieces[0].text
    headings = [part for n in range(MAX_PIECES) for part in (node("heading", text(f"h{n}")), paragraph("x"))]
    [found] = sections(node("doc", *headings))
    assert len(found.pieces) == 1
    deep: Any = paragraph("down here")
    for _ in range(500):
        deep = node("layoutSection", deep)
    assert sections(deep)[0].pieces[0].text == "down here"

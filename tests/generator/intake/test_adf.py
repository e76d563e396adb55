import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.intake.documents import bullets, deep, doc, heading, node, numbers, p, table, tasks, text
from workbench.generator.intake.adf import to_text

ACCOUNT = "712020:7f123cbf-0df9-51a9-9f7e-61e3d621ecc4"


def read(*content: object) -> str:
    return to_text(doc(*content), max_chars=100_000).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (heading("Why", 3), "### Why"),
        (bullets("a", "b"), "- a\n- b"),
        (numbers("a", "b"), "1. a\n2. b"),
        (node("orderedList", node("listItem", p("c")), order=3), "3. c"),
        (tasks("a"), "- [ ] a"),
        (tasks("a", state="DONE"), "- [x] a"),
        (node("decisionList", node("decisionItem", "so be it")), "- so be it"),
        (table(["A", "B"], ["1", "2"]), "A | B\n1 | 2"),
        (node("codeBlock", "x = 1\ny"), "```\nx = 1\ny\n```"),
        (node("codeBlock", "a ``` b"), "````\na ``` b\n````"),
        (node("panel", p("Mind"), panelType="warning"), "> Mind"),
        (node("blockquote", p("said"), p("more")), "> said\n\n> more"),
        ({"type": "rule"}, "---"),
        (node("expand", p("in"), title="Old"), "Old\n\nin"),
        (node("layoutSection", node("layoutColumn", p("l")), node("layoutColumn", p("r"))), "l\n\nr"),
        (p("a", {"type": "hardBreak"}, "b"), "a\nb"),
        (p(node("status", text="DONE")), "DONE"),
        (p("by ", node("date", timestamp="1739232000000")), "by 2025-02-11"),
        (p(node("date", timestamp="9" * 30)), "9" * 30),
        (p(node("emoji", shortName=":ok:", text="👌")), "👌"),
        (p(node("emoji", shortName=":own:")), ":own:"),
        (p(node("inlineCard", url="https://x.example/a")), "https://x.example/a"),
        (p(node("inlineCard", url="javascript:alert(1)")), ""),
        (node("mediaSingle", node("media", alt="draft.png", id="59c13bb3")), "[image: draft.png]"),
        (node("mediaGroup", node("media", alt="run.log")), "[file: run.log]"),
        (node("mediaSingle", node("media", id="59c13bb3")), "[image]"),
        (p(text("out", strike={})), "~~out~~"),
        (p(text("A", strike={}), text("B", strike={}, strong={}), " c"), "~~AB~~ c"),
        (node("futureThing", p("still here"), title="New"), "New\n\nstill here"),
        (p(node("futureInline", text="chip")), "chip"),
    ],
)
def test_each_node_reads_as_people_see_it(content: object, expected: str) -> None:
    assert read(content) == expected


def test_a_nested_list_is_indented_and_its_items_go_on() -> None:
    item = node("listItem", p("a"), p("more of a"), bullets("a1"))
    assert read(node("bulletList", item, node("listItem", p("b")))) == "- a\n  more of a\n  - a1\n- b"


def test_a_cell_with_a_list_stays_on_its_row() -> None:
    row = node("tableRow", node("tableCell", bullets("x", "y")), node("tableCell", p("z")))
    assert read(node("table", row)) == "x; y | z"


@pytest.mark.parametrize(
    ("words", "href", "expected"),
    [
        ("the page", "https://x.example/a", "the page (https://x.example/a)"),
        ("https://x.example/a", "https://x.example/a/", "https://x.example/a"),
        ("me@x.example", "mailto:me@x.example", "me@x.example"),
        ("click", "javascript:alert(1)", "click"),
    ],
)
def test_a_link_shows_where_it_leads_if_that_is_not_its_text(words: str, href: str, expected: str) -> None:
    assert read(p(text(words, link={"href": href}))) == expected


def test_a_link_over_several_nodes_is_written_once() -> None:
    link = {"href": "https://x.example"}
    assert read(p(text("a", link=link), text("b", link=link, strong={}), " c")) == "ab (https://x.example) c"


@pytest.mark.parametrize(
    "content",
    [
        p(node("mention", id=ACCOUNT, text="@Leonie Brackwater")),
        p(node("teamMention", id=ACCOUNT, text="@Leonie Brackwater")),
        p(node("unknown", accountId=ACCOUNT, text="Leonie Brackwater")),
        p(f"[~accountid:{ACCOUNT}]"),
        p(f"ask {ACCOUNT}"),
        p(text("her", link={"href": f"https://x.example/people/{ACCOUNT}"})),
        p(text("her", link={"href": f"https://x.example/people/{ACCOUNT.replace(':', '%3A')}"})),
        node("extension", extensionKey="k", parameters={"user": ACCOUNT}, localId=ACCOUNT),
    ],
)
def test_an_account_id_of_a_mention_is_never_kept(content: object) -> None:
    kept = read(content)
    assert "712020" not in kept
    assert "7f123cbf" not in kept
    assert "Leonie" not in kept


def test_control_characters_surrogates_and_invisible_tags_are_dropped() -> None:
    assert read(p("a\x00b\x1bc\td\ud800e\U000e0041f")) == "abc\tdef"


def test_a_plain_string_is_taken_as_it_is() -> None:
    assert to_text("h3. Why\n* a\n\n* b", max_chars=100).text == "h3. Why\n* a\n\n* b"


def test_a_cut_is_told() -> None:
    found = to_text(doc(p("x" * 50)), max_chars=10)
    assert found.text == "x" * 10
    assert found.left_out == ("cut after 10 of 50 characters",)


@pytest.mark.parametrize("levels", [1_000, 90_000])
@pytest.mark.parametrize("kind", ["bulletList", "listItem", "blockquote", "tableCell", "tableRow", "unheardOf"])
def test_the_word_at_the_bottom_of_a_deep_document_is_kept(kind: str, levels: int) -> None:
    assert "bottom" in to_text(deep(kind, levels, p("bottom")), max_chars=100_000).text


def test_a_description_of_five_megabytes_is_cut_and_told() -> None:
    many = doc(*(p("word " * 20) for _ in range(50_000)))
    for body in (doc(p("word " * 1_000_000)), many, "word\n" * 1_000_000):
        found = to_text(body, max_chars=24_000)
        assert len(found.text) <= 24_000
        assert len(found.left_out) == 2


def test_a_million_empty_nodes_end_early() -> None:
    assert to_text(doc(*({},) * 1_000_000), max_chars=10).left_out[0].startswith("too large")


@pytest.mark.parametrize("value", [None, True, 7, 1.5, float("nan"), 10**400, [], {}, "", [None, [[]]]])
def test_a_value_that_is_no_document_is_no_error(value: object) -> None:
    assert isinstance(to_text(value, max_chars=10).text, str)


KINDS = (
    "doc",
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "listItem",
    "taskList",
    "taskItem",
    "blockTaskItem",
    "decisionList",
    "decisionItem",
    "blockquote",
    "codeBlock",
    "panel",
    "rule",
    "table",
    "tableRow",
    "tableHeader",
    "tableCell",
    "mediaSingle",
    "mediaGroup",
    "media",
    "mediaInline",
    "caption",
    "expand",
    "nestedExpand",
    "blockCard",
    "embedCard",
    "inlineCard",
    "layoutSection",
    "layoutColumn",
    "extension",
    "inlineExtension",
    "bodiedExtension",
    "syncBlock",
    "bodiedSyncBlock",
    "text",
    "hardBreak",
    "emoji",
    "date",
    "status",
    "placeholder",
    "hologram",
    "inlineHologram",
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "content", "attrs", "marks", "url", "level"]), inner)
        | st.fixed_dictionaries({"type": st.sampled_from([*KINDS, "mention"]), "content": inner, "attrs": inner})
    ),
    max_leaves=30,
)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_value_is_read_without_an_error(value: object) -> None:
    assert isinstance(to_text(value, max_chars=1_000).text, str)


MARKS = st.lists(
    st.sampled_from([{"type": "strong"}, {"type": "strike"}, {"type": "link", "attrs": {"href": "https://x.example"}}])
)
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=8)
LEAVES = st.fixed_dictionaries({"type": st.just("text"), "text": WORDS}, optional={"marks": MARKS})
TREES = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(KINDS), "content": st.lists(inner, max_size=4)},
        optional={"text": WORDS, "attrs": st.fixed_dictionaries({"level": st.integers(), "state": st.just("DONE")})},
    ),
    max_leaves=30,
)


def texts_of(tree: dict[str, object]) -> list[str]:
    own = [str(tree["text"])] if "text" in tree else []
    content = tree.get("content", [])
    assert isinstance(content, list)
    return own + [found for child in content for found in texts_of(child)]


@given(TREES)
@settings(max_examples=400, deadline=None)
def test_every_text_of_a_tree_of_known_and_unknown_nodes_is_kept(tree: dict[str, object]) -> None:
    kept = re.sub(r"\s+", " ", to_text(tree, max_chars=100_000).text)
    assert [words for words in texts_of(tree) if words not in kept] == []

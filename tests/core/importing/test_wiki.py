"""Wiki markup as a document."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.importing.wiki import read_wiki
from workbench.generator.intake.adf import to_text

_ALL = """h2. Login *now*
Hello [~bpark], see [the page|https://crm.example.com/x|tip] and https://shop.example.com/a.
More: !shot 1.png|thumbnail! and [^log.txt] -gone- {color:red}red{color} {{mono}}

* one *bold [~accountid:557058:aa]*
** two
*# three
still three
* four
# x
# y

||Head||[b|http://x.example.com]||
|a|{{c}}|
Before {code:java|title=Secret}
int a = 1; // * no item
{code}
{quote}
inside
{quote}
{panel:title=Secret}text{panel}
bq. said
----
"""


def test_every_sign_becomes_its_node() -> None:
    assert to_text(read_wiki(_ALL, {"bpark": "Bo Park"}), max_chars=9_999).text == (
        "## Login now\n\n"
        "Hello @user, see the page (https://crm.example.com/x) and https://shop.example.com/a.\n"
        "More: [image: shot 1.png] and [file: log.txt] ~~gone~~ red mono\n\n"
        "- one bold @user\n  - two\n  1. three\n    still three\n- four\n1. x\n2. y\n\n"
        "Head | b (http://x.example.com)\na | c\n\n"
        "Before\n\n```\nint a = 1; // * no item\n```\n\n> inside\n\n> text\n\n> said\n\n---"
    )


@pytest.mark.parametrize(
    ("markup", "node"),
    [
        ("[~bpark]", {"type": "mention", "attrs": {"id": "bpark", "text": "@Bo Park"}}),
        ("[~accountid:1:a]", {"type": "mention", "attrs": {"id": "1:a", "text": "@1:a"}}),
        ("[^a b.pdf]", {"type": "mediaInline", "attrs": {"type": "file", "alt": "a b.pdf"}}),
        ("!a.png|width=3!", {"type": "mediaInline", "attrs": {"type": "file", "alt": "a.png"}}),
        ("!http://x.example/a.png!", {"type": "inlineCard", "attrs": {"url": "http://x.example/a.png"}}),
    ],
)
def test_people_files_and_pictures_are_nodes_that_the_anonymiser_replaces_by_field(
    markup: str, node: dict[str, Any]
) -> None:
    document = read_wiki(f"see {markup} now", {"bpark": "Bo Park"})
    assert document["content"][0]["content"] == [
        {"type": "text", "text": "see "}, node, {"type": "text", "text": " now"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "link", ["[a|https://x.example/y]", "[https://x.example/y]", "https://x.example/y", "[https://x.example/y|tip]"]
)
def test_a_link_is_a_mark(link: str) -> None:
    (node,) = read_wiki(link, {})["content"][0]["content"]
    assert node["marks"] == [{"type": "link", "attrs": {"href": "https://x.example/y"}}]


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "a_b_c and x-y-z",
        "2 * 3 * 4",
        "Wow! That! Works!",
        "a[0] = b[1]",
        r"C:\temp\x",
        "50% | 60%",
        "-1",
    ],
)
def test_what_is_no_markup_stays_as_it_was(text: str) -> None:
    assert read_wiki(text, {})["content"] == [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]


def test_code_that_never_ends_is_code_to_the_end() -> None:
    blocks = read_wiki("{noformat}\na\n\n* b", {})["content"]
    assert blocks == [{"type": "codeBlock", "content": [{"type": "text", "text": "a\n\n* b"}]}]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "!a",
        "*a ",
        "|",
        "||a",
        "{{",
        "[a|",
        "-a ",
        "{code}\n",
        "{quote}\n",
        "* a\n",
        "[~",
        "|[a",
        "https://",
        "_a*",
    ],
)
def test_no_markup_takes_long_or_deep(piece: str) -> None:
    json.dumps(read_wiki(piece * 5_000, {}))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1 \n*#|![]{}_-~^:.\\/", max_size=120))
def test_markup_of_any_kind_keeps_every_word(text: str) -> None:
    """Dropped are only the options of a picture, a link or a box; there are none without a bar or a name in braces."""
    document = json.dumps(read_wiki(text, {}))
    kept = [word for word in re.findall(r"[ab1]+", text) if word not in document]
    assert not kept or "|" in text

"""The documents that the repository's fixtures hold: every visible word of each is kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generator.intake.documents import deep, p
from workbench.generator.intake.adf import to_text
from workbench.generator.intake.blocks import clean
from workbench.generator.records import IntakeOptions

FIXTURES = sorted((Path(__file__).parents[3] / "datasets" / "studio" / "issues").glob("*.json"))


def documents(value: object) -> Iterator[dict[str, object]]:
    """Every document in a JSON value."""
    if isinstance(value, dict):
        if value.get("type") == "doc":
            yield value
            return
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from documents(each)


def visible(node: object) -> Iterator[str]:
    """The texts that Jira shows of a document, but people."""
    if isinstance(node, list):
        for each in node:
            yield from visible(each)
    if not isinstance(node, dict) or node.get("type") == "mention":
        return
    attrs = node.get("attrs")
    own = node.get("text") if node.get("type") == "text" else None
    yield from (str(text) for text in (own, attrs.get("title") if isinstance(attrs, dict) else None) if text)
    if node.get("type") == "status" and isinstance(attrs, dict):
        yield str(attrs.get("text", ""))
    yield from visible(node.get("content"))


def squeezed(text: str) -> str:
    """Letters and digits only: markers, marks and line breaks come and go."""
    return "".join(sign for sign in clean(text) if sign.isalnum())


def test_there_are_documents_to_read() -> None:
    found = [body for path in FIXTURES for body in documents(json.loads(path.read_text(encoding="utf-8")))]
    assert len(found) > len(FIXTURES) > 20


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_visible_word_of_a_fixtures_documents_is_kept(path: Path) -> None:
    for body in documents(json.loads(path.read_text(encoding="utf-8"))):
        found = to_text(body, max_chars=200_000)
        kept = squeezed(found.text)
        assert [text for text in visible(body) if squeezed(text) not in kept] == []
        assert found.left_out == ()


@pytest.mark.parametrize("kind", ["panel", "expand", "layoutColumn", "bodiedExtension", "hologram", "tableHeader"])
def test_a_thousand_levels_hide_no_word(kind: str) -> None:
    limit = IntakeOptions().max_description_chars
    assert "bottom" in to_text(deep(kind, 1_000, p("bottom")), max_chars=limit).text

"""An issue's text as places that evidence is picked from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.golds.places import places, sentences
from workbench.generator.records import Attachment, Criterion, Issue


def issue(description: str, **more: object) -> Issue:
    given = {"key": "A-1", "type": "Story", "summary": "Sum", "criteria": (), "context": None, "attachments": ()}
    return Issue(**{**given, "description": description, **more})  # type: ignore[arg-type]


def told(description: str) -> list[tuple[str, str, str]]:
    return [(each.heading, each.kind, each.text) for each in places(issue(description)) if each.where != "Summary"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("It locks. It unlocks.", ["It locks.", "It unlocks."]),
        ('It says "No. Never." It stops.', ['It says "No. Never."', "It stops."]),
        ("Up to 25,000 EUR; others less", ["Up to 25,000 EUR;", "others less"]),
        ("See e.g. the list, i.e. All", ["See e.g. the list, i.e. All"]),
        ("version 2.5 of it", ["version 2.5 of it"]),
    ],
)
def test_a_line_is_cut_into_sentences_but_never_inside_of_a_quote(line: str, found: list[str]) -> None:
    assert sentences(line) == found


def test_headings_items_rows_quotes_and_code_are_told_apart() -> None:
    text = "## Rules\n- one thing\n2. other thing\nExpected:\nIt works.\n> said so\n```\ncode here\n```\nA | B\nx | y"
    assert told(text) == [
        ("", "heading", "Rules"),
        ("Rules", "item", "one thing"),
        ("Rules", "item", "other thing"),
        ("", "heading", "Expected"),
        ("Expected", "sentence", "It works."),
        ("Expected", "quote", "said so"),
        ("Expected", "code", "code here"),
        ("Expected", "row", "A | B"),
        ("Expected", "row", "x | y"),
    ]
    assert places(issue(text))[-1].header == ("A", "B")


def test_criteria_come_first_and_attachments_last() -> None:
    stated = (Criterion(id="AC-1", text="It locks."),)
    attached = issue("", criteria=stated, attachments=(Attachment(name="a.txt", text="Told there.", note=None),))
    assert [each.where for each in places(attached)] == ["AC-1", "Summary", "Attachment 1"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_every_place_stands_in_the_text_word_for_word(text: str) -> None:
    whole = " ".join(text.split())
    for each in places(issue(text, summary="")):
        assert " ".join(each.text.split()) in whole

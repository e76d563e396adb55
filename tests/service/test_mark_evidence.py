"""Where a gold's evidence stands in its issue."""

from tests.builders import behaviour, document, fixture, prepared
from workbench.service.mark_evidence import mark_evidence

ISSUE = prepared(
    fixture(document=document(criteria=["The account is\n  locked for 30 minutes.", "<b>A mail</b> is sent."]))
)


def test_evidence_is_marked_whatever_white_space_stands_in_it_and_the_text_stays_whole() -> None:
    quoted = behaviour(evidence="locked for 30 minutes")
    inner = behaviour(id="B2", evidence="30")
    section = mark_evidence(ISSUE, [quoted, inner])[-1]
    text = "".join(piece.text for piece in section.pieces)
    assert text == "\n".join(f"{each.id}  {each.text}" for each in ISSUE.criteria)
    assert [(piece.text, piece.behaviours) for piece in section.pieces if piece.behaviours] == [
        ("locked for ", ("B1",)), ("30", ("B1", "B2")), (" minutes", ("B1",)),
    ]  # fmt: skip


def test_evidence_is_text_and_no_pattern() -> None:
    (piece,) = [
        piece for piece in mark_evidence(ISSUE, [behaviour(evidence="<b>A mail</b>")])[-1].pieces if piece.behaviours
    ]
    assert piece.text == "<b>A mail</b>"
    assert not any(piece.behaviours for piece in mark_evidence(ISSUE, [behaviour(evidence=".*")])[-1].pieces)


def test_what_is_implied_marks_nothing() -> None:
    sections = mark_evidence(ISSUE, [behaviour(evidence=None), behaviour(evidence=" ")])
    assert [section.title for section in sections] == ["Summary", "Acceptance criteria"]
    assert not any(piece.behaviours for section in sections for piece in section.pieces)

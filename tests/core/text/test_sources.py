"""All that an issue says."""

from workbench.core.text.sources import sentences
from workbench.generator.records import Attachment, Criterion, Issue

ISSUE = Issue(
    key="SHOP-1",
    type="Story",
    summary="Lock accounts",
    description="Five times wrong. Then locked.\n\n| a | b |",
    criteria=(Criterion(id="AC-1", text="It locks."),),
    context="Only for staff",
    attachments=(Attachment(name="rules.txt", text="30 minutes"), Attachment(name="x.png", text=None)),
)


def test_every_part_of_an_issue_is_a_source() -> None:
    expected = [
        "SHOP-1", "Lock accounts", "Five times wrong.", "Then locked.", "| a", "b |", "It locks.", "Only for staff",
        "rules.txt", "30 minutes", "x.png",
    ]  # fmt: skip
    assert list(sentences(ISSUE)) == expected

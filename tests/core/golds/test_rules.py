"""What the rules make of an issue."""

from collections.abc import Sequence

import pytest

from tests.core.golds.test_places import issue
from workbench.core.golds.rules import draft_by_rules
from workbench.core.records import Gold
from workbench.generator.records import Attachment, Criterion


def drafted(description: str = "", criteria: Sequence[str] = (), *, language: str = "en", **more: object) -> Gold:
    stated = tuple(Criterion(id=f"AC-{number}", text=text) for number, text in enumerate(criteria, start=1))
    return draft_by_rules(issue(description, criteria=stated, **more), language=language)


def statements(gold: Gold) -> list[str]:
    return [each.statement for each in gold.behaviours]


def test_a_draft_is_marked_and_each_sentence_of_the_criteria_is_a_behaviour_with_its_evidence() -> None:
    gold = drafted(criteria=["The account is locked. The owner gets a mail.", "It unlocks after 30 minutes."])
    assert gold.draft is True
    assert statements(gold) == ["The account is locked.", "The owner gets a mail.", "It unlocks after 30 minutes."]
    assert [each.evidence for each in gold.behaviours] == statements(gold)
    assert [each.id for each in gold.behaviours] == ["B1", "B2", "B3"]


def test_each_then_of_a_scenario_is_a_behaviour_with_its_condition() -> None:
    gold = drafted(criteria=["Given an open claim\nWhen a photo is added\nThen it is stored\nAnd the clerk is told"])
    assert statements(gold) == [
        "an open claim, a photo is added, it is stored",
        "an open claim, a photo is added, the clerk is told",
    ]
    assert [each.evidence for each in gold.behaviours] == ["Then it is stored", "And the clerk is told"]


def test_a_row_says_its_header_and_quotes_itself() -> None:
    gold = drafted("Case | Answer\nnew key | 201 is answered")
    assert [(each.statement, each.evidence) for each in gold.behaviours] == [
        ("Case new key, Answer 201 is answered", "new key | 201 is answered")
    ]


def test_chatter_questions_and_what_is_out_of_scope_are_no_behaviours() -> None:
    gold = drafted(
        "As a clerk I want to export so that I save time.\n\nThe file must be named by month.\n\n"
        "Is UTF-8 fine?\n\n## Not in scope\n- sending it by mail\n\nNot here: other formats"
    )
    assert statements(gold) == ["The file must be named by month."]
    assert gold.forbidden == ("sending it by mail", "other formats")
    assert "Is UTF-8 fine?" in gold.open_questions


@pytest.mark.parametrize(
    ("text", "kind", "priority", "values"),
    [
        ("At most 240 characters are accepted here.", "boundary", "must", ("240 characters",)),
        ("An expired code is refused.", "negative", "must", ()),
        ("Only admins can see the menu item.", "permission", "must", ()),
        ("The old prices should still hold.", "regression", "should", ()),
        ('The page says "Close it first."', "main", "must", ("Close it first.",)),
        ("A preview would be nice to have there.", "main", "could", ()),
    ],
)
def test_kind_priority_and_values_follow_from_the_words(
    text: str, kind: str, priority: str, values: tuple[str, ...]
) -> None:
    (found,) = drafted(criteria=[text]).behaviours
    assert (found.kind, found.priority, found.values, found.status) == (kind, priority, values, "stated")


def test_vague_words_and_limits_without_a_number_are_asked_about() -> None:
    gold = drafted(criteria=["The list loads fast when opened.", "Beyond the limit it is refused."])
    assert gold.open_questions == (
        'What exactly does "fast" mean in "The list loads fast when opened."?',
        'Which limit is meant in "Beyond the limit it is refused."?',
    )


def test_other_languages_have_words_of_their_own() -> None:
    gold = drafted(criteria=["Ein abgelaufener Gutschein wird nicht angenommen."], language="de")
    assert (gold.behaviours[0].kind, gold.stratum) == ("negative", "non_english")


def test_attachments_count_where_they_state_a_duty() -> None:
    text = "Minutes of Monday\nThe export must not hold names of patients."
    gold = drafted(attachments=(Attachment(name="a.txt", text=text, note=None),))
    assert statements(gold) == ["The export must not hold names of patients."]


def test_an_issue_that_says_nothing_gives_a_draft_without_behaviours_that_is_not_testable() -> None:
    assert (drafted().behaviours, drafted().testable) == ((), False)

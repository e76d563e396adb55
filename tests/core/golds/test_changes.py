"""What changed from one gold to the next."""

from tests.builders import behaviour, gold
from workbench.core.golds.changes import FieldChange, changes

OLD = gold(behaviours=[behaviour(), behaviour("A mail is sent", id="B2"), behaviour("It unlocks", id="B3")])


def test_behaviours_are_told_by_their_ids_field_by_field() -> None:
    new = OLD.model_copy(
        update={
            "behaviours": (
                behaviour("It is locked for 20 minutes", priority="should"),
                OLD.behaviours[2],
                behaviour("An SMS is sent", id="B4"),
            ),
            "forbidden": ("A fax is sent",),
        }
    )
    found = changes(OLD, new)
    assert [each.id for each in found.added] == ["B4"]
    assert [each.id for each in found.gone] == ["B2"]
    assert [(each.id, [field.field for field in each.fields]) for each in found.changed] == [
        ("B1", ["statement", "priority"])
    ]
    assert [(each.name, each.added, each.gone) for each in found.lists] == [("forbidden", ("A fax is sent",), ())]
    assert not found.none


def test_another_order_is_a_change_and_the_same_is_none() -> None:
    turned = OLD.model_copy(update={"behaviours": OLD.behaviours[::-1]})
    assert (changes(OLD, turned).moved, changes(OLD, OLD).none) == (True, True)


def test_a_confirmed_draft_differs_in_that_alone_and_false_is_as_good_as_nothing() -> None:
    draft = OLD.model_copy(update={"draft": True})
    assert changes(draft, OLD).fields == (FieldChange(field="draft", before=True, after=None),)
    assert changes(OLD, OLD.model_copy(update={"draft": False})).none

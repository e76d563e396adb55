import pytest
from pydantic import ValidationError

from tests.builders import AT, label
from workbench.core.labels import Label, label_id, newest, whose
from workbench.generator.prompt.file import first_fault


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"value": "covers"}, "the value of a verdict is one of covered, partly, not"),
        ({"test": "T1"}, "a verdict takes no test"),
        ({"behaviour": None}, "a verdict needs behaviour"),
        ({"kind": "pair", "value": "covers"}, "a pair needs test"),
        ({"kind": "finding", "behaviour": None, "value": "right"}, "a finding needs rule"),
        ({"kind": "rating", "test": "T1", "value": "ok"}, "a rating takes no behaviour"),
        ({"rater_kind": "robot"}, "'rater_kind'"),
        ({"revision": 0}, "'revision'"),
        ({"at": AT.replace(tzinfo=None)}, "'at'"),
        ({"text": "the issue's text"}, "unknown key 'text'"),
        ({"id": "two words"}, "'id'"),
        ({"schema": 2}, "'schema'"),
    ],
)
def test_a_label_that_does_not_fit_its_kind_is_refused(changed: dict[str, object], fault: str) -> None:
    given = label().model_dump(by_alias=True)
    with pytest.raises(ValidationError) as caught:
        Label.model_validate({**given, **changed})
    assert fault in first_fault(caught.value)


def test_saying_it_again_has_the_same_id_and_saying_something_else_has_not() -> None:
    assert label(value="covered").id == label(value="not", note="after all").id
    others = [
        label(behaviour="B2"),
        label(rater="x"),
        label(rater_kind="person"),
        label(suite="weak"),
        label(issue="A-1"),
    ]
    assert len({label().id, *(other.id for other in others)}) == 6


def test_an_id_is_the_same_on_every_machine() -> None:
    found = label_id(
        dataset="studio", issue="SHOP-1", suite="strong", kind="verdict", behaviour="B1", rater="a", rater_kind="model"
    )
    assert found == "fa2f6db5c38a924d658a7bdd618fda99"


def test_the_highest_revision_counts_in_whatever_order_they_come() -> None:
    first, second, other = label(), label(value="not", revision=2, at=AT), label(behaviour="B2")
    assert newest([second, other, first]) == newest([first, other, second]) == [second, other]


def test_labels_say_whose_they_are() -> None:
    assert [whose(kinds) for kinds in ([], ["model"], ["person"], ["person", "model", "person"])] == [
        "no labels", "model-written labels", "labels by people", "labels by people and by models",
    ]  # fmt: skip

"""A person's answers as labels: revisions, pairs, and what is refused."""

from typing import Any

import pytest

from tests.builders import AT, label
from tests.fakes import MemoryStore
from tests.rated import issue_with, suite_of
from workbench.core.errors import LabelError
from workbench.core.labels import Value
from workbench.core.sheets.csv_text import Answer
from workbench.core.sheets.units import place_id, units_of
from workbench.service.label import Taken
from workbench.service.sheet import Standing, standing, take_sheet

UNITS = units_of("studio", issue_with(suite_of("strong", "++", "++")))
KNOWN = {place_id(unit.place): unit for unit in UNITS}


def answer(value: Value, *tests: int, note: str | None = None, **more: Any) -> Answer:
    given: dict[str, Any] = {"number": 2, "row": UNITS[0].row, "behaviour": UNITS[0].statement, **more}
    return Answer(value=value, tests=tests, note=note, **given)


def take(store: MemoryStore, *answers: Answer, rater: str = "Ann") -> Taken:
    return take_sheet(answers, KNOWN, where="a.csv", rater=rater, at=AT, store=store)


def said(store: MemoryStore) -> dict[str, str]:
    """What stands of the first row's verdict and tests."""
    return {each.test or each.kind: each.value for each in store.labels() if each.behaviour == "B1"}


def test_an_answer_is_a_verdict_of_a_person_and_a_pair_for_each_named_test() -> None:
    store = MemoryStore()
    assert take(store, answer("covered", 2, note="well")) == Taken(new=2, corrected=0, known=0)
    assert [(each.says, each.revision) for each in store.labels(kind="verdict")] == [
        (("studio", "SHOP-1", "strong", "verdict", "B1", "", "", "", "covered", "well", "Ann", "person"), 1)
    ]
    assert said(store) == {"verdict": "covered", "T2": "covers"}


def test_the_same_again_changes_nothing_and_another_value_is_the_next_revision() -> None:
    store = MemoryStore()
    take(store, answer("covered", note="well"))
    assert take(store, answer("covered")) == Taken(new=0, corrected=0, known=1)
    assert take(store, answer("not")) == Taken(new=0, corrected=1, known=0)
    assert take(store, answer("covered")) == Taken(new=0, corrected=1, known=0)
    assert take(store, answer("covered", note="after all")) == Taken(new=0, corrected=1, known=0)
    assert [(each.revision, each.value, each.note) for each in store.labels(every_revision=True)] == [
        (1, "covered", "well"), (2, "not", None), (3, "covered", None), (4, "covered", "after all"),
    ]  # fmt: skip


def test_tests_of_before_go_along_with_what_is_said_now() -> None:
    store = MemoryStore()
    take(store, answer("covered", 1))
    take(store, answer("covered"))
    assert said(store) == {"verdict": "covered", "T1": "covers"}
    take(store, answer("partly"))
    assert said(store) == {"verdict": "partly", "T1": "partly"}
    take(store, answer("covered", 2))
    assert said(store) == {"verdict": "covered", "T1": "none", "T2": "covers"}
    take(store, answer("not"))
    assert said(store) == {"verdict": "not", "T1": "none", "T2": "none"}


def test_a_label_that_came_in_a_file_keeps_its_id() -> None:
    store = MemoryStore()
    store.add_labels([label(id="mine", rater="Ann", rater_kind="person")])
    assert take(store, answer("partly")) == Taken(new=0, corrected=1, known=0)
    assert [(each.id, each.revision, each.value) for each in store.labels()] == [("mine", 2, "partly")]


def test_two_raters_do_not_correct_each_other() -> None:
    store = MemoryStore()
    store.add_labels([label(rater="Ann", rater_kind="model")])
    assert take(store, answer("not"), rater="Ann") == Taken(new=1, corrected=0, known=0)
    assert take(store, answer("partly"), rater=" Ben ") == Taken(new=1, corrected=0, known=0)
    assert standing(store.labels(), "studio") == Standing(dataset="studio", verdicts=1, issues=1)
    assert standing(store.labels(), "other") == Standing(dataset="other", verdicts=0, issues=0)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"row": "r0.1"}, "row 9 of a.csv: what is rated there is not known here; nothing was taken in"),
        ({"row": UNITS[1].row + "0"}, "row 9 of a.csv: the behaviour or the tests have changed"),
        ({"row": UNITS[1].row}, "row 9 of a.csv: 'behaviour' is not what 'row' stands for"),
        ({"row": UNITS[1].row, "behaviour": None, "tests": (3,)}, "row 9 of a.csv: there is no test of that number"),
    ],
)
def test_a_row_that_cannot_be_taken_in_keeps_the_whole_sheet_out(more: dict[str, Any], refused: str) -> None:
    store, tests = MemoryStore(), more.pop("tests", ())
    with pytest.raises(LabelError) as error:
        take(store, answer("covered"), answer("covered", *tests, number=9, **more))
    assert str(error.value).startswith(refused)
    assert store.labels() == []


def test_what_a_spreadsheet_does_to_a_text_is_no_other_text() -> None:
    store = MemoryStore()
    take(store, answer("covered", behaviour="  the ACCOUNT is\nlocked ? "))
    assert said(store) == {"verdict": "covered"}


@pytest.mark.parametrize("name", [" ", "x" * 81])
def test_a_rater_has_a_name(name: str) -> None:
    with pytest.raises(LabelError, match="1 to 80 characters"):
        take(MemoryStore(), answer("covered"), rater=name)

from datetime import timedelta

import pytest

from tests.builders import AT, behaviour, gold
from tests.fakes import MemoryStore
from tests.rated import suite_of
from workbench.core.errors import LabelError
from workbench.core.labelled import from_labels, issue_of
from workbench.core.labels import Label, Value
from workbench.service.mark import Place, mark, of_place

GOLD = gold(behaviours=[behaviour(), behaviour("A mail is sent", id="B2")])
SUITE = suite_of("cell", "..", "..").suite
CELL = Place(dataset="studio", issue="SHOP-1", suite="a-cell-key", kind="pair", behaviour="B1", test="T2")


def said(store: MemoryStore, value: Value, place: Place = CELL, rater: str = "Ann", **more: str) -> Label:
    later = AT + timedelta(minutes=len(store.labels(every_revision=True)))
    return mark(place, value, rater=rater, clock=lambda: later, gold=GOLD, suite=SUITE, store=store, **more)


def test_a_mark_is_a_persons_label_with_its_note() -> None:
    store = MemoryStore()
    label = said(store, "covers", note="  names both limits ")
    assert store.labels() == [label]
    assert (label.value, label.note, label.rater, label.rater_kind, label.revision) == (
        "covers", "names both limits", "Ann", "person", 1,
    )  # fmt: skip
    assert of_place(label, CELL)


def test_saying_otherwise_is_the_next_revision_and_saying_it_again_is_none() -> None:
    store = MemoryStore()
    said(store, "covers")
    assert said(store, "covers").revision == 1
    assert said(store, "none").revision == 2
    assert said(store, "partly", rater="Bob").revision == 1
    assert [(each.rater, each.value) for each in store.labels()] == [("Ann", "none"), ("Bob", "partly")]


def test_findings_tests_and_verdicts_are_marked_too() -> None:
    store = MemoryStore()
    place = {"dataset": "studio", "issue": "SHOP-1", "suite": "a-cell-key"}
    said(store, "wrong", Place(kind="finding", rule="T06", line=59, **place))
    said(store, "weak", Place(kind="rating", test="T1", **place))
    said(store, "not", Place(kind="verdict", behaviour="B2", **place))
    assert [each.kind for each in store.labels()] == ["finding", "rating", "verdict"]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (Place(dataset="d", issue="S", suite="c", kind="verdict", behaviour="B9"), "covered", "no behaviour 'B9'"),
        (Place(dataset="d", issue="S", suite="c", kind="rating", test="T3"), "ok", "no 'T3'"),
        (Place(dataset="d", issue="S", suite="c", kind="rating", test="T1"), "covers", "cannot be kept"),
    ],
)
def test_a_mark_on_what_is_not_there_is_refused_and_nothing_is_kept(place: Place, value: Value, message: str) -> None:
    store = MemoryStore()
    with pytest.raises(LabelError, match=message):
        said(store, value, place)
    assert store.labels(every_revision=True) == []


def test_a_mark_counts_among_what_scorers_are_calibrated_on() -> None:
    store = MemoryStore()
    said(store, "covers")
    [issue] = from_labels(store.labels(), {("studio", "SHOP-1"): issue_of(GOLD)}, {"a-cell-key": SUITE})
    assert issue.suites[0].verdicts == {"B1": "covered"}
    assert issue.suites[0].by_people == {"B1"}
    assert issue.rater_kinds == {"person"}

import pytest

from tests.builders import AT, label
from tests.fakes import MemoryStore
from tests.rated import issue_with, suite_of
from workbench.core.errors import LabelError
from workbench.core.labels import Label
from workbench.service.label import Taken, suite_labels, take_again, take_labels


def said(*pairs: str) -> list[Label]:
    issues = [issue_with(suite_of("strong", *pairs))]
    return suite_labels(issues, dataset="studio", rater="author", rater_kind="model", at=AT)


def test_labels_are_taken_once() -> None:
    store, labels = MemoryStore(), [label(), label(value="not", revision=2), label(behaviour="B2")]
    assert take_labels(labels, store=store) == Taken(new=2, corrected=1, known=0)
    assert take_labels(labels, store=store) == Taken(new=0, corrected=0, known=3)
    assert store.labels(every_revision=True) == sorted(labels, key=lambda each: (each.at, each.id, each.revision))


def test_a_contradiction_stores_nothing() -> None:
    store = MemoryStore()
    take_labels([label()], store=store)
    with pytest.raises(LabelError):
        take_labels([label(behaviour="B2"), label(value="not")], store=store)
    assert store.labels() == [label()]


def test_rated_suites_become_pairs_and_verdicts() -> None:
    found = [(each.kind, each.behaviour, each.test, each.value) for each in said("+~")]
    assert found == [
        ("verdict", "B1", None, "covered"), ("verdict", "B2", None, "partly"),
        ("pair", "B1", "T1", "covers"), ("pair", "B2", "T1", "partly"),
    ]  # fmt: skip


def test_what_rated_suites_say_otherwise_than_before_is_a_new_revision() -> None:
    store = MemoryStore()
    assert take_again(said("+~"), store=store) == Taken(new=4, corrected=0, known=0)
    assert take_again(said("+~"), store=store) == Taken(new=0, corrected=0, known=4)
    assert take_again(said("+-"), store=store) == Taken(new=0, corrected=2, known=2)
    assert take_again(said("+~"), store=store) == Taken(new=0, corrected=2, known=2)
    history = [
        (each.revision, each.value) for each in store.labels(kind="pair", every_revision=True) if each.behaviour == "B2"
    ]
    assert history == [(1, "partly"), (2, "none"), (3, "partly")]

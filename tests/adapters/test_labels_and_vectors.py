"""One contract over the labels and vectors in memory and in the real store."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.builders import AT, label
from tests.fakes import MemoryStore
from workbench.adapters.duckdb_store import DuckDbStore

Either = MemoryStore | DuckDbStore


@pytest.fixture(params=["memory", "duckdb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Either:
    return MemoryStore() if request.param == "memory" else DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")


def test_labels_come_back_as_they_were_given(store: Either) -> None:
    given = [
        label(note="ünï \U0001f512 'x'", at=AT),
        label(kind="pair", test="T1", value="partly", at=AT + timedelta(seconds=1)),
        label(kind="finding", behaviour=None, rule="V04", line=3, value="wrong", at=AT + timedelta(seconds=2)),
        label(kind="rating", behaviour=None, test="T2", value="weak", rater_kind="person", at=AT + timedelta(days=1)),
    ]
    store.add_labels(given)
    store.add_labels([])
    assert store.labels() == given


def test_a_time_of_another_zone_is_kept_in_utc(store: Either) -> None:
    store.add_labels([label(at=datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=2))))])
    assert store.labels()[0].at == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_newest_revision_counts_and_the_older_ones_stay(store: Either) -> None:
    first = label(value="covered")
    second = label(value="not", revision=2, at=AT - timedelta(hours=1))
    other = label(behaviour="B2")
    store.add_labels([first, other])
    store.add_labels([second])
    assert store.labels() == [second, other]
    assert {(each.id, each.revision) for each in store.labels(every_revision=True)} == {
        (first.id, 1), (first.id, 2), (other.id, 1),
    }  # fmt: skip


def test_adding_twice_changes_nothing(store: Either) -> None:
    store.add_labels([label(value="covered")])
    store.add_labels([label(value="covered"), label(value="not")])
    assert [each.value for each in store.labels(every_revision=True)] == ["covered"]


def test_labels_are_found_by_dataset_and_kind(store: Either) -> None:
    verdict, pair = label(), label(kind="pair", test="T1", value="none")
    elsewhere = label(dataset="other")
    store.add_labels([verdict, pair, elsewhere])
    assert store.labels(dataset="studio", kind="pair") == [pair]
    assert store.labels(dataset="other") == [elsewhere]
    assert store.labels(dataset="nothing") == []


def test_vectors_come_back_by_key_and_model(store: Either) -> None:
    store.add_vectors({"a": b"\x00\xff", "b": b"2"}, "minilm")
    store.add_vectors({"a": b"other"}, "mpnet")
    store.add_vectors({}, "minilm")
    assert store.vectors(["a", "c"], "minilm") == {"a": b"\x00\xff"}
    assert store.vectors(["a", "b"], "mpnet") == {"a": b"other"}
    assert store.vectors([], "minilm") == {}


def test_a_vector_that_is_there_stays(store: Either) -> None:
    store.add_vectors({"a": b"1"}, "minilm")
    store.add_vectors({"a": b"2", "b": b"3"}, "minilm")
    assert store.vectors(["a", "b"], "minilm") == {"a": b"1", "b": b"3"}


def test_ten_thousand_vectors_go_in_and_come_back(store: Either) -> None:
    rows = {f"key {number}": bytes([number % 256]) * 1536 for number in range(10_000)}
    store.add_vectors(rows, "minilm")
    assert store.vectors(list(rows), "minilm") == rows

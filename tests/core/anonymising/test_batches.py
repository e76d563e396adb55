"""Short texts are looked through together, and each finding is told at its own text."""

from workbench.core.anonymising.batches import batched, unbatched
from workbench.core.anonymising.records import Found, Span


def found(place: str, start: int, end: int) -> Found:
    return Found(place=place, span=Span(start=start, end=end, kind="person", detector="x"))


def test_a_finding_in_a_batch_is_told_at_its_text() -> None:
    texts = {"/a": "abc", "/b": "defg", "/c": "h"}
    [batch] = batched(texts, "/batch")
    assert batch.text == "abc\n\ndefg\n\nh"
    told = list(unbatched([found(batch.place, 5, 9), found(batch.place, 1, 7), found("/other", 2, 3)], [batch]))
    assert told == [found("/b", 0, 4), found("/a", 1, 3), found("/b", 0, 2), found("/other", 2, 3)]


def test_a_batch_is_no_longer_than_a_model_reads_unless_one_text_is() -> None:
    texts = {"/a": "a" * 1_500, "/b": "b" * 900, "/c": "c" * 5_000, "/d": "d", "/e": "e"}
    made = list(batched(texts, "/batch"))
    assert [[place for _, _, place in each.starts] for each in made] == [["/a"], ["/b"], ["/c"], ["/d", "/e"]]
    assert len({each.place for each in made}) == 4
    assert list(batched({}, "/batch")) == []

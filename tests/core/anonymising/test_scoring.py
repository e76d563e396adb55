"""The bench's arithmetic."""

from workbench.core.anonymising.records import Span, Tier
from workbench.core.anonymising.scoring import Covered, Planted, score

TEXT = "Anna Kowal of Kestrel saw it."


def span(start: int, end: int, tier: Tier = "sure") -> Span:
    return Span(start=start, end=end, kind="person", detector="d", tier=tier)


def row(*spans: tuple[int, int, str]) -> Planted:
    return Planted(text=TEXT, spans=spans, language="en")


def test_a_value_is_found_only_whole_and_whatever_it_is_called() -> None:
    assert score([row((0, 10, "CARD"))], [[span(0, 4), span(5, 10)]]).direct == Covered(values=1, sure=1, flagged=1)
    assert score([row((0, 10, "CARD"))], [[span(0, 9)]]).direct == Covered(values=1, sure=0, flagged=0)


def test_a_flag_counts_apart() -> None:
    found = score([row((0, 10, "PERSON"))], [[span(0, 4), span(4, 10, "suspected")]])
    assert found.direct == Covered(values=1, sure=0, flagged=1)
    assert found.missed == ((0, 0, 10, "PERSON"),)


def test_an_organisation_is_no_direct_identifier() -> None:
    found = score([row((14, 21, "ORG"))], [[]])
    assert found.direct.share() is None and found.by_type["ORG"] == Covered(values=1, sure=0, flagged=0)


def test_other_words_are_touched_by_a_single_letter() -> None:
    found = score([row((0, 10, "PERSON"))], [[span(0, 12), span(22, 23, "suspected")]])
    assert (found.words, found.touched, found.flagged) == (4, 1, 2)
    assert found.touched_by_language == {"en": (4, 1)}

"""Texts that are nearly the same."""

from workbench.core.near_duplicates import near_duplicates

LONG = (
    "the customer can set any limit from zero to twenty five thousand in steps of one "
    "hundred and everything else is refused"
)
OTHER = "a key is remembered for one day and after that it counts as new"


def test_texts_with_a_word_changed_are_near_and_others_are_not() -> None:
    found = near_duplicates({"A": LONG, "B": OTHER, "C": LONG.replace("hundred", "thousand")})
    assert [(each.first, each.second) for each in found] == [("A", "C")]
    assert 0.4 <= found[0].likeness < 1


def test_short_texts_are_near_only_where_they_are_equal() -> None:
    assert near_duplicates({"A": "Login is broken today", "B": "Login is broken today again"}) == ()
    assert [each.likeness for each in near_duplicates({"A": "Login is broken", "B": "login is BROKEN"})] == [1.0]


def test_empty_texts_are_like_nothing() -> None:
    assert near_duplicates({"A": "", "B": ""}) == ()
    assert near_duplicates({}) == ()

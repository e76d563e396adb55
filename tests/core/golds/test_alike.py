"""Behaviours that say the same."""

from tests.builders import behaviour
from tests.core.golds.vectors import encode
from workbench.core.golds.alike import MATCHED_FROM, contradicts, likeness, matched, texts_of
from workbench.core.records import Behaviour


def pairs(ours: list[Behaviour], theirs: list[Behaviour]) -> list[tuple[int, int]]:
    vectors = encode(texts_of([*ours, *theirs]))
    return [(each.ours, each.theirs) for each in matched(ours, theirs, vectors, language="en")]


def alike(one: str, other: str) -> float:
    vectors = encode([one, other])
    return float(likeness([behaviour(one)], [behaviour(other)], vectors, language="en")[0, 0])


def test_each_behaviour_is_matched_once_and_what_has_no_like_is_left_alone() -> None:
    ours = [behaviour("The account is locked for 30 minutes"), behaviour("A mail is sent to the owner")]
    theirs = [
        behaviour("Invoices are printed"), behaviour("To the owner a mail is sent"),
        behaviour("The account is locked 30 minutes"), behaviour("Locked is the account for 30 minutes long"),
    ]  # fmt: skip
    assert pairs(ours, theirs) == [(0, 3), (1, 1)] or pairs(ours, theirs) == [(0, 2), (1, 1)]
    assert pairs(ours, [behaviour("Invoices are printed")]) == []
    assert pairs([], theirs) == pairs(ours, []) == []


def test_other_numbers_and_a_no_make_statements_less_alike() -> None:
    plain = alike("The account is locked for 30 minutes", "The account gets locked for 30 minutes")
    assert alike("The account is locked for 30 minutes", "The account gets locked for 45 minutes") < plain
    assert alike("The account is locked for 30 minutes", "The account is not locked for 30 minutes") < plain + 0.1


def test_two_weak_likenesses_do_not_break_up_a_strong_pair() -> None:
    """Without the threshold inside the assignment the two cross pairs together would win."""
    ours = [behaviour("alpha beta gamma delta"), behaviour("epsilon zeta")]
    theirs = [behaviour("alpha beta gamma delta"), behaviour("delta omega")]
    vectors = encode(texts_of([*ours, *theirs]))
    found = matched(ours, theirs, vectors, language="en")
    assert [(each.ours, each.theirs) for each in found] == [(0, 0)]
    assert found[0].likeness > MATCHED_FROM


def test_statements_about_the_same_that_may_contradict_each_other_are_told() -> None:
    def doubt(other: str) -> str | None:
        return contradicts(behaviour("The account is locked for 30 minutes"), behaviour(other), language="en")

    assert doubt("The account is locked for 45 minutes") == "other numbers"
    assert doubt("The account is not locked for 30 minutes") == "one says no"
    assert doubt("For 30 minutes the account stays locked") is None

"""Tests of two suites side by side."""

from workbench.generator.records import TestCase, TestStep, TestSuite
from workbench.service.match import match


def gherkin(title: str, then: str, *criteria: str) -> TestCase:
    source = f"Scenario: {title}\n  Given a customer\n  When the order is sent\n  Then {then}"
    return TestCase(title=title, scenario=source, criteria=criteria)


REFUND = gherkin("A refund is paid", "20 EUR are paid back within 3 days")
LOCK = gherkin("The account is locked", "the account is locked for 30 minutes")
MAIL = gherkin("A mail is sent", "the customer gets a mail with the invoice")


def suite(*cases: TestCase) -> TestSuite:
    return TestSuite(cases=cases)


def titles(left: TestSuite, right: TestSuite) -> list[tuple[str | None, str | None]]:
    return [(pair.left and pair.left.title, pair.right and pair.right.title) for pair in match(left, right)]


def test_tests_are_paired_by_what_they_say_and_not_by_their_place() -> None:
    reworded = gherkin("Locking", "for 30 minutes the account is locked")
    assert titles(suite(REFUND, LOCK), suite(reworded, REFUND)) == [
        ("A refund is paid", "A refund is paid"),
        ("The account is locked", "Locking"),
    ]


def test_what_has_no_like_stands_alone_the_right_ones_last() -> None:
    other = TestCase(title="Völlig anders", steps=(TestStep(action="Etwas tun", expected="Nichts passiert"),))
    assert titles(suite(other, LOCK), suite(MAIL, LOCK)) == [
        ("Völlig anders", None),
        ("The account is locked", "The account is locked"),
        (None, "A mail is sent"),
    ]


def test_the_whole_is_most_alike_even_where_one_pair_is_less() -> None:
    near = gherkin("The account is locked", "the account is locked for 31 minutes")
    assert titles(suite(near, LOCK), suite(LOCK, near)) == [
        ("The account is locked", "The account is locked"),
        ("The account is locked", "The account is locked"),
    ]
    pairs = match(suite(near, LOCK), suite(LOCK, near))
    assert [(pair.left, pair.right) for pair in pairs] == [(near, near), (LOCK, LOCK)]


def test_a_shared_criterion_decides_between_equals() -> None:
    first, second = gherkin("One", "it works", "AC-1"), gherkin("Two", "it works", "AC-2")
    right = suite(gherkin("X", "it works", "AC-2"), gherkin("Y", "it works", "AC-1"))
    assert titles(suite(first, second), right) == [("One", "Y"), ("Two", "X")]


def test_an_empty_suite_leaves_every_test_alone() -> None:
    assert titles(suite(), suite()) == []
    assert titles(suite(), suite(LOCK)) == [(None, "The account is locked")]
    assert titles(suite(LOCK), suite()) == [("The account is locked", None)]

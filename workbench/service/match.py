"""Which test of one suite stands beside which of another, for people who compare them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.generator.output.gherkin import steps_of
from workbench.generator.records import TestCase, TestSuite

_LEAST: Final = 0.25
_SAME_CRITERION: Final = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two tests that are most alike, or one that has no like on the other side."""

    left: TestCase | None
    right: TestCase | None


def match(left: TestSuite, right: TestSuite) -> tuple[Pair, ...]:
    """Pair the tests of two suites one to one so that they are most alike in all.

    Alike are tests that share words and numbers (Dice 1945, over word counts) and criteria; below a quarter
    two tests stay alone. The left suite's order comes first, then what is left of the right one.
    """
    likeness = _likeness(left, right)
    pairs = _assigned(likeness)
    matched = {row: column for row, column in pairs if likeness[row][column] >= _LEAST}
    rows = [
        Pair(left=case, right=right.cases[matched[number]] if number in matched else None)
        for number, case in enumerate(left.cases)
    ]
    alone = [case for number, case in enumerate(right.cases) if number not in matched.values()]
    return (*rows, *(Pair(left=None, right=case) for case in alone))


def _assigned(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    if not likeness or not likeness[0]:
        return []
    from scipy.optimize import linear_sum_assignment  # lazily: scipy takes a second to import

    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def _likeness(left: TestSuite, right: TestSuite) -> list[list[float]]:
    ours = [_words(case, left.language) for case in left.cases]
    theirs = [_words(case, right.language) for case in right.cases]
    return [
        [
            _dice(mine, other) + (_SAME_CRITERION if set(first.criteria) & set(second.criteria) else 0.0)
            for second, other in zip(right.cases, theirs, strict=True)
        ]
        for first, mine in zip(left.cases, ours, strict=True)
    ]


def _words(case: TestCase, language: str) -> Counter[str]:
    texts = [case.title, *(f"{step.text} {step.argument}" for step in steps_of(case, language))]
    return Counter(word.strip(".,;:!?\"'()") for text in texts for word in text.casefold().split())


def _dice(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0

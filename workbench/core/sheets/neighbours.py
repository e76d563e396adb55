"""Behaviours that are easily taken for each other."""

from typing import Final

from workbench.core.labelled import LabelledIssue
from workbench.core.text.words import stems

_SHARED: Final = 0.6


def with_neighbours(issue: LabelledIssue) -> frozenset[str]:
    """Return the ids of the behaviours that share six tenths of their words, or of the other's, with another one.

    Words are the stems of those that carry content. A test of the one mentions what the other is about, so these are
    where a rater, a judge and every measure of likeness go wrong.
    """
    words = {each.id: frozenset(stems(each.statement, issue.language)) for each in issue.behaviours}
    return frozenset(
        name for name, mine in words.items() if any(_near(mine, other) for key, other in words.items() if key != name)
    )


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= _SHARED * min(len(one), len(other))

"""Which behaviour of one gold is which of another one: one to one, so that they are most alike in all.

The weights and the threshold were read off 62 behaviours in other words (`tests/paraphrases.yaml`, the dev part); their
error on others is in docs/figures/annotating.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.core.matching.similarity import Numbers, Vectors, stacked
from workbench.core.records import Behaviour
from workbench.core.text.figures import figures
from workbench.core.text.polarity import says_no
from workbench.core.text.words import stems

VERSION: Final = 1
"""Raised whenever the same behaviours are matched otherwise."""
MATCHED_FROM: Final = 0.45
"""Two behaviours below this likeness are not the same."""
_MEANING: Final = 0.6  # of the sentence vectors' cosine; the rest is of the shared stems
_OTHER_FIGURES: Final = 0.7  # where both name numbers and none is the same
_OTHER_POLARITY: Final = 0.9  # where one says no and the other does not; it says so in other words more often than not


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """Two behaviours that say the same, by their places in their golds, and how alike they are, 0 to 1."""

    ours: int
    theirs: int
    likeness: float


def texts_of(behaviours: Sequence[Behaviour]) -> tuple[str, ...]:
    """Return the texts whose sentence vectors `matched` asks for."""
    return tuple(each.statement for each in behaviours)


def matched(
    ours: Sequence[Behaviour], theirs: Sequence[Behaviour], vectors: Vectors, *, language: str
) -> tuple[Matched, ...]:
    """Return the pairs that say the same, in our order; each behaviour stands in one at most."""
    if not ours or not theirs:
        return ()
    from scipy.optimize import linear_sum_assignment  # lazily: scipy takes a second to import

    found = likeness(ours, theirs, vectors, language=language)
    # What is below the threshold is worth nothing, or two weak pairs would break up a good one.
    rows, columns = linear_sum_assignment(np.where(found >= MATCHED_FROM, found, 0.0), maximize=True)
    return tuple(
        Matched(ours=row, theirs=column, likeness=float(found[row, column]))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if found[row, column] >= MATCHED_FROM
    )


def likeness(ours: Sequence[Behaviour], theirs: Sequence[Behaviour], vectors: Vectors, *, language: str) -> Numbers:
    """Return how alike each of our behaviours is to each of theirs, 0 to 1.

    The cosine of the statements' sentence vectors and the Dice coefficient of their stems (Dice 1945). Vectors see
    neither other numbers nor a no: where figures differ altogether, or one statement says no, less is left of it.

    Args:
        ours: rows.
        theirs: columns.
        vectors: of every text that `texts_of` names.
        language: of the statements.
    """
    left, right = (stacked(texts_of(side), vectors) for side in (ours, theirs))
    shared = [[_shared(one.statement, other.statement, language) for other in theirs] for one in ours]
    doubt = [[_doubt(one.statement, other.statement, language) for other in theirs] for one in ours]
    cosine = np.clip(left @ right.T, 0, 1).astype(float)
    return np.asarray((_MEANING * cosine + (1 - _MEANING) * np.array(shared)) * np.array(doubt))


def contradicts(one: Behaviour, other: Behaviour, *, language: str) -> str | None:
    """Return in what two statements that are about the same may say the opposite, a short phrase, or None.

    What is matched is about the same thing; a changed number or a no more does not part it. A person has to look.
    """
    first, second = figures(one.statement), figures(other.statement)
    if first and second and first != second:
        return "other numbers"
    return None if says_no(one.statement, language) == says_no(other.statement, language) else "one says no"


def _shared(one: str, other: str, language: str) -> float:
    first, second = set(stems(one, language)), set(stems(other, language))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _doubt(one: str, other: str, language: str) -> float:
    first, second = figures(one), figures(other)
    left = _OTHER_FIGURES if first and second and not first & second else 1.0
    return left if says_no(one, language) == says_no(other, language) else left * _OTHER_POLARITY

"""Texts that are nearly the same: by the runs of words that they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.core.text.words import words

SHINGLE: Final = 3
"""Words of a run."""
NEAR_FROM: Final = 0.4
"""Two texts whose runs have this Jaccard index are near-duplicates: about one word in ten may be another one."""
_FEWEST: Final = 8  # runs; two short texts may share a phrase by chance


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """Two near-duplicates by their names, and the Jaccard index of their runs, 0 to 1."""

    first: str
    second: str
    likeness: float


def near_duplicates(texts: Mapping[str, str]) -> tuple[Near, ...]:
    """Return the pairs of texts that are nearly the same, the most alike first.

    The exact Jaccard index of the sets of runs of three words (Broder 1997), over all pairs at once as a sparse
    product: nothing is estimated, as MinHash would. A text with fewer than eight runs is like another one only if it is
    equal.
    """
    from scipy.sparse import csr_matrix  # lazily: scipy takes a second to import

    names, found = list(texts), [_shingles(text) for text in texts.values()]
    numbers: dict[tuple[str, ...], int] = {}
    columns = [numbers.setdefault(each, len(numbers)) for runs in found for each in runs]
    starts = np.cumsum([0, *map(len, found)])
    table = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(names), max(1, len(numbers))))
    shared = (table @ table.T).tocoo()
    pairs = (
        Near(first=names[row], second=names[column], likeness=both / (len(found[row]) + len(found[column]) - both))
        for row, column, both in zip(shared.row, shared.col, shared.data, strict=True)
        if row < column
    )
    sizes = dict(zip(names, map(len, found), strict=True))
    near = (
        each
        for each in pairs
        if each.likeness >= (NEAR_FROM if min(sizes[each.first], sizes[each.second]) >= _FEWEST else 1.0)
    )
    return tuple(sorted(near, key=lambda each: (-each.likeness, each.first, each.second)))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = words(text)
    last = max(1, len(found) - SHINGLE + 1)
    return frozenset(run for start in range(last) if (run := tuple(found[start : start + SHINGLE])))

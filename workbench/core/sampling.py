"""How many of each stratum a sample takes, and which ones."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Stratum = TypeVar("Stratum", bound=tuple[str, ...])
Item = TypeVar("Item")


def allotted(sizes: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """Return how many of each stratum a sample of a size takes, in proportion and at least one where that can be.

    Where there are fewer places than strata the largest ones get one each. Else each gets one, and every further place
    goes to the stratum that is furthest below its proportion (largest remainder, Hamilton's method, where no stratum
    needs its one). No stratum gives more than it has.

    Args:
        sizes: of the strata, each above 0; of equal ones the earlier one is served first.
        size: of the sample, 0 to their sum.
    """
    total = sum(sizes.values())
    order = {stratum: place for place, stratum in enumerate(sizes)}
    if size < len(sizes):
        largest = sorted(sizes, key=lambda each: (-sizes[each], order[each]))[:size]
        return {stratum: int(stratum in largest) for stratum in sizes}
    given = dict.fromkeys(sizes, 1)
    for _ in range(size - len(sizes)):
        open_ = [each for each in sizes if given[each] < sizes[each]]
        neediest = max(open_, key=lambda each: (size * sizes[each] / total - given[each], -order[each]))
        given[neediest] += 1
    return given


def drawn(strata: Mapping[Stratum, Sequence[Item]], given: Mapping[Stratum, int], *, seed: int) -> list[Item]:
    """Return so many of each stratum as it is given, drawn without replacement; the seed decides which."""
    found: list[Item] = []
    for stratum, items in strata.items():
        draw = random.Random(f"{seed}/{'/'.join(stratum)}")  # noqa: S311 - a draw, no secret
        found += draw.sample(list(items), given[stratum])
    return found

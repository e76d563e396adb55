"""Which rows a sheet holds: a seeded sample, spread over issues, suites and behaviours, half of it hard."""

import heapq
from collections import Counter
from collections.abc import Collection, Hashable, Sequence

from workbench.core.sheets.units import Place, Unit, place_id
from workbench.generator.prompt.digest import digest


def draw(units: Sequence[Unit], *, count: int, seed: int, rated: Collection[Place]) -> list[Unit]:
    """Return a sample in the order in which it is rated; the same one for the same units and seed.

    Half of it are units that are hard where there are enough, then what is left. What is rated already comes last.
    The sample is spread: each next unit is of the issue with the fewest so far, and there of the suite and behaviour
    with the fewest. Chance decides between equals, by a digest of the unit and the seed, so that further units leave
    the order of these as it is.

    Args:
        units: what can be rated, each once.
        count: how many at most.
        seed: of the chance.
        rated: what is rated already.
    """
    done = frozenset(rated)
    fresh, again = [u for u in units if u.place not in done], [u for u in units if u.place in done]
    taken: Counter[Hashable] = Counter()
    found = _spread([u for u in fresh if u.hard], count // 2, taken, seed)
    found += _spread([u for u in fresh if not u.hard], count - count // 2, taken, seed)
    for pool in (fresh, again):
        known = {unit.place for unit in found}
        found += _spread([unit for unit in pool if unit.place not in known], count - len(found), taken, seed)
    return _in_reading_order(found, units)


def _spread(units: Sequence[Unit], count: int, taken: Counter[Hashable], seed: int) -> list[Unit]:
    """Return the next units and count them. What is taken only grows, so a heap of old counts is a lower bound."""
    chance = [digest([seed, *unit.place]) for unit in units]

    def order(number: int) -> tuple[int, int, int, str, int]:
        issue, suite, behaviour = _counted(units[number])
        return taken[issue], taken[suite], taken[behaviour], chance[number], number

    waiting = [order(number) for number in range(len(units))]
    heapq.heapify(waiting)
    found: list[Unit] = []
    while waiting and len(found) < count:
        number = waiting[0][-1]
        now = order(number)
        if now != waiting[0]:
            heapq.heapreplace(waiting, now)
            continue
        heapq.heappop(waiting)
        taken.update(_counted(units[number]))
        found.append(units[number])
    return found


def _counted(unit: Unit) -> tuple[Hashable, Hashable, Hashable]:
    dataset, issue, suite, behaviour = unit.place
    return (dataset, issue), (dataset, issue, "suite", suite), (dataset, issue, "behaviour", behaviour)


def _in_reading_order(found: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
    """Return one issue after the other, each suite's rows together; the order of the suites tells nothing of them."""
    position = {unit.place: number for number, unit in enumerate(units)}
    return sorted(found, key=lambda u: (*u.place[:2], place_id((*u.place[:3], "")), position[u.place]))

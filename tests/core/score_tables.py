"""Simulated score tables with a known difference. The distributions are fixed: a method is never made to fit them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import gamma

import numpy as np
from numpy.typing import NDArray

from workbench.core.verdicts import Plan, PlannedFixture, ResultRow, ScoreTraits

Numbers = NDArray[np.float64]
SHARE = ScoreTraits(higher_is_better=True, share=True)
GROUP_SIZES = (5, 4, 3, 2, 2, 1, 1, 1, 1)  # of every 20 fixtures: 9 groups


@dataclass(frozen=True)
class Kind:
    """A kind of tables: draws tables x fixtures for candidate and baseline, and says their true difference."""

    draw: Callable[[np.random.Generator, int, int, bool], tuple[Numbers, Numbers]]
    gain: float
    grouped: bool = False


def skewed_sides(random: np.random.Generator, tables: int, n: int, better: bool) -> tuple[Numbers, Numbers]:
    """Share of 3 to 9 criteria, piled up below 1, with a taste of each prompt's own and unusable answers at 0."""
    level, criteria = random.beta(4, 1.5, (tables, n)), random.integers(3, 10, (tables, n))

    def side(level: Numbers, unusable: float) -> Numbers:
        own = random.beta(8 * level + 1e-12, 8 * (1 - level) + 1e-12)
        return np.where(random.random((tables, n)) < unusable, 0.0, random.binomial(criteria, own) / criteria)

    return (side(level**0.7, 0.02), side(level, 0.08)) if better else (side(level, 0.05), side(level, 0.05))


def zero_or_one_sides(random: np.random.Generator, tables: int, n: int, better: bool) -> tuple[Numbers, Numbers]:
    """0 or 1, by how hard the fixture is."""
    level = random.beta(2.8, 1.2, (tables, n))
    wanted = level**0.5 if better else level
    return (random.random((tables, n)) < wanted).astype(float), (random.random((tables, n)) < level).astype(float)


def clustered_sides(random: np.random.Generator, tables: int, n: int, better: bool) -> tuple[Numbers, Numbers]:
    """Share of 6 criteria; each prompt has a taste for whole groups, and another for fixtures."""
    group = groups_of(n)
    level = random.beta(4, 2, (tables, group.max() + 1))

    def side(level: Numbers) -> Numbers:
        of_group = np.clip(random.beta(6 * level, 6 * (1 - level)), 1e-9, 1 - 1e-9)[:, group]
        return random.binomial(6, random.beta(12 * of_group, 12 * (1 - of_group))) / 6

    return side(level**0.6 if better else level), side(level)


def rare_fall_sides(random: np.random.Generator, tables: int, n: int, better: bool) -> tuple[Numbers, Numbers]:
    """Nearly equal scores, but that the candidate falls by 0.7 on one fixture in ten: no slice of 20 is sure of one."""
    candidate = 0.75 + random.normal(0, 0.05, (tables, n)) - np.where(random.random((tables, n)) < 0.1, 0.7, 0.0)
    return candidate, np.full((tables, n), 0.70)


def moment(alpha: float, beta: float, power: float) -> float:
    """The mean of a beta-distributed number to a power."""
    return gamma(alpha + power) * gamma(alpha + beta) / (gamma(alpha) * gamma(alpha + beta + power))


SKEWED = Kind(skewed_sides, 0.98 * moment(4, 1.5, 0.7) - 0.92 * moment(4, 1.5, 1))
ZERO_OR_ONE = Kind(zero_or_one_sides, moment(2.8, 1.2, 0.5) - moment(2.8, 1.2, 1))
CLUSTERED = Kind(clustered_sides, moment(4, 2, 0.6) - moment(4, 2, 1), grouped=True)
RARE_FALLS = Kind(rare_fall_sides, 0.05 - 0.07)


def groups_of(n: int) -> NDArray[np.intp]:
    """The group of each of n fixtures, a multiple of 20."""
    sizes = np.tile(GROUP_SIZES, n // 20)
    return np.repeat(np.arange(len(sizes)), sizes)


def plan_of(n: int, *, grouped: bool = False, repeats: int = 1) -> Plan:
    """A plan of n fixtures, each a group of its own unless grouped."""
    groups = groups_of(n) if grouped else np.arange(n)
    fixtures = (PlannedFixture(key=f"F-{at:03}", group=f"G{groups[at]}", stratum="story_ac") for at in range(n))
    return Plan(fixtures=tuple(fixtures), repeats=repeats)


def rows_of(plan: Plan, scores: dict[str, Numbers], name: str = "score") -> list[ResultRow]:
    """One row for each fixture of each candidate; the order is the plan's."""
    return [
        ResultRow(
            candidate=candidate,
            fixture=fixture.key,
            group=fixture.group,
            stratum=fixture.stratum,
            language="en",
            repeat=0,
            cell_key="",
            outcome="ok",
            failure=None,
            scores={name: value},
        )
        for candidate, values in scores.items()
        for fixture, value in zip(plan.fixtures, values.tolist(), strict=True)
    ]


def tables(kind: Kind, n: int, count: int, *, better: bool, seed: int) -> Iterator[tuple[Plan, list[ResultRow]]]:
    """Tables of a candidate `new` and a baseline `old` on one score."""
    random = np.random.default_rng(seed)
    plan = plan_of(n, grouped=kind.grouped)
    for candidate, baseline in zip(*kind.draw(random, count, n, better), strict=True):
        yield plan, rows_of(plan, {"new": candidate, "old": baseline})

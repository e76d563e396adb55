"""A candidate against a baseline."""

import math
import random
from dataclasses import replace
from statistics import stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.result_rows import TRAITS, Value, plan, rows, spread
from workbench.core.comparing import Comparison, Fall, Insufficient, compare, holm
from workbench.core.paired_shares import tango
from workbench.core.verdicts import Plan, ResultRow

PAIRED = [0.1, 0.2, 0.15, -0.05, 0.0, 0.1, 0.3, 0.05]
HALF = [0.5] * 8


def both(new: list[Value], old: list[Value], score: str = "coverage", where: Plan | None = None) -> list[ResultRow]:
    place = where or plan(len(new))
    return rows(place, "new", **{score: new}) + rows(place, "old", **{score: old})


def compared(
    given: list[ResultRow], where: Plan, score: str = "coverage", *, ratio: bool = False, least: int = 2
) -> Comparison:
    found = compare(
        given, score, candidate="new", baseline="old", plan=where, traits=TRAITS[score], min_fixtures=least, ratio=ratio
    )
    assert isinstance(found, Comparison), found.reason
    return found


def test_a_comparison_says_all_that_it_rests_on() -> None:
    found = compared(both([0.5 + each for each in PAIRED], HALF), plan(8))
    half = 2.364624 * stdev(PAIRED) / math.sqrt(8)  # t(7; 0.975)
    assert (found.before, found.after) == (0.5, pytest.approx(0.60625))
    assert [found.difference, found.low, found.high] == pytest.approx([0.10625, 0.10625 - half, 0.10625 + half])
    assert [found.sd, found.effect] == pytest.approx([stdev(PAIRED), 0.10625 / stdev(PAIRED)])
    assert (found.planned, found.paired, found.groups, found.missing, found.empty) == (8, 8, 8, (), ())
    assert (found.wins, found.ties, found.losses) == (6, 1, 1)
    assert found.falls == (Fall(fixture="F-03", before=0.5, after=pytest.approx(0.45)),)
    assert (found.test, found.chance.better) == ("sign-flip", 3 / 128)  # as it is, all up, and with the other 0.05 down
    assert str(found) == f"+0.11 [{0.10625 - half:.2f}, {0.10625 + half:.2f}], p=0.047, n=8"


def test_less_of_a_cost_is_better() -> None:
    found = compared(both([1, 2, 3], [2, 4, 9], "latency_s"), plan(3), "latency_s")
    assert (found.difference, found.wins, found.before, found.after) == (3, 3, 5, 2)


def test_costs_are_compared_as_ratios() -> None:
    found = compared(both([0.5, 1.0, 2.0], [1.0, 2.0, 4.0], "cost_usd"), plan(3), "cost_usd", ratio=True)
    assert (found.difference, found.sd) == (pytest.approx(math.log(2)), 0)
    assert str(found).startswith("+50 % [50 %, 50 %]")


def test_a_cost_of_0_has_no_ratio() -> None:
    found = compare(
        both([0, 1], [1, 1], "cost_usd"), "cost_usd", candidate="new", baseline="old", plan=plan(2),
        traits=TRAITS["cost_usd"], min_fixtures=2, ratio=True,
    )  # fmt: skip
    assert isinstance(found, Insufficient)
    assert found.reason == "a number that is 0 has no ratio"


def test_zeros_and_ones_get_mcnemars_test_and_tangos_interval() -> None:
    new, old = [1] * 12 + [0] * 3 + [1] * 5, [0] * 12 + [1] * 3 + [1] * 5
    found = compared(both(new, old), plan(20))
    assert (found.test, found.binary, found.wins, found.ties, found.losses) == ("McNemar", True, 12, 5, 3)
    assert (found.low, found.high) == tango(12, 3, 20)
    assert found.chance.either == pytest.approx(2 * (1 + 15 + 105 + 455) / 2**15)


def test_zeros_and_ones_in_groups_get_the_wider_interval() -> None:
    where = plan(20, groups=[f"G{at // 2}" for at in range(20)])
    none = compared(both([1] * 20, [1] * 20, where=where), where)
    assert (none.test, none.low, none.high) == ("sign-flip", *tango(0, 0, 20))
    whole = compared(both([1] * 20, [0, 0, 1, 1] * 5, where=where), where)
    assert whole.low < tango(10, 0, 20)[0]


def test_fixtures_of_a_group_count_less_than_as_many_alone() -> None:
    values = [0.7, 0.7, 0.7, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.55]
    grouped = plan(10, groups=list("aaabbbcccd"))
    alone, together = (compared(both(values, [0.5] * 10, where=where), where) for where in (plan(10), grouped))
    assert together.groups == 4
    assert together.high - together.low > alone.high - alone.low
    assert together.chance.better > alone.chance.better
    assert together.chance.better == 4 / 16  # sums 0.6, -0.3, 0.3, 0.05


@pytest.mark.parametrize("count", [12, 40])
def test_it_does_not_matter_in_which_order_rows_come(count: int) -> None:
    numbers = random.Random(7)
    where = plan(count, groups=[f"G{at % (count - 3)}" for at in range(count)])
    given = both([numbers.random() for _ in range(count)], [numbers.random() for _ in range(count)], where=where)
    shuffled = given.copy()
    numbers.shuffle(shuffled)
    assert compared(shuffled, replace(where, fixtures=where.fixtures[::-1])) == compared(given, where)


SCORES = st.lists(st.sampled_from([0.0, 0.2, 0.25, 0.5, 0.9, 1.0]), min_size=6, max_size=6)


@pytest.mark.parametrize("groups", ["abcdef", "aabbcd"])
@pytest.mark.parametrize("score", ["coverage", "latency_s"])
@settings(deadline=None)
@given(new=SCORES, old=SCORES)
def test_the_other_way_round_everything_is_negated(groups: str, score: str, new: list[Value], old: list[Value]) -> None:
    where = plan(6, groups=list(groups))
    there, back = (
        compared(both(new, old, score, where), where, score),
        compared(both(old, new, score, where), where, score),
    )
    assert [back.difference, back.low, back.high] == pytest.approx(
        [-there.difference, -there.high, -there.low], abs=1e-12
    )
    assert (back.wins, back.ties, back.losses) == (there.losses, there.ties, there.wins)
    assert (back.chance.better, back.chance.worse) == (there.chance.worse, there.chance.better)


@settings(deadline=None)
@given(new=SCORES, old=SCORES)
def test_the_interval_holds_the_difference(new: list[Value], old: list[Value]) -> None:
    found = compared(both(new, old), plan(6))
    assert found.low - 1e-12 <= found.difference <= found.high + 1e-12


def test_a_candidate_is_no_different_from_itself_for_sure() -> None:
    given = rows(plan(3), "new", coverage=[0, 1, 1])
    found = compare(
        given, "coverage", candidate="new", baseline="new", plan=plan(3), traits=TRAITS["coverage"], min_fixtures=2
    )
    assert isinstance(found, Comparison)
    assert (found.low, found.high, found.chance.better) == (0, 0, 1)


def test_too_few_pairs_are_no_number_and_say_what_is_wanting() -> None:
    given = both([0.1, 0.2, None, 0.4], [0.1] * 4)
    found = compare(
        given[1:], "coverage", candidate="new", baseline="old", plan=plan(4), traits=TRAITS["coverage"], min_fixtures=3
    )
    assert found == Insufficient(
        candidate="new",
        baseline="old",
        score="coverage",
        reason="2 of 4 planned fixtures are paired, 3 are needed: 1 are missing, 1 have no value",
        planned=4,
        paired=2,
        missing=("F-00",),
        empty=("F-02",),
        needed=3,
    )


def test_one_group_alone_is_no_comparison() -> None:
    where = plan(3, groups=["a"] * 3)
    found = compare(
        both([1, 1, 1], [0, 0, 0], where=where), "coverage", candidate="new", baseline="old", plan=where,
        traits=TRAITS["coverage"], min_fixtures=2,
    )  # fmt: skip
    assert isinstance(found, Insufficient)
    assert (found.needed, "one group" in found.reason) == (None, True)


def test_a_larger_slice_of_the_same_kind_has_a_narrower_interval() -> None:
    graded, binary = compared(both(spread(8, 0.2, 0.9), HALF), plan(8)), compared(both([1] * 8, [1] * 7 + [0]), plan(8))
    for found in (graded, binary):
        assert found.bounds(8) == pytest.approx((found.low, found.high))
        assert found.low < found.bounds(80)[0] < found.difference < found.bounds(80)[1] < found.high


def test_the_worst_falls_come_first() -> None:
    found = compared(both([0.45, 0.1, 0.9, 0.5], [0.5, 0.9, 0.8, 0.6]), plan(4))
    assert [each.fixture for each in found.falls] == ["F-01", "F-03", "F-00"]
    assert found.falls[0].size == pytest.approx(0.8)


def test_holm_by_hand() -> None:
    """Smallest x 3, next x 2, last x 1, never below one before: Holm 1979."""
    assert holm([0.03, 0.01, 0.04]) == pytest.approx([0.06, 0.03, 0.06])
    assert (holm([0.02]), holm([]), holm([0.9, 0.8])) == ([0.02], [], [1.0, 1.0])

"""Floors, ceilings and unusable answers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.result_rows import TRAITS, Value, plan, rows, spread
from workbench.core.absolute_checks import ceiling_check, floor_checks, mean_of, unusable_check
from workbench.core.gates import Ceiling, Floor
from workbench.core.pairing import averaged, column
from workbench.core.statistics import wilson
from workbench.core.verdicts import Check, Plan


def floors(values: list[Value], floor: Floor, where: Plan | None = None, least: int = 2) -> list[Check]:
    place = where or plan(len(values))
    given = rows(place, "new", **{floor.score: values})
    found = floor_checks(
        given, floor, candidate="new", plan=place, traits=TRAITS[floor.score], min_fixtures=least
    )  # fmt: skip
    return list(found)


def floor(values: list[Value], at_least: float, **more: int) -> Check:
    return floors(values, Floor(score="valid", at_least=at_least), **more)[0]


def ceiling(values: list[Value], at_most: str, score: str = "cost_usd", least: int = 2) -> Check:
    place = plan(len(values))
    return ceiling_check(
        rows(place, "new", **{score: values}), Ceiling(score=score, at_most=Decimal(at_most)), candidate="new",
        plan=place, traits=TRAITS[score], min_fixtures=least,
    )  # fmt: skip


def test_a_floor_passes_where_the_lower_bound_reaches_it() -> None:
    low, high = wilson(1.0, 24)
    assert floor([1] * 24, 0.85) == Check(
        name="floor valid",
        decision="passed",
        asked="mean at least 0.85 (lower 95 % bound)",
        found="1.00 [0.86, 1.00], n=24",
        value=1.0,
        low=low,
        high=high,
        off=pytest.approx(low - 0.85),
    )


def test_in_between_it_is_inconclusive_and_says_how_many_fixtures_it_takes() -> None:
    found = floor([1] * 18 + [0] * 2, 0.85)
    assert (found.decision, found.reason) == ("inconclusive", "the mean is inside, its bound is not")
    assert found.off == pytest.approx(wilson(0.9, 20)[0] - 0.85)
    assert found.needed is not None
    assert wilson(0.9, found.needed - 1)[0] < 0.85 <= wilson(0.9, found.needed)[0]


def test_a_mean_below_the_floor_that_may_be_chance_is_hopeless_to_repeat() -> None:
    found = floor([1] * 16 + [0] * 4, 0.85)
    assert (found.decision, found.needed) == ("inconclusive", None)
    assert found.reason == "the mean is outside, which may be chance"


def test_a_floor_fails_where_even_the_upper_bound_misses_it() -> None:
    found = floor([1] * 10 + [0] * 10, 0.85)
    assert (found.decision, found.reason) == ("failed", "even the favourable bound is outside")
    assert found.off == pytest.approx(wilson(0.5, 20)[1] - 0.85)


def test_a_bound_that_is_exactly_the_floor_reaches_it() -> None:
    assert floor([1] * 24, wilson(1.0, 24)[0] + 1e-15).decision == "passed"


def test_other_shares_get_students_interval() -> None:
    found = floor(spread(21, 0.5, 0.9), 0.6)
    half = 2.085963 * 0.124097 / 21**0.5  # t(20; 0.975), and the deviation of 21 even steps of 0.02
    assert (found.value, found.low) == (pytest.approx(0.7), pytest.approx(0.7 - half, abs=1e-5))


def test_no_record_shows_more_than_a_perfect_one_would() -> None:
    """Nearly perfect is not better than perfect: without this, 0.99 throughout would pass where 1.0 cannot."""
    perfect, nearly = floor([1.0] * 10, 0.85), floor([0.99] * 10, 0.85)
    assert [perfect.low, nearly.low] == pytest.approx([10 / (10 + 3.8415)] * 2, abs=1e-4)
    assert (perfect.decision, nearly.decision) == ("inconclusive", "inconclusive")
    assert (perfect.needed, nearly.needed) == (22, 22)


def test_groups_widen_a_floors_interval() -> None:
    values: list[Value] = [1] * 12 + [0] * 4 + [1] * 8
    grouped = plan(24, groups=[f"G{at // 4}" for at in range(24)])
    alone, together = (floor(values, 0.5, where=where) for where in (plan(24), grouped))
    assert alone.low is not None
    assert together.low is not None
    assert together.low < alone.low


def test_repeats_are_counted_fixture_by_fixture() -> None:
    where = plan(12, repeats=3)
    flaky: list[Value] = [(1.0, 1.0, 0.2)] * 11 + [(1.0, 0.2, 0.2)]
    found = floors(flaky, Floor(score="valid", at_least=0.5, repeats=2, each=0.9), where)[0]
    assert (found.name, found.decision) == ("floor valid, 2 of 3 repeats", "passed")
    assert (found.value, found.low) == (pytest.approx(11 / 12), wilson(11 / 12, 12)[0])
    assert found.asked == "share of fixtures with 2 of 3 repeats at 0.90 or more at least 0.50 (lower 95 % bound)"


def test_counted_repeats_are_a_share_of_any_score() -> None:
    where = plan(12, repeats=2)
    counted = floors([(8.0, 9.0)] * 12, Floor(score="latency_s", at_least=0.5, repeats=2, each=8.0), where)[0]
    assert (counted.value, counted.low) == (1.0, wilson(1.0, 12)[0])


def test_a_stratum_has_a_floor_of_its_own_on_its_mean() -> None:
    where = plan(6, strata=["bug"] * 3 + ["epic"] * 3)
    given = Floor(score="valid", at_least=0.1, strata={"bug": 0.8, "epic": 0.8, "spike": 0.1})
    _, bug, epic, spike = floors([0.8, 0.7, 0.9, 0.5, 0.9, 0.9], given, where)
    assert (bug.name, bug.decision, bug.found) == ("floor valid in bug", "passed", "0.80, n=3")
    assert (epic.decision, epic.off) == ("failed", pytest.approx(0.7 / 3 * 1 + 1.6 / 3 - 0.8))
    assert (spike.decision, spike.reason) == ("inconclusive", "no fixture of it has a number")


def test_too_few_fixtures_decide_nothing_and_are_named() -> None:
    found = floor([1, None, 1, 1], 0.5, least=4)
    assert (found.decision, found.found, found.needed) == ("inconclusive", "n=3", 4)
    assert found.reason == "4 fixtures are needed, of two groups or more; without a number: F-01"


def test_a_ceiling_holds_the_upper_bound() -> None:
    cheap, dear, close = (
        ceiling(values, "0.004") for values in ([0.001, 0.002] * 5, [0.008, 0.009] * 5, [0.001, 0.006] * 5)
    )
    assert (cheap.name, cheap.decision, dear.decision) == ("ceiling cost_usd", "passed", "failed")
    assert cheap.asked == "mean at most 0.00400 (upper 95 % bound)"
    assert (close.decision, close.off) == ("inconclusive", pytest.approx(0.004 - (close.high or 0)))
    assert close.needed is not None
    assert close.needed > 10


def test_a_cost_that_is_exactly_the_ceiling_is_under_it() -> None:
    assert ceiling([0.004] * 10, "0.004").decision == "passed"
    assert ceiling([0.0] * 10, "0").decision == "passed"


def test_one_unknown_cost_is_under_no_ceiling() -> None:
    found = ceiling([0.001] * 9 + [None], "0.004")
    assert (found.decision, found.reason) == ("inconclusive", "it is unknown for F-09")


def test_a_share_that_does_not_apply_somewhere_still_has_a_ceiling() -> None:
    found = ceiling([0.0] * 30 + [None], "0.2", score="duplicates")
    assert (found.decision, found.high) == ("passed", pytest.approx(3.8415 / 33.8415, abs=1e-4))


def test_unusable_answers_are_counted() -> None:
    given = rows(plan(20), "new", valid=[1] * 20)
    given[0] = replace(given[0], outcome="truncated")
    found = unusable_check(given, 0.05, candidate="new")
    assert (found.decision, found.found, found.asked) == ("passed", "1 of 20", "at most 5 % of the answers")
    given[1] = replace(given[1], outcome="unusable")
    assert unusable_check(given, 0.05, candidate="new").decision == "failed"
    assert unusable_check(given, 0.05, candidate="none").decision == "inconclusive"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), min_size=3, max_size=12), st.sampled_from([None, "a", "ab"])
)
def test_the_interval_of_a_share_holds_its_mean(values: list[Value], groups: str | None) -> None:
    names = [f"G{at}" for at in range(len(values))] if groups is None else [*"xy", *(groups * 12)][: len(values)]
    where = plan(len(values), groups=names)
    given = column(
        rows(where, "new", valid=values), "valid", candidate="new", plan=where, reduce=averaged(TRAITS["valid"])
    )
    found = mean_of(given, share=True)
    assert found is not None
    low, high = found.bounds(found.mean.n)
    assert 0 <= low <= found.mean.mean + 1e-12
    assert found.mean.mean - 1e-12 <= high <= 1

"""Means with their intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.statistics import Interval, by_fixture, mean_interval


def named(*values: float) -> dict[str, float]:
    return {f"SHOP-{n}": value for n, value in enumerate(values)}


def test_no_value_has_no_mean() -> None:
    assert mean_interval({}, share=True) is None


def test_one_fixture_has_a_mean_and_no_interval() -> None:
    assert mean_interval(named(0.4), share=True) == Interval(mean=0.4, low=None, high=None, n=1)


@pytest.mark.parametrize(
    ("ones", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_of_0_and_1_get_wilsons_interval(ones: int, n: int, low: float, high: float) -> None:
    found = mean_interval(named(*[1.0] * ones, *[0.0] * (n - ones)), share=True)
    assert found is not None
    assert [found.mean, found.low, found.high] == pytest.approx([ones / n, low, high], abs=5e-5)
    assert found.n == n


def test_other_numbers_get_students_interval() -> None:
    """By hand: mean 3, deviation sqrt(2.5), t(4; 0.975) = 2.7764."""
    found = mean_interval(named(1, 2, 3, 4, 5), share=False)
    half = 2.7764451 * math.sqrt(2.5) / math.sqrt(5)
    assert found is not None
    assert [found.mean, found.low, found.high] == pytest.approx([3, 3 - half, 3 + half], abs=1e-6)
    assert found.n == 5


def test_a_cost_of_0_everywhere_is_0_for_sure() -> None:
    assert mean_interval(named(0, 0, 0, 0, 0, 0), share=False) == Interval(mean=0.0, low=0.0, high=0.0, n=6)


def test_counts_that_happen_to_be_0_and_1_are_no_shares() -> None:
    found = mean_interval(named(0, 1, 1, 1), share=False)
    assert found is not None
    assert found.high is not None
    assert found.high > 1


def test_a_share_that_is_0_everywhere_may_still_be_more() -> None:
    found = mean_interval(named(0, 0, 0), share=True)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([0, 0.5615], abs=5e-5)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_the_interval_of_a_share_holds_its_mean_and_stays_within_0_and_1(values: list[float]) -> None:
    found = mean_interval(named(*values), share=True)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.mean + 1e-12
    assert found.mean - 1e-12 <= found.high <= 1


def test_repeats_are_averaged_inside_their_fixture_first() -> None:
    """One fixture asked nine times does not outvote the other."""
    values = [("A-1", 1.0)] * 9 + [("A-2", 0.0)]
    found = mean_interval(by_fixture(values), share=True)
    assert found is not None
    assert (found.mean, found.n) == (0.5, 2)


def test_what_does_not_apply_is_left_out_and_not_0() -> None:
    assert by_fixture([("A-1", None), ("A-1", 0.5), ("A-2", None)]) == {"A-1": 0.5}

"""The probability of chance."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.sign_flip import EXACT_UP_TO, Chance, mcnemar, sign_flip

SUMS = st.lists(st.integers(-8, 8).map(lambda eighths: eighths / 8), min_size=1, max_size=9)


@settings(deadline=None)
@given(SUMS)
def test_every_flip_is_counted(sums: list[float]) -> None:
    """Eighths add up without rounding, so that counting one by one is exact too."""
    total = sum(sums)
    flipped = [
        sum(sign * each for sign, each in zip(signs, sums, strict=True)) for signs in product((1, -1), repeat=len(sums))
    ]
    found = sign_flip(sums)
    assert found.better == sum(each >= total for each in flipped) / len(flipped)
    assert found.worse == sum(each <= total for each in flipped) / len(flipped)


def test_five_gains_can_be_chance_and_six_are_not() -> None:
    assert sign_flip([0.1] * 5).better == pytest.approx(1 / 32)
    assert sign_flip([0.1] * 6).better == pytest.approx(1 / 64)


def test_sums_that_differ_by_rounding_are_equal() -> None:
    assert sign_flip([0.1, 0.2, -0.3]).better == sign_flip([1, 2, -3]).better


def test_no_difference_anywhere_is_chance_for_sure() -> None:
    assert sign_flip([0.0, 0.0]) == Chance(better=1, worse=1)


def test_many_groups_are_drawn_with_a_seed_and_come_near_the_count() -> None:
    """Of 24 gains and 12 losses of one size the flips are a binomial, which McNemar counts."""
    sums = [0.2] * 24 + [-0.2] * 12
    drawn = sign_flip(sums)
    assert len(sums) > EXACT_UP_TO
    assert (drawn.exact, drawn.better) == (False, pytest.approx(mcnemar(24, 12).better, abs=0.004))
    assert drawn == sign_flip(sums[::-1])
    assert 0 < sign_flip([0.2] * 60).better < 1e-4


@pytest.mark.parametrize("count", [7, 40])
def test_the_other_way_round_better_is_worse(count: int) -> None:
    sums = [0.3, -0.1, *[0.05 * at for at in range(count - 2)]]
    there, back = sign_flip(sums), sign_flip([-each for each in sums])
    assert (there.better, there.worse, there.either) == (back.worse, back.better, back.either)


def test_mcnemar_is_the_sign_flip_of_wins_and_losses() -> None:
    """By hand: 8 fixtures that differ, 7 of them wins: (8 + 1) / 256, twice that for two sides."""
    assert mcnemar(7, 1).better == pytest.approx(9 / 256)
    assert mcnemar(7, 1).either == pytest.approx(18 / 256)
    assert mcnemar(7, 1) == sign_flip([1.0] * 7 + [-1.0])
    assert mcnemar(6, 16).either == pytest.approx(0.052479, abs=1e-6)  # Fagerland, Lydersen and Laake 2017, chapter 8
    assert mcnemar(0, 0) == Chance(better=1, worse=1)

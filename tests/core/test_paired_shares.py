"""The interval of paired shares."""

import math

import pytest
from scipy.optimize import minimize_scalar

from workbench.core.paired_shares import tango


def test_a_published_interval_comes_out() -> None:
    """Complete response before and after therapy: Fagerland, Lydersen and Laake 2017, chapter 8 (Cavo et al. 2012)."""
    assert tango(6, 16, 161) == pytest.approx((-0.1240, -0.0054), abs=5e-5)


@pytest.mark.parametrize(("wins", "losses", "n"), [(1, 7, 21), (5, 0, 20), (0, 3, 40), (9, 9, 28)])
def test_at_its_bounds_the_score_test_just_does_not_reject(wins: int, losses: int, n: int) -> None:
    """The most likely share of losses is looked for here, not computed by the formula."""
    for bound in tango(wins, losses, n):

        def unlikely(lost: float, bound: float = bound) -> float:
            shares = (max(lost + bound, 1e-12), max(lost, 1e-12), max(1 - 2 * lost - bound, 1e-12))
            counts = (wins, losses, n - wins - losses)
            return -sum(count * math.log(share) for count, share in zip(counts, shares, strict=True))

        limits = (max(0.0, -bound), (1 - bound) / 2)
        lost = minimize_scalar(unlikely, bounds=limits, method="bounded", options={"xatol": 1e-12}).x
        score = (wins - losses - n * bound) / math.sqrt(n * (2 * lost + bound * (1 - bound)))
        assert abs(score) == pytest.approx(1.959964, abs=1e-3)


@pytest.mark.parametrize("n", [1, 20, 73])
def test_where_nothing_differs_there_may_still_be_a_difference(n: int) -> None:
    assert tango(0, 0, n) == pytest.approx((-3.8415 / (n + 3.8415), 3.8415 / (n + 3.8415)), abs=1e-5)


def test_the_interval_ends_at_1_where_every_fixture_is_won() -> None:
    low, high = tango(20, 0, 20)
    assert (low, high) == (pytest.approx(0.678, abs=1e-3), pytest.approx(1))


def test_one_more_loss_is_never_better() -> None:
    bounds = [tango(3, losses, 20) for losses in range(18)]
    assert bounds == sorted(bounds, reverse=True)

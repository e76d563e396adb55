"""Sums to come, by a sample of those before."""

import math
import random
from statistics import fmean, stdev

import pytest
from scipy.special import stdtrit

from workbench.core.forecast import ENOUGH, forecast, predicted
from workbench.core.spending import Sample

SEED = 20261124


def sample(*values: float) -> Sample:
    return Sample(n=len(values), mean=fmean(values), sd=stdev(values) if len(values) > 1 else None)


@pytest.mark.parametrize("calls", [1, 7, 400])
@pytest.mark.parametrize("n", [5, 6, 12, 200])
def test_a_sum_to_come_has_the_prediction_interval_of_the_textbook(n: int, calls: int) -> None:
    half = float(stdtrit(n - 1, 0.975)) * 60 * math.sqrt(calls + calls * calls / n)
    low, likely, high = predicted(Sample(n=n, mean=200, sd=60), calls)
    assert likely == 200 * calls
    assert high - likely == pytest.approx(half, rel=0.003)
    assert low == pytest.approx(max(0, likely - half), rel=0.003, abs=0.003 * half)


def test_calls_that_were_all_alike_still_leave_room() -> None:
    assert predicted(sample(*[240] * 9), 10) == pytest.approx((2280, 2400, 2520))


def test_nothing_is_ever_below_zero() -> None:
    assert predicted(sample(0, 0, 0, 0, 900), 2)[0] == 0


def test_five_calls_of_the_stage_go_before_any_of_the_model() -> None:
    own = sample(90, 95, 100, 105, 110)
    found = forecast(3, own, Sample(n=1000, mean=5, sd=1), other=2, few=3)
    assert found == predicted(own, 3)


def test_other_prompts_of_the_model_are_a_wide_basis() -> None:
    found = forecast(10, sample(1, 2), Sample(n=1000, mean=50, sd=1), other=2, few=3)
    assert found == (250, 500, 1000)


def test_other_prompts_that_differ_much_are_a_wider_one() -> None:
    low, likely, high = forecast(1, None, Sample(n=ENOUGH, mean=50, sd=40), other=2, few=3) or (0, 0, 0)
    assert (low, likely) == (0, 50)
    assert high > 150


@pytest.mark.parametrize(("own", "model"), [(sample(60, 60), sample(60, 60, 9)), (None, sample(60))])
def test_few_calls_are_the_widest(own: Sample | None, model: Sample) -> None:
    assert forecast(10, own, model, other=2, few=3) == (200, 600, 1800)


def test_without_any_call_there_is_no_forecast() -> None:
    assert forecast(10, None, None, other=2, few=3) is None


@pytest.mark.parametrize("trials", [300, pytest.param(20_000, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("sigma", [0.2, 0.6])
def test_the_sum_of_skewed_answers_lies_within_the_bounds_nearly_always(sigma: float, trials: int) -> None:
    """Lengths of answers are skewed: with a log-normal spread of 0.6 the 95 % interval still holds in 9 of 10 cases."""
    rng = random.Random(SEED)
    inside = 0
    for _ in range(trials):
        n, calls = rng.randint(ENOUGH, 40), rng.randint(1, 60)
        before = sample(*(rng.lognormvariate(5, sigma) for _ in range(n)))
        low, _, high = predicted(before, calls)
        inside += low <= sum(rng.lognormvariate(5, sigma) for _ in range(calls)) <= high
    print(f"seed {SEED}, spread {sigma}: {inside} of {trials} inside")
    assert inside / trials > 0.88

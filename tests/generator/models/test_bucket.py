import math

import pytest

from workbench.generator.allowance import Gauge
from workbench.generator.models.bucket import Bucket

FULL_IN_A_MINUTE = Gauge(limit=61, remaining=0, full_in_s=60.0)  # one a second, the rounding of the time included


def heard(gauge: Gauge, *, now: float = 0.0) -> Bucket:
    """A bucket of which nothing is known but one gauge."""
    bucket = Bucket()
    answered = bucket.send(1)
    bucket.answer(1, now, number=0, answered=answered, gauge=gauge)
    return bucket


def left(bucket: Bucket, now: float, *, most: int = 1_000) -> int:
    """The largest call that fits now."""
    return max((weight for weight in range(most) if bucket.wait_s(weight, now) == 0.0), default=-1)


def test_of_which_nothing_is_known_holds_nobody() -> None:
    assert Bucket().wait_s(10**9, 0.0) == 0.0


def test_what_the_provider_says_is_left_is_left() -> None:
    assert left(heard(Gauge(limit=100, remaining=7, full_in_s=60.0)), 0.0) == 7


def test_what_was_sent_since_is_taken_off() -> None:
    bucket = heard(Gauge(limit=100, remaining=7, full_in_s=60.0))
    bucket.send(3)
    assert left(bucket, 0.0) == 4


def test_it_refills_at_the_rate_that_the_gauge_gives() -> None:
    bucket = heard(FULL_IN_A_MINUTE)
    assert bucket.wait_s(5, 0.0) == pytest.approx(5.0)
    assert bucket.wait_s(5, 2.0) == pytest.approx(3.0)
    assert bucket.wait_s(5, 5.0) == 0.0


def test_a_time_in_whole_seconds_may_be_a_second_short_and_the_refill_is_not_overrated() -> None:
    told = heard(Gauge(limit=10, remaining=0, full_in_s=4.0))  # the truth is up to 5 s
    assert told.wait_s(1, 0.0) == pytest.approx(0.5)


def test_it_holds_no_more_than_its_limit() -> None:
    bucket = heard(Gauge(limit=10, remaining=9, full_in_s=1.0))
    assert bucket.wait_s(10, 500.0) == 0.0
    bucket.send(10)
    assert bucket.wait_s(1, 500.0) == 100.0  # only the answer makes room, or that the gauge is ten minutes old


def test_a_call_in_flight_when_the_gauge_comes_is_not_in_it() -> None:
    bucket = Bucket()
    bucket.send(20)
    bucket.answer(1, 1.0, number=1, answered=bucket.send(1), gauge=Gauge(limit=100, remaining=50, full_in_s=1e9))
    assert left(bucket, 1.0) == 30


def test_a_call_that_was_answered_while_the_gauges_call_flew_may_not_be_in_it() -> None:
    bucket = Bucket()
    first, second = bucket.send(20), bucket.send(1)
    bucket.answer(20, 1.0, number=0, answered=first, gauge=None)
    bucket.answer(1, 2.0, number=1, answered=second, gauge=Gauge(limit=100, remaining=50, full_in_s=1e9))
    assert left(bucket, 2.0) == 30


def test_a_call_that_was_answered_before_the_gauges_call_was_sent_is_in_it() -> None:
    bucket = Bucket()
    bucket.answer(20, 1.0, number=0, answered=bucket.send(20), gauge=None)
    bucket.answer(1, 2.0, number=1, answered=bucket.send(1), gauge=Gauge(limit=100, remaining=50, full_in_s=1e9))
    assert left(bucket, 2.0) == 50


def test_a_late_answer_does_not_turn_the_clock_back() -> None:
    bucket = Bucket()
    early, late = bucket.send(1), bucket.send(1)
    bucket.answer(1, 1.0, number=1, answered=late, gauge=Gauge(limit=100, remaining=10, full_in_s=1e9))
    bucket.answer(1, 9.0, number=0, answered=early, gauge=Gauge(limit=100, remaining=99, full_in_s=1e9))
    assert left(bucket, 9.0) == 9  # the early one may have come after the gauge of the late one


def test_a_call_larger_than_the_limit_waits_for_all_of_it_and_is_sent() -> None:
    bucket = heard(FULL_IN_A_MINUTE)
    assert bucket.wait_s(1_000, 0.0) == pytest.approx(61.0)
    assert bucket.wait_s(1_000, 62.0) == 0.0


def test_a_row_of_failures_closes_it_no_longer_than_it_takes_to_fill() -> None:
    bucket = heard(FULL_IN_A_MINUTE)
    for number in range(1, 100):
        bucket.answer(50, 0.0, number=number, answered=bucket.send(50), gauge=None)
    assert bucket.wait_s(61, 0.0) == pytest.approx(61.0)


def test_a_call_that_was_not_sent_after_all_takes_nothing() -> None:
    bucket = heard(Gauge(limit=100, remaining=7, full_in_s=60.0))
    bucket.send(7)
    bucket.withdraw(7)
    assert left(bucket, 0.0) == 7


@pytest.mark.parametrize("full_in_s", [None, 0.0, -1.0, math.nan])
def test_without_a_time_the_limit_is_taken_as_per_minute(full_in_s: float | None) -> None:
    bucket = heard(Gauge(limit=60, remaining=0, full_in_s=full_in_s))
    assert bucket.wait_s(1, 0.0) == pytest.approx(1.0)


def test_a_full_bucket_that_is_emptied_without_a_word_fills_again() -> None:
    bucket = heard(Gauge(limit=60, remaining=60, full_in_s=0.0))
    bucket.answer(60, 0.0, number=1, answered=bucket.send(60), gauge=None)
    assert bucket.wait_s(1, 0.0) == pytest.approx(1.0)


@pytest.mark.parametrize(("full_in_s", "held_s"), [(20.0, 20.0), (None, 60.0), (0.0, 0.0), (1e9, 600.0)])
def test_without_a_limit_it_holds_until_it_is_full(full_in_s: float | None, held_s: float) -> None:
    bucket = heard(Gauge(limit=None, remaining=2, full_in_s=full_in_s), now=100.0)
    assert bucket.wait_s(3, 100.0) == held_s
    assert bucket.wait_s(3, 100.0 + held_s) == 0.0


@pytest.mark.parametrize("full_in_s", [1e9, math.inf])
def test_an_absurd_time_holds_nobody_longer_than_ten_minutes(full_in_s: float) -> None:
    bucket = heard(Gauge(limit=100, remaining=0, full_in_s=full_in_s))
    assert bucket.wait_s(50, 0.0) == 600.0
    assert bucket.wait_s(50, 600.0) == 0.0


def test_more_left_than_the_limit_is_the_limit() -> None:
    bucket = heard(Gauge(limit=10, remaining=500, full_in_s=1.0))
    bucket.answer(10, 0.0, number=1, answered=bucket.send(10), gauge=None)
    assert bucket.wait_s(1, 0.0) > 0


def test_a_limit_of_nothing_is_left_to_the_provider_to_refuse() -> None:
    assert heard(Gauge(limit=0, remaining=0, full_in_s=60.0)).wait_s(5, 0.0) == 0.0

"""The pace of one provider, event by event."""

import itertools
import math
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.models.buckets import Provider, Simulation, Tells, TokenBucket, demand
from workbench.generator.allowance import Allowance, Gauge, Limited
from workbench.generator.errors import PROVIDER_KINDS, ProviderError, ProviderKind
from workbench.generator.models.rates import RateLimit, Sent


def failure(
    kind: ProviderKind = "rate_limit", *, retry_after_s: float | None = None, allowance: Allowance | None = None
) -> ProviderError:
    return ProviderError("openai/m", kind, retry_after_s=retry_after_s, allowance=allowance)


def send(rate: RateLimit, count: int, now: float) -> list[Sent]:
    return [rate.send(demand(), now) for _ in range(count)]


def answer(rate: RateLimit, calls: Sequence[Sent], now: float) -> None:
    for call in calls:
        rate.answered(call, now, {})


def clean_rounds(rate: RateLimit, rounds: int, now: float) -> list[int]:
    """Rounds of a second in which the whole limit is in use; the limit after each."""
    found = []
    for number in range(rounds):
        answer(rate, send(rate, rate.limit, now + number), now + number + 1)
        found.append(rate.limit)
    return found


def cut(rate: RateLimit, now: float) -> None:
    (call,) = send(rate, 1, now)
    rate.failed(call, now, failure())


def told(rate: RateLimit) -> list[tuple[int, str]]:
    return [(change.limit, change.cause) for change in rate.take_news()]


# The number of calls at once ---------------------------------------------------------------------


def test_it_starts_with_four_calls_at_once() -> None:
    rate = RateLimit(0.0)
    for _ in range(4):
        assert rate.wait_s(demand(), 0.0) == 0.0
        rate.send(demand(), 0.0)
    assert rate.wait_s(demand(), 0.0) == math.inf


def test_the_limit_doubles_with_every_clean_round() -> None:
    assert clean_rounds(RateLimit(0.0), 5, 0.0) == [8, 16, 32, 64, 128]


def test_after_the_first_429_it_takes_small_steps() -> None:
    rate = RateLimit(0.0)
    clean_rounds(rate, 3, 0.0)
    cut(rate, 10.0)
    assert [rate.limit, *clean_rounds(rate, 12, 10.0)] == [25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37]
    assert clean_rounds(rate, 5, 22.0) == [38, 39, 40, 42, 44]


def test_a_429_cuts_a_fifth_and_never_the_last_call() -> None:
    rate = RateLimit(0.0)
    found = []
    for number in range(5):
        cut(rate, 100.0 * number)
        found.append(rate.limit)
    assert found == [3, 2, 1, 1, 1]
    assert rate.wait_s(demand(), 500.0) == 0.0


def test_the_limit_is_cut_at_most_once_a_cooldown() -> None:
    rate = RateLimit(0.0)
    clean_rounds(rate, 3, 0.0)
    found = []
    for now in (10.0, 10.1, 24.9, 25.0, 39.9, 40.0):
        cut(rate, now)
        found.append(rate.limit)
    assert found == [25, 25, 25, 20, 20, 16]


def test_a_429_of_a_call_that_was_sent_before_the_cut_never_cuts_again() -> None:
    rate = RateLimit(0.0)
    slow, fast = send(rate, 2, 0.0)
    rate.failed(fast, 1.0, failure())
    rate.failed(slow, 100.0, failure())
    assert rate.limit == 3
    cut(rate, 100.0)
    assert rate.limit == 2


def test_a_429_that_does_not_cut_spoils_the_round_all_the_same() -> None:
    rate = RateLimit(0.0)
    cut(rate, 0.0)
    calls = send(rate, 3, 1.0)
    answer(rate, calls[:2], 2.0)
    rate.failed(calls[2], 2.0, failure())
    answer(rate, send(rate, 2, 2.0), 3.0)
    assert rate.limit == 3


def test_a_limit_that_is_not_in_use_does_not_grow() -> None:
    rate = RateLimit(0.0)
    for second in range(20):
        answer(rate, send(rate, 3, second), second + 1.0)  # three quarters of four
    assert rate.limit == 4


@pytest.mark.parametrize(("until", "limit"), [(1.76, 8), (1.78, 16)])
def test_a_limit_is_in_use_from_four_fifths_of_it_on_average(until: float, limit: int) -> None:
    rate = RateLimit(0.0)
    clean_rounds(rate, 1, 0.0)
    (long,) = send(rate, 1, 1.0)
    answer(rate, send(rate, 7, 1.0), until)  # 6.4 of 8 over a second would be until 1.771
    rate.answered(long, 2.0, {})
    assert rate.limit == limit


def test_one_moment_of_full_use_is_no_use() -> None:
    rate = RateLimit(0.0)
    (long, *short) = send(rate, 4, 0.0)
    answer(rate, short, 0.1)
    rate.answered(long, 1.0, {})
    assert rate.limit == 4


def test_rounds_that_take_no_time_prove_nothing() -> None:
    rate = RateLimit(0.0)
    answer(rate, send(rate, 4, 0.0), 0.0)
    assert rate.limit == 4


@pytest.mark.parametrize("kind", ["overloaded", "server", "timeout", "connection"])
def test_an_outage_does_not_cut_and_the_round_starts_anew(kind: ProviderKind) -> None:
    rate = RateLimit(0.0)
    calls = send(rate, 4, 0.0)
    answer(rate, calls[:3], 1.0)
    rate.failed(calls[3], 1.0, failure(kind))
    answer(rate, send(rate, 3, 1.0), 2.0)
    assert rate.limit == 4
    assert clean_rounds(rate, 1, 2.0) == [8]


@pytest.mark.parametrize(
    "kind", sorted(set(PROVIDER_KINDS) - {"rate_limit", "overloaded", "server", "timeout", "connection"})
)
def test_a_refusal_of_the_request_says_nothing_about_the_pace(kind: ProviderKind) -> None:
    rate = RateLimit(0.0)
    calls = send(rate, 5, 0.0)
    answer(rate, calls[:3], 1.0)
    rate.failed(calls[3], 1.0, failure(kind))
    assert rate.limit == 4
    rate.answered(calls[4], 1.0, {})
    assert rate.limit == 8


def test_a_call_that_was_given_up_gives_its_place_back_and_counts_as_nothing() -> None:
    rate = RateLimit(0.0)
    calls = send(rate, 4, 0.0)
    answer(rate, calls[:3], 1.0)
    rate.given_up(calls[3], 1.0)
    assert (rate.in_flight, rate.limit) == (0, 4)


# Allowances --------------------------------------------------------------------------------------


@pytest.mark.parametrize("limited", ["requests", "tokens", "input_tokens", "output_tokens"])
def test_calls_are_held_before_a_429_where_any_allowance_runs_low(limited: Limited) -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    rate.answered(call, 0.0, {limited: Gauge(limit=61, remaining=0, full_in_s=60.0)})
    assert rate.wait_s(demand(tokens=1), 0.0) == pytest.approx(1.0)
    assert rate.wait_s(demand(tokens=1), 1.0) == 0.0


def test_the_scarcest_allowance_decides() -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    plenty, little = Gauge(limit=61, remaining=50, full_in_s=60.0), Gauge(limit=61, remaining=0, full_in_s=60.0)
    rate.answered(call, 0.0, {"requests": plenty, "tokens": little})
    assert rate.wait_s(demand(tokens=20), 0.0) == pytest.approx(20.0)


def test_a_failure_brings_an_allowance_too() -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    rate.failed(call, 0.0, failure(allowance={"requests": Gauge(limit=61, remaining=0, full_in_s=60.0)}))
    assert rate.wait_s(demand(), 0.0) == pytest.approx(1.0)


def test_the_allowance_of_one_model_does_not_hold_another() -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    rate.answered(call, 0.0, {"requests": Gauge(limit=61, remaining=0, full_in_s=60.0)})
    assert rate.wait_s(demand(model="other"), 0.0) == 0.0


def test_a_call_that_was_given_up_takes_no_allowance() -> None:
    rate = RateLimit(0.0)
    first, second = send(rate, 2, 0.0)
    rate.answered(first, 0.0, {"requests": Gauge(limit=61, remaining=1, full_in_s=60.0)})
    assert rate.wait_s(demand(), 0.0) > 0
    rate.given_up(second, 0.0)
    assert rate.wait_s(demand(), 0.0) == 0.0


def test_a_wait_is_never_too_short_to_make_time_pass() -> None:
    rate = RateLimit(1e6)
    (call,) = send(rate, 1, 1e6)
    rate.answered(call, 1e6, {"requests": Gauge(limit=10**9, remaining=0, full_in_s=0.001)})
    assert rate.wait_s(demand(), 1e6) >= 0.001


# What the provider asks for ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rate_limit", "overloaded"])
@pytest.mark.parametrize(
    ("retry_after_s", "pause_s"), [(None, 0.0), (0.0, 0.0), (0.5, 0.5), (599.0, 599.0), (1e9, 600.0)]
)
def test_a_retry_after_stops_all_calls_for_so_long_and_at_most_ten_minutes(
    kind: ProviderKind, retry_after_s: float | None, pause_s: float
) -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 5.0)
    rate.failed(call, 5.0, failure(kind, retry_after_s=retry_after_s))
    assert rate.wait_s(demand(model="other"), 5.0) == pause_s
    assert rate.wait_s(demand(), 5.0 + pause_s) == 0.0


@pytest.mark.parametrize("kind", ["server", "bad_request", "timeout", "spend_limit"])
def test_a_retry_after_of_anything_else_stops_nobody(kind: ProviderKind) -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    rate.failed(call, 0.0, failure(kind, retry_after_s=30.0))
    assert rate.wait_s(demand(), 0.0) == 0.0


def test_a_shorter_retry_after_does_not_end_a_longer_one() -> None:
    rate = RateLimit(0.0)
    first, second = send(rate, 2, 0.0)
    rate.failed(first, 0.0, failure(retry_after_s=60.0))
    rate.failed(second, 1.0, failure(retry_after_s=1.0))
    assert rate.wait_s(demand(), 1.0) == 59.0


@pytest.mark.parametrize(("retry_after_s", "shut"), [(600.0, None), (601.0, "overloaded"), (1e9, "overloaded")])
def test_a_pause_that_nobody_should_wait_for_is_known_as_such_while_it_lasts(
    retry_after_s: float, shut: str | None
) -> None:
    rate = RateLimit(0.0)
    (call,) = send(rate, 1, 0.0)
    rate.failed(call, 0.0, failure("overloaded", retry_after_s=retry_after_s))
    assert (rate.shut(0.0), rate.shut(599.9), rate.shut(600.0)) == (shut, shut, None)


# The history -------------------------------------------------------------------------------------


def test_the_history_tells_the_start_every_doubling_and_the_cut() -> None:
    rate = RateLimit(0.0)
    clean_rounds(rate, 3, 0.0)
    cut(rate, 10.0)
    assert told(rate) == [
        (4, "start"),
        (8, "clean round"),
        (16, "clean round"),
        (32, "clean round"),
        (25, "rate limit"),
    ]
    assert told(rate) == []


def test_small_steps_are_told_when_they_add_up() -> None:
    rate = RateLimit(0.0)
    clean_rounds(rate, 3, 0.0)
    cut(rate, 10.0)
    told(rate)
    clean_rounds(rate, 30, 10.0)
    assert told(rate) == [(38, "clean round"), (58, "clean round")]


def test_a_limit_that_has_found_its_place_is_not_told_for_hours() -> None:
    rate, now = RateLimit(0.0), 100.0
    clean_rounds(rate, 3, 0.0)
    for _ in range(400):  # four hours of steps up and cuts down
        cut(rate, now)
        clean_rounds(rate, 6, now)
        now += 36.0
    assert len(told(rate)) <= 30


def test_what_holds_calls_back_is_told_when_it_begins_and_after_ten_minutes_without_it() -> None:
    rate = RateLimit(0.0)
    told(rate)
    (call,) = send(rate, 1, 0.0)
    rate.answered(call, 0.0, {"requests": Gauge(limit=None, remaining=0, full_in_s=600.0)})
    for second in range(599):
        rate.wait_s(demand(), float(second))
    assert told(rate) == [(4, "allowance")]
    (call,) = send(rate, 1, 2_000.0)
    rate.answered(call, 2_000.0, {"requests": Gauge(limit=None, remaining=0, full_in_s=600.0)})
    rate.wait_s(demand(), 2_000.0)
    assert told(rate) == [(4, "allowance")]


def test_a_pause_and_trouble_are_told() -> None:
    rate = RateLimit(0.0)
    told(rate)
    for call in send(rate, 4, 0.0):
        rate.failed(call, 0.0, failure("overloaded", retry_after_s=30.0))
    assert told(rate) == [(4, "trouble"), (4, "pause")]


# Many workers ------------------------------------------------------------------------------------


def fifty_workers(tells: Tells, seed: int, *, says_when: bool = True) -> Simulation:
    """Fifty workers for ten minutes at 300 requests and 900,000 tokens a minute; an answer takes about six seconds."""
    buckets: dict[Limited, TokenBucket] = {
        "requests": TokenBucket(rate=5.0, limit=300),
        "tokens": TokenBucket(rate=15_000.0, limit=900_000),
    }
    found = Simulation(
        provider=Provider(buckets, tells, says_when),
        workers=50,
        demand=lambda chance: demand(tokens=chance.randint(500, 5_000)),
        latency_s=lambda chance: min(60.0, 6.0 * math.exp(chance.gauss(0.0, 0.6))),
        chance=random.Random(seed),
    )
    found.run(600.0)
    return found


@pytest.mark.parametrize("tells", ["milliseconds", "whole seconds"])
@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_workers_take_what_a_token_bucket_gives_and_not_one_call_more(tells: Tells, seed: int) -> None:
    found = fifty_workers(tells, seed)
    assert (found.provider.refused, found.above) == (0, 0)
    assert found.provider.use("requests", 600.0) >= 0.85
    assert len(found.changes) < 20


@pytest.mark.parametrize("says_when", [True, False])
def test_fifty_workers_find_the_pace_of_a_provider_that_only_says_429(says_when: bool) -> None:
    found = fifty_workers("nothing", 3, says_when=says_when)
    assert found.provider.use("requests", 600.0) >= 0.85
    assert found.provider.refused < 0.05 * found.provider.calls
    assert (found.above, found.failed) == (0, 0)
    assert len(found.changes) < 50


def test_a_bucket_of_five_calls_is_kept_too() -> None:
    provider = Provider({"requests": TokenBucket(rate=1.0, limit=5)}, "whole seconds")
    found = Simulation(
        provider=provider,
        workers=50,
        demand=lambda _: demand(),
        latency_s=lambda chance: chance.uniform(0.5, 3.0),
        chance=random.Random(4),
    )
    found.run(600.0)
    assert provider.refused == 0
    assert provider.use("requests", 600.0) >= 0.8


EVENT = st.tuples(
    st.sampled_from(["send", "answer", "given up", *PROVIDER_KINDS]),
    st.floats(0.0, 20.0),
    st.integers(0, 10_000),
    st.sampled_from([None, 0.0, 0.5, 599.0, 1e9]),
    st.one_of(
        st.none(),
        st.builds(
            Gauge,
            limit=st.none() | st.integers(0, 200),
            remaining=st.integers(0, 200),
            full_in_s=st.none() | st.floats(0.0, 1e9),
        ),
    ),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(EVENT, max_size=150))
def test_whatever_happens_the_limit_is_kept_and_cut_once_a_cooldown_and_calls_go_on(
    events: list[tuple[str, float, int, float | None, Gauge | None]],
) -> None:
    rate, now, flying, cuts = RateLimit(0.0), 0.0, list[Sent](), list[float]()
    for what, passes_s, number, retry_after_s, gauge in events:
        now, before = now + passes_s, rate.limit
        allowance: Allowance = {} if gauge is None else {"tokens": gauge}
        if what == "send":
            while rate.wait_s(demand(tokens=number % 300), now) == 0.0 and len(flying) < 40:
                flying.append(rate.send(demand(tokens=number % 300), now))
                assert rate.in_flight <= rate.limit
        elif flying:
            end(rate, flying.pop(number % len(flying)), now, what, retry_after_s, allowance)
        if rate.limit < before:
            cuts.append(now)
        assert (rate.limit >= 1, rate.in_flight) == (True, len(flying))
    assert all(later - earlier >= 15.0 for earlier, later in itertools.pairwise(cuts))
    for call in flying:
        rate.answered(call, now, {})
    assert rate.wait_s(demand(), now) <= 600.0


def end(rate: RateLimit, call: Sent, now: float, what: str, retry_after_s: float | None, allowance: Allowance) -> None:
    if what == "answer":
        rate.answered(call, now, allowance)
    elif what == "given up":
        rate.given_up(call, now)
    else:
        kind: ProviderKind = what  # type: ignore[assignment]
        rate.failed(call, now, failure(kind, retry_after_s=retry_after_s, allowance=allowance))

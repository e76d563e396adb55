import random

import pytest

from workbench.generator.errors import PROVIDER_KINDS, ProviderError, ProviderKind
from workbench.generator.models.retrying import ATTEMPTS, Retries

SEEDS = range(200)


def failure(kind: ProviderKind = "rate_limit", retry_after_s: float | None = None) -> ProviderError:
    return ProviderError("openai/m", kind, retry_after_s=retry_after_s)


def waits(*failures: ProviderError, seed: int = 0) -> list[float | None]:
    retries = Retries(random.Random(seed))
    return [retries.wait_s(each) for each in failures]


def test_what_may_pass_is_asked_again_a_bounded_number_of_times() -> None:
    asked = {kind: waits(*[failure(kind)] * 20).index(None) + 1 for kind in PROVIDER_KINDS}
    assert {kind: times for kind, times in asked.items() if times > 1} == {
        "rate_limit": 8,
        "overloaded": 6,
        "server": 4,
        "connection": 4,
        "timeout": 2,
    }


@pytest.mark.parametrize("kind", sorted(set(PROVIDER_KINDS) - set(ATTEMPTS)))
def test_what_would_fail_again_is_not_asked_again_whatever_the_provider_says(kind: ProviderKind) -> None:
    assert waits(failure(kind, 1.0)) == [None]


def test_failures_of_several_kinds_have_a_bound_together() -> None:
    kinds: list[ProviderKind] = ["rate_limit", "rate_limit", "overloaded", "overloaded", "server", "server"]
    assert waits(*map(failure, [*kinds, "connection", "connection"]))[-2:] != [None, None]
    assert waits(*map(failure, [*kinds, "connection", "connection"]))[-1] is None


def test_one_failure_of_a_kind_does_not_use_up_the_attempts_of_another() -> None:
    assert waits(failure(), failure(), failure(), failure("timeout"))[-1] is not None


def test_the_wait_is_anything_from_nothing_to_an_end_that_doubles_up_to_a_minute() -> None:
    drawn = [waits(*[failure()] * 7, seed=seed) for seed in SEEDS]
    for place, end in enumerate([1, 2, 4, 8, 16, 32, 60]):
        at = [each[place] or 0.0 for each in drawn]
        assert 0.0 <= min(at) < 0.05 * end
        assert 0.95 * end < max(at) <= end


@pytest.mark.parametrize("retry_after_s", [0.0, 0.5, 20.0, 599.0, 600.0])
def test_a_retry_after_is_waited_for_and_little_more(retry_after_s: float) -> None:
    for seed in SEEDS:
        (wait_s,) = waits(failure(retry_after_s=retry_after_s), seed=seed)
        assert wait_s is not None
        assert retry_after_s <= wait_s <= 1.1 * retry_after_s


def test_calls_that_were_told_the_same_time_do_not_come_back_together() -> None:
    assert len({waits(failure(retry_after_s=20.0), seed=seed)[0] for seed in SEEDS}) == len(SEEDS)


def test_a_provider_that_says_at_once_and_goes_on_refusing_is_not_asked_at_once_again() -> None:
    drawn = [waits(failure(retry_after_s=0.0), failure(retry_after_s=0.0), seed=seed) for seed in SEEDS]
    assert {first for first, _ in drawn} == {0.0}
    assert max(second or 0.0 for _, second in drawn) > 0.9


@pytest.mark.parametrize("retry_after_s", [600.1, 3_600.0, 1e9])
def test_an_absurd_retry_after_is_not_waited_for(retry_after_s: float) -> None:
    assert waits(failure(retry_after_s=retry_after_s)) == [None]

"""What calls will take, and how far off that was."""

import heapq
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.estimating import (
    NOTHING,
    Asked,
    Deviation,
    Grounds,
    asked_together,
    call_seconds,
    call_usd,
    elapsed,
    how_far_off,
    input_tokens,
    output_tokens,
    slowest,
    together,
    together_if_known,
)
from workbench.core.records import Price
from workbench.core.spending import Estimate, Past, Range, Sample

SEED = 20261124
NO_GROUNDS = Grounds()


def span(low: object, likely: object, high: object) -> Range:
    return Range(low=Decimal(str(low)), likely=Decimal(str(likely)), high=Decimal(str(high)))


def asked(calls: int = 10, **more: Any) -> Asked:
    given: dict[str, Any] = {
        "calls": calls, "message_bytes": 12_000, "shared_bytes": 0, "largest_bytes": 1_500, "schema_bytes": 0,
        "drafts": 0, "most_output_tokens": 1_000, **more,
    }  # fmt: skip
    return Asked(**given)


def past(
    n: int = 50, *, ratio: float | None = 0.25, output: float | None = 200, seconds: float = 2, **more: Any
) -> Past:
    """Calls that were nearly alike."""
    known: dict[str, Any] = {
        "model": "vendor/large",
        "config_digest": "digest",
        "stage": 0,
        "tokens_per_byte": None if ratio is None else Sample(n=n, mean=ratio, sd=0),
        "output_tokens": None if output is None else Sample(n=n, mean=output, sd=0),
        "seconds": Sample(n=n, mean=seconds, sd=0),
        "bytes_per_output_token": None,
    }
    return Past(**(known | more))


def price(**more: Any) -> Price:
    return Price(**{"input": Decimal(3), "output": Decimal(15), "source": "a test", **more})


# Tokens


def test_output_of_a_model_that_was_never_asked_is_a_guess_of_its_limit() -> None:
    assert output_tokens(10, 1_000, NO_GROUNDS) == span(1_000, 4_000, 10_000)


def test_output_goes_by_the_answers_of_the_same_stage() -> None:
    assert output_tokens(10, 1_000, Grounds(own=past())) == span(1_900, 2_000, 2_100)


def test_output_goes_by_the_models_other_answers_where_there_are_none_of_the_stage() -> None:
    assert output_tokens(10, 1_000, Grounds(own=past(4), model=past(output=300))) == span(1_000, 3_000, 9_000)


def test_output_is_never_more_than_its_limit() -> None:
    assert output_tokens(10, 150, Grounds(model=past(output=200))) == span(666, 1_500, 1_500)


def test_input_of_a_model_that_was_never_asked_is_a_guess_of_the_length() -> None:
    assert input_tokens(asked(), NO_GROUNDS, NO_GROUNDS) == span(2_000, 3_000, 4_800)


def test_a_schema_is_counted_where_nothing_says_that_it_is_not() -> None:
    assert input_tokens(asked(schema_bytes=2_000), NO_GROUNDS, NO_GROUNDS) == span(2_000, 3_500, 5_600)


def test_input_goes_by_the_tokens_a_byte_of_the_same_stage() -> None:
    grounds = Grounds(own=past(ratio=0.3), model=past(ratio=0.2))
    assert input_tokens(asked(schema_bytes=2_000), grounds, NO_GROUNDS) == span(3_420, 3_600, 3_780)


def test_input_goes_by_the_models_other_prompts_where_there_is_none_of_the_stage() -> None:
    assert input_tokens(asked(), Grounds(model=past()), NO_GROUNDS) == span(2_400, 3_000, 3_750)


def test_usage_that_no_provider_told_is_not_taken_for_nothing() -> None:
    silent = Grounds(own=past(ratio=None, output=None))
    assert input_tokens(asked(), silent, NO_GROUNDS) == input_tokens(asked(), NO_GROUNDS, NO_GROUNDS)
    assert output_tokens(10, 1_000, silent) == output_tokens(10, 1_000, NO_GROUNDS)


def test_a_later_stage_reads_the_draft_that_is_not_there_yet() -> None:
    """Ten drafts of 200 tokens with 5 bytes each, at a quarter of a token a byte, beside the 12,000 bytes."""
    before = Grounds(own=past(output=200, bytes_per_output_token=5.0))
    found = input_tokens(asked(drafts=10), Grounds(own=past()), before)
    assert found.likely == (12_000 + 10 * 200 * 5) / 4
    assert found.low < found.likely < found.high


def test_a_draft_of_a_model_that_was_never_asked_is_a_guess_too() -> None:
    assert input_tokens(asked(drafts=10), NO_GROUNDS, NO_GROUNDS).likely == 3_000 + 4_000


def test_no_call_takes_nothing() -> None:
    nothing = asked(0, message_bytes=0, largest_bytes=0)
    assert input_tokens(nothing, Grounds(own=past()), NO_GROUNDS) == NOTHING
    assert output_tokens(0, 1_000, NO_GROUNDS) == NOTHING
    assert call_seconds(0, NO_GROUNDS) == NOTHING
    assert call_usd(nothing, NOTHING, NOTHING, price()) == NOTHING


samples = st.none() | st.builds(
    Sample, n=st.integers(1, 10**6), mean=st.floats(0, 10**5), sd=st.none() | st.floats(0, 10**5)
)
pasts = st.none() | st.builds(
    Past, model=st.just("m"), config_digest=st.none(), stage=st.none(), tokens_per_byte=samples, output_tokens=samples,
    seconds=samples, bytes_per_output_token=st.none() | st.floats(0, 100),
)  # fmt: skip
grounds = st.builds(Grounds, own=pasts, model=pasts)


@given(st.integers(1, 10**5), st.integers(1, 128_000), grounds, grounds)
def test_bounds_are_always_in_order_and_within_what_can_be(
    calls: int, most: int, known: Grounds, before: Grounds
) -> None:
    answered = output_tokens(calls, most, known)
    assert 0 <= answered.low <= answered.likely <= answered.high <= calls * most
    whole = asked(calls, drafts=calls, most_output_tokens=most, shared_bytes=5_000)
    read = input_tokens(whole, known, before)
    assert 0 <= read.low <= read.likely <= read.high
    paid = call_usd(whole, read, answered, price(cache_read=Decimal("0.3"), cache_write=Decimal("3.75")))
    assert paid is not None
    assert 0 <= paid.low <= paid.likely <= paid.high
    took = call_seconds(calls, known)
    assert took is None or 0 <= took.low <= took.likely <= took.high


def test_several_calls_are_one_sum() -> None:
    found = asked_together([asked(1, largest_bytes=10, drafts=1), asked(2, largest_bytes=900, most_output_tokens=50)])
    assert found == asked(3, message_bytes=24_000, largest_bytes=900, drafts=1)


# Money


def test_money_is_tokens_at_their_own_price() -> None:
    found = call_usd(asked(), span(1_000, 2_000, 4_000), span(100, 200, 400), price())
    assert found == span("0.0045", "0.009", "0.018")


def test_all_input_may_have_to_be_written_to_the_cache() -> None:
    found = call_usd(asked(), span(0, 0, 4_000), NOTHING, price(cache_write=Decimal("3.75")))
    assert found == span(0, 0, "0.015")


def test_at_best_all_but_the_first_call_read_from_the_cache_what_they_share() -> None:
    """Half of the bytes are shared, nine of ten calls find them: 0.45 of the tokens at a tenth of the price."""
    shared = asked(10, shared_bytes=6_000)
    found = call_usd(shared, span(10_000, 10_000, 10_000), NOTHING, price(cache_read=Decimal("0.3")))
    assert found == span(0.03 * (0.55 + 0.45 * 0.1), 0.03, 0.03)


def test_a_call_that_the_price_is_not_known_for_makes_the_sum_unknown() -> None:
    """3,000 tokens in ten calls, of which the largest has an eighth of the bytes."""
    whole = span(2_000, 3_000, 4_000)
    assert call_usd(asked(), whole, NOTHING, price(up_to_tokens=374)) is None
    assert call_usd(asked(), whole, NOTHING, price(up_to_tokens=375)) is not None


# Time


def test_the_pace_of_a_model_that_was_never_asked_is_unknown() -> None:
    assert call_seconds(10, NO_GROUNDS) is None


def test_one_answer_of_a_model_is_a_pace_with_wide_bounds() -> None:
    assert call_seconds(10, Grounds(model=past(1, seconds=3))) == span(10, 30, 90)


def test_calls_one_after_another_take_their_sum() -> None:
    assert elapsed(span(10, 20, 30), span(1, 2, 3), jobs=10, parallel=1) == span(10, 20, 30)


def test_more_at_once_than_there_are_jobs_is_no_faster() -> None:
    few = elapsed(span(10, 20, 30), span(1, 2, 3), jobs=2, parallel=2)
    assert elapsed(span(10, 20, 30), span(1, 2, 3), jobs=2, parallel=64) == few


@pytest.mark.parametrize("trials", [200, pytest.param(5_000, marks=pytest.mark.campaign)])
def test_calls_side_by_side_end_within_the_bounds(trials: int) -> None:
    rng = random.Random(SEED)
    inside, off = 0, 0.0
    for _ in range(trials):
        jobs, parallel = rng.randint(1, 80), rng.randint(1, 16)
        took = [rng.lognormvariate(1, 0.4) for _ in range(jobs)]
        known = Grounds(own=replace(past(), seconds=Sample(n=400, mean=2.945, sd=1.227)))  # of that distribution
        total, one = call_seconds(jobs, known), call_seconds(1, known)
        assert total is not None
        assert one is not None
        bounds = elapsed(total, one, jobs, parallel)
        actual = _scheduled(took, parallel)
        inside += bounds.low <= Decimal(actual) <= bounds.high
        off += abs(actual / float(bounds.likely) - 1)
    print(f"seed {SEED}: {inside} of {trials} inside, likely off by {100 * off / trials:.0f} % on average")
    assert inside / trials > 0.95
    assert off / trials < 0.2


def _scheduled(took: list[float], parallel: int) -> float:
    """Return when the last job ends where each begins as soon as a place is free."""
    free = [0.0] * parallel
    for seconds in took:
        heapq.heappush(free, heapq.heappop(free) + seconds)
    return max(free)


# Sums


def test_a_sum_adds_each_bound() -> None:
    assert together([span(1, 2, 3), span(10, 20, 30)]) == span(11, 22, 33)
    assert together([]) == NOTHING


def test_a_sum_with_an_unknown_in_it_is_unknown() -> None:
    assert together_if_known([span(1, 2, 3), None]) is None
    assert together_if_known([span(1, 2, 3)]) == span(1, 2, 3)


def test_what_goes_on_side_by_side_takes_the_longest_of_it() -> None:
    assert slowest([span(1, 9, 10), span(2, 3, 30)]) == span(2, 9, 30)
    assert slowest([span(1, 2, 3), None]) is None
    assert slowest([]) == NOTHING


# Afterwards

EXPECTED = Estimate(
    planned=60, known=12, parts=(), calls=48, input_tokens=span(50_000, 60_000, 80_000),
    output_tokens=span(20_000, 30_000, 45_000), usd=span("0.08", "0.12", "0.21"), seconds=span(180, 240, 360),
)  # fmt: skip


def off(given: Estimate = EXPECTED, **actual: Any) -> list[Deviation]:
    known: dict[str, Any] = {"calls": 48, "input_tokens": None, "output_tokens": None, "usd": None, "seconds": None}
    return how_far_off(given, **(known | actual))


def test_an_estimate_is_compared_figure_by_figure() -> None:
    found = off(calls=47, input_tokens=66_000, output_tokens=50_000, usd=Decimal("0.06"), seconds=240.0)
    assert [(each.name, each.actual, round(each.ratio or 0, 2), each.inside) for each in found] == [
        ("calls", 47, 0.98, False),
        ("input_tokens", 66_000, 1.1, True),
        ("output_tokens", 50_000, 1.67, False),
        ("usd", Decimal("0.06"), 0.5, False),
        ("seconds", 240, 1.0, True),
    ]


def test_what_is_not_known_is_neither_near_nor_far() -> None:
    assert [(each.actual, each.ratio, each.inside) for each in off()[1:]] == [(None, None, None)] * 4


def test_nothing_expected_has_no_ratio() -> None:
    free = EXPECTED.model_copy(update={"usd": NOTHING})
    found = {each.name: each for each in off(free, usd=Decimal("0.5"))}["usd"]
    assert (found.ratio, found.inside) == (None, False)


def test_a_figure_that_was_not_estimated_is_not_compared() -> None:
    open_ended = EXPECTED.model_copy(update={"usd": None, "seconds": None})
    assert [each.name for each in off(open_ended, usd=Decimal(1), seconds=9.0)] == [
        "calls", "input_tokens", "output_tokens",
    ]  # fmt: skip

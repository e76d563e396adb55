"""Threads at a provider's pace, on clocks that never make a test wait."""

import random
import threading
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pytest

from tests.builders import completion
from tests.fakes import AnswersAtOnce, NeverAnswers
from workbench.generator.allowance import Gauge, Limited
from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models.demand import Demand
from workbench.generator.models.pacing import Clock, Limiter, Limiters, Paced, RealTime
from workbench.generator.records import Completion, Message, ModelSpec, Params, Request

SPEC = ModelSpec(name="openai/m", adapter="openai", model="m", key_env="A_KEY")
ASKED = Request(messages=(Message(role="user", content="x" * 30),), params=Params(max_output_tokens=10))
CALL = Demand(model="m", weights={"requests": 1, "tokens": 20, "input_tokens": 10, "output_tokens": 10})
PATIENCE_S = 30.0


class Jumps:
    """A clock whose waits are over at once, with their time gone by."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def now(self) -> float:
        return self.at

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        self.at += seconds


class Stands:
    """A clock that stands still: a wait ends by a notification and nothing else."""

    def now(self) -> float:
        return 0.0

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        assert condition.wait(PATIENCE_S), "nobody woke a waiting call"


class Never:
    """A clock on which nobody should wait."""

    def now(self) -> float:
        return 0.0

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        raise AssertionError("there was a free place")


class Stopped(Exception):  # noqa: N818 - as the run's own
    """The run may not go on."""


@dataclass
class Checks:
    """Notes what a call is asked before it is sent and before it waits; stops it at the n-th time, from 0."""

    clock: Jumps
    stop_at: int | None = None
    seen: list[tuple[float, float]] = field(default_factory=list)

    def __call__(self, wait_s: float) -> None:
        self.seen.append((self.clock.at, wait_s))
        if self.stop_at is not None and len(self.seen) > self.stop_at:
            raise Stopped


@dataclass
class FailsThen:
    """A model that fails with each of these in turn and then answers."""

    failures: list[BaseException]
    spec: ModelSpec = SPEC
    asked: int = 0

    def complete(self, request: Request) -> Completion:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        return completion()


def never(wait_s: float) -> None:
    """Never gives a call up."""


def failure(kind: ProviderKind = "rate_limit", retry_after_s: float | None = None) -> ProviderError:
    return ProviderError("openai/m", kind, retry_after_s=retry_after_s)


def limiter(clock: Clock | None = None) -> Limiter:
    return Limiters(clock=clock or Jumps()).of(SPEC)


def hold(place: Limiter, until_s: float) -> None:
    """Let the provider say that nothing is left for so many seconds."""
    nothing = {"requests": Gauge(limit=None, remaining=0, full_in_s=until_s)}
    place.leave(place.enter(CALL, never), replace(completion(), allowance=nothing))


# Asking again ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "times"),
    [("rate_limit", 8), ("overloaded", 6), ("server", 4), ("connection", 4), ("timeout", 2), ("auth", 1)],
)
def test_a_failure_that_may_pass_is_asked_again_a_bounded_number_of_times(kind: ProviderKind, times: int) -> None:
    model, place = NeverAnswers(SPEC, kind), limiter()
    with pytest.raises(ProviderError) as caught:
        Paced(model, place).complete(ASKED)
    assert (caught.value.kind, len(model.asked), place.in_flight) == (kind, times, 0)


def test_an_answer_after_failures_is_the_answer() -> None:
    model = FailsThen([failure(), failure("server"), failure("overloaded")])
    assert Paced(model, limiter()).complete(ASKED) == completion()
    assert model.asked == 4


def test_it_is_the_model_that_it_paces() -> None:
    assert Paced(AnswersAtOnce(SPEC), limiter()).spec is SPEC


@pytest.mark.parametrize("retry_after_s", [0.0, 0.5, 599.0])
def test_a_retry_after_is_waited_for_to_the_end(retry_after_s: float) -> None:
    clock = Jumps()
    Paced(FailsThen([failure(retry_after_s=retry_after_s)]), limiter(clock), chance=random.Random(1)).complete(ASKED)
    assert retry_after_s <= clock.at - 1_000.0 <= 1.1 * retry_after_s + 0.001


def test_without_a_retry_after_the_waits_are_drawn_and_grow() -> None:
    clock = Jumps()
    with pytest.raises(ProviderError):
        Paced(NeverAnswers(SPEC, "rate_limit"), limiter(clock), chance=random.Random(1)).complete(ASKED)
    assert 10.0 < clock.at - 1_000.0 < 123.0  # seven waits whose ends add up to 123


def test_an_absurd_retry_after_is_raised_and_not_waited_for() -> None:
    clock, model = Jumps(), FailsThen([failure(retry_after_s=1e9)])
    with pytest.raises(ProviderError) as caught:
        Paced(model, limiter(clock)).complete(ASKED)
    assert (caught.value.retry_after_s, clock.at, model.asked) == (1e9, 1_000.0, 1)


def test_a_provider_that_is_shut_is_not_asked_by_other_calls_until_ten_minutes_have_passed() -> None:
    clock = Jumps()
    place, model = limiter(clock), AnswersAtOnce(SPEC)
    with pytest.raises(ProviderError):
        Paced(FailsThen([failure("overloaded", 3_600.0)]), place).complete(ASKED)
    with pytest.raises(ProviderError) as caught:
        Paced(model, place).complete(ASKED)
    assert (caught.value.kind, model.asked, place.in_flight, clock.at) == ("overloaded", [], 0, 1_000.0)
    clock.at += 600.0
    assert Paced(model, place).complete(ASKED) == completion()


def test_a_retry_after_stops_the_other_calls_too() -> None:
    clock = Jumps()
    place = limiter(clock)
    with pytest.raises(Stopped):
        Paced(FailsThen([failure(retry_after_s=20.0)]), place, check=Checks(clock, stop_at=1)).complete(ASKED)
    Paced(AnswersAtOnce(SPEC), place).complete(ASKED)
    assert clock.at == pytest.approx(1_020.0)


def test_a_call_that_waits_to_be_repeated_takes_no_place() -> None:
    clock, resting = Jumps(), list[int]()
    place = limiter(clock)

    def check(wait_s: float) -> None:
        if wait_s > 0:
            resting.append(place.in_flight)

    Paced(FailsThen([failure("server")] * 3), place, check=check, chance=random.Random(1)).complete(ASKED)
    assert set(resting) == {0}


# Giving up ---------------------------------------------------------------------------------------


def test_a_call_is_checked_before_it_is_sent_and_more_than_twice_a_second_while_it_waits() -> None:
    clock = Jumps()
    checks, place = Checks(clock), limiter(clock)
    hold(place, 10.0)
    Paced(AnswersAtOnce(SPEC), place, check=checks).complete(ASKED)
    (first, *_, last) = checks.seen
    assert (first, last) == ((1_000.0, 10.0), (1_010.0, 0.0))
    times = [at for at, _ in checks.seen]
    assert max(later - earlier for earlier, later in pairwise(times)) < 0.5
    assert all(at + wait_s == 1_010.0 for at, wait_s in checks.seen[:-1])


def test_a_call_that_rests_is_checked_with_what_is_left() -> None:
    clock = Jumps()
    checks = Checks(clock)
    Paced(FailsThen([failure("server", 4.0)]), limiter(clock), check=checks, chance=random.Random(1)).complete(ASKED)
    waits = [wait_s for _, wait_s in checks.seen]
    assert (waits[0], waits[-1]) == (0.0, 0.0)
    assert waits[1:-1] == sorted(waits[1:-1], reverse=True)
    assert 4.0 <= waits[1] <= 4.4
    assert len(waits) > 2 * 4.0


@pytest.mark.parametrize("stop_at", range(4))
def test_a_call_that_is_stopped_anywhere_leaves_nothing_behind(stop_at: int) -> None:
    clock = Jumps()
    place, model = limiter(clock), FailsThen([failure("server", 0.3)])
    hold(place, 0.2)  # one check while it is held, one before it is sent, then those of its rest
    with pytest.raises(Stopped):
        Paced(model, place, check=Checks(clock, stop_at=stop_at)).complete(ASKED)
    assert place.in_flight == 0
    assert Paced(AnswersAtOnce(SPEC), place).complete(ASKED) == completion()
    assert model.asked == (0 if stop_at < 2 else 1)


@pytest.mark.parametrize("error", [Stopped(), KeyboardInterrupt(), ValueError("a fault of ours")])
def test_any_other_exception_of_the_model_gives_the_place_back_and_is_not_asked_again(error: BaseException) -> None:
    model, place = FailsThen([error]), limiter()
    with pytest.raises(type(error)):
        Paced(model, place).complete(ASKED)
    assert (model.asked, place.in_flight) == (1, 0)


# Threads -----------------------------------------------------------------------------------------


class Gate:
    """A model that holds its calls until they are let go, one by one, and notes in which order they came."""

    spec = SPEC

    def __init__(self) -> None:
        self.came: list[str] = []
        self._changed, self._go = threading.Condition(), threading.Semaphore(0)

    def complete(self, request: Request) -> Completion:
        with self._changed:
            self.came.append(request.messages[0].content)
            self._changed.notify_all()
        assert self._go.acquire(timeout=PATIENCE_S)
        return completion()

    def wait_for(self, calls: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.came) >= calls, timeout=PATIENCE_S)

    def let_go(self, calls: int = 1) -> None:
        self._go.release(calls)


@dataclass
class Waits:
    """A check that says when its call has begun to wait, or is to be sent."""

    began: threading.Event = field(default_factory=threading.Event)

    def __call__(self, wait_s: float) -> None:
        self.began.set()


def start(place: Limiter, model: Gate | AnswersAtOnce, name: str, threads: list[threading.Thread]) -> None:
    """Let a thread make a call; returns when it waits or was let through."""
    waits = Waits()
    asked = Request(messages=(Message(role="user", content=name),), params=Params(max_output_tokens=10))
    thread = threading.Thread(target=Paced(model, place, check=waits).complete, args=(asked,))
    threads.append(thread)
    thread.start()
    assert waits.began.wait(PATIENCE_S)


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(PATIENCE_S)
    assert not any(thread.is_alive() for thread in threads)


def test_no_more_calls_are_in_flight_than_the_limit_and_who_came_first_goes_first() -> None:
    place, gate, threads = limiter(Stands()), Gate(), list[threading.Thread]()
    for number in range(4):
        start(place, gate, f"first {number}", threads)
    gate.wait_for(4)
    for number in range(8):
        start(place, gate, f"{number}", threads)
    assert (len(gate.came), place.in_flight) == (4, 4)
    for calls in range(5, 13):
        gate.let_go()
        gate.wait_for(calls)
        assert place.in_flight == 4
    gate.let_go(4)
    join(threads)
    assert gate.came[4:] == [str(number) for number in range(8)]
    assert place.in_flight == 0


def test_a_place_that_comes_free_wakes_a_call_that_waits() -> None:
    place, model, threads = limiter(Stands()), AnswersAtOnce(SPEC), list[threading.Thread]()
    paced = Paced(model, place)
    for _ in range(20):  # any call that is not woken fails on its clock, which stands still
        threads.append(threading.Thread(target=lambda: [paced.complete(ASKED) for _ in range(25)]))
    for thread in threads:
        thread.start()
    join(threads)
    assert (len(model.asked), place.in_flight) == (500, 0)


def test_a_place_that_comes_free_just_before_a_call_waits_is_not_missed() -> None:
    place = limiter(Never())
    places = [place.enter(CALL, never) for _ in range(4)]

    def check(wait_s: float) -> None:
        if places:
            place.leave(places.pop(), completion())

    assert place.enter(CALL, check).number == 4


def test_a_call_that_comes_to_a_free_place_does_not_pass_one_that_waits_whatever_its_model() -> None:
    place, order, threads = limiter(Stands()), list[str](), list[threading.Thread]()
    places = [place.enter(CALL, never) for _ in range(4)]

    def waiting() -> None:
        sent = place.enter(CALL, waits)
        order.append("waited")
        place.leave(sent, completion())

    waits = Waits()
    threads.append(threading.Thread(target=waiting))
    threads[0].start()
    assert waits.began.wait(PATIENCE_S)
    place.leave(places[0], completion())
    place.leave(place.enter(replace(CALL, model="other"), never), completion())
    order.append("came later")
    join(threads)
    assert order == ["waited", "came later"]


def test_a_line_that_its_allowance_holds_does_not_hold_another_model() -> None:
    place, gate, threads = limiter(Stands()), Gate(), list[threading.Thread]()
    early, late = place.enter(CALL, never), place.enter(CALL, never)
    place.leave(early, says("requests", 0))
    start(place, gate, "held", threads)
    place.leave(place.enter(replace(CALL, model="other"), never), completion())
    assert gate.came == []
    place.leave(late, says("requests", 5))
    gate.let_go()
    join(threads)
    assert gate.came == ["held"]


def test_small_calls_do_not_pass_a_large_one_that_waits() -> None:
    place, gate, threads = limiter(Stands()), Gate(), list[threading.Thread]()
    early, late = place.enter(CALL, never), place.enter(CALL, never)
    place.leave(early, says("input_tokens", 60))  # ten of them are the late one's
    start(place, gate, "large" * 60, threads)
    start(place, gate, "small", threads)
    place.leave(late, says("input_tokens", 200))
    gate.wait_for(2)
    gate.let_go(2)
    join(threads)
    assert gate.came == ["large" * 60, "small"]


def says(limited: Limited, remaining: int) -> Completion:
    """An answer after which so much is left, and nothing comes back while a clock stands still."""
    return replace(completion(), allowance={limited: Gauge(limit=1_000, remaining=remaining, full_in_s=60.0)})


def test_the_machines_own_clock_goes_on_and_waits() -> None:
    clock, condition = RealTime(), threading.Condition()
    before = clock.now()
    with condition:
        clock.wait(condition, 0.001)
    assert clock.now() > before


# One limiter a provider --------------------------------------------------------------------------


def spec(name: str = "openai/m", **fields: Any) -> ModelSpec:
    return ModelSpec(**{"adapter": "openai", "model": "m", "key_env": "A_KEY", **fields, "name": name})


def test_models_of_one_endpoint_and_key_share_a_limiter_and_others_do_not() -> None:
    limiters = Limiters()
    first = limiters.of(spec())
    assert limiters.of(spec("openai/n", model="n", region="EU")) is first
    others = [spec(adapter="anthropic"), spec(base_url="https://other.example/v1"), spec(key_env="B_KEY")]
    assert len({id(limiters.of(each)) for each in [spec(), *others]}) == 4


def test_a_limiter_is_called_by_its_vendor_and_the_keys_variable_and_never_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("A_KEY", "sk-4711")
    limiters = Limiters()
    specs = [
        spec(),
        spec(key_env="B_KEY"),
        spec(base_url="https://user:sk-4711@gateway.example/v1"),
        spec(base_url="https://third.example/v1"),
        spec("ollama/llama", key_env=None),
    ]
    assert [limiters.of(each).name for each in specs] == [
        "openai (A_KEY)",
        "openai (B_KEY)",
        "openai (A_KEY) 2",
        "openai (A_KEY) 3",
        "ollama",
    ]


def test_whoever_listens_is_told_how_the_limit_went() -> None:
    told: list[tuple[str, int, str]] = []
    limiters = Limiters(clock=Jumps())
    place = limiters.of(SPEC)
    limiters.listen(lambda name, limit, cause: told.append((name, limit, cause)))
    place.leave(place.enter(CALL, never), failure(retry_after_s=30.0))
    place.leave(place.enter(CALL, never), completion())
    assert told == [
        ("openai (A_KEY)", 4, "start"),
        ("openai (A_KEY)", 3, "rate limit"),
        ("openai (A_KEY)", 3, "pause"),
    ]


def test_that_calls_are_held_is_told_before_they_wait() -> None:
    clock, told = Jumps(), list[tuple[float, str]]()
    place = Limiters(tell=lambda name, limit, cause: told.append((clock.at, cause)), clock=clock).of(SPEC)
    hold(place, 100.0)
    place.leave(place.enter(CALL, never), completion())
    assert told == [(1_000.0, "start"), (1_000.0, "allowance")]
    assert clock.at == 1_100.0


def test_nobody_needs_to_listen() -> None:
    for place in (Limiters().of(SPEC), Limiter("a provider")):
        assert Paced(AnswersAtOnce(SPEC), place).complete(ASKED) == completion()


def test_a_listener_that_fails_ends_its_call_and_leaves_no_place_taken() -> None:
    def full(name: str, limit: int, cause: str) -> None:
        raise OSError("the disk is full")

    place, model = Limiters(tell=full, clock=Jumps()).of(SPEC), AnswersAtOnce(SPEC)
    with pytest.raises(OSError, match="the disk is full"):
        Paced(model, place).complete(ASKED)
    assert (model.asked, place.in_flight) == ([], 0)

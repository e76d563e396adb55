"""Fifty threads against a token bucket, in real time: half a minute, so by hand with `pytest -m campaign`."""

import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from tests.builders import completion
from tests.generator.models.buckets import Provider, Simulation, Tells, TokenBucket, demand
from workbench.generator.allowance import Limited
from workbench.generator.errors import ProviderError
from workbench.generator.models.demand import demand_of
from workbench.generator.models.pacing import Limiters, Paced
from workbench.generator.records import Completion, Message, ModelSpec, Params, Request

pytestmark = pytest.mark.campaign
SPEC = ModelSpec(name="openai/m", adapter="openai", model="m", key_env="A_KEY")
WORKERS = 50
SECONDS = 10.0
SEED = 20261124


@dataclass
class Races:
    """The machine's clock, so many times as fast."""

    times: float

    def now(self) -> float:
        return time.monotonic() * self.times

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        condition.wait(seconds / self.times)


@dataclass
class Served:
    """A model behind a provider: a call is let in or refused some way into its flight, under a lock."""

    provider: Provider
    clock: Races
    latency_s: Callable[[random.Random], float]
    spec: ModelSpec = SPEC
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    guard: threading.Lock = field(default_factory=threading.Lock)
    flying: int = 0
    most: int = 0

    def __post_init__(self) -> None:
        self.began = self.clock.now()

    def complete(self, request: Request) -> Completion:
        demand, latency_s = demand_of(request, self.spec.model), self.latency_s(self.chance)
        arrives_s = self.chance.uniform(0.0, latency_s)
        self._fly(arrives_s)
        with self.guard:
            self.flying += 1
            self.most = max(self.most, self.flying)
            now = self.clock.now() - self.began
            refusal = None if self.provider.ask(demand, now) else self.provider.refusal(demand, now)
            allowance = self.provider.allowance(now)
        if refusal is None:
            self._fly(latency_s - arrives_s)
        with self.guard:
            self.flying -= 1
        if refusal is not None:
            raise refusal
        return replace(completion(), allowance=allowance)

    def _fly(self, seconds: float) -> None:
        threading.Event().wait(seconds / self.clock.times)


def work(model: Served, seconds: float) -> list[tuple[float, int, str]]:
    """Let fifty threads ask without a pause for so long, by the model's clock; returns the limit's history."""
    told: list[tuple[float, int, str]] = []
    clock, until = model.clock, model.began + seconds

    def listen(name: str, limit: int, cause: str) -> None:
        told.append((round(clock.now() - model.began, 2), limit, cause))

    limiter = Limiters(tell=listen, clock=clock).of(SPEC)

    def check(wait_s: float) -> None:
        if clock.now() + wait_s >= until:
            raise TimeoutError

    def worker(seed: int) -> None:
        chance = random.Random(seed)
        paced = Paced(model, limiter, check=check, chance=chance)
        while clock.now() < until:
            text = "x" * chance.randint(300, 3_000)
            asked = Request(messages=(Message(role="user", content=text),), params=Params(max_output_tokens=500))
            try:
                paced.complete(asked)
            except (TimeoutError, ProviderError):
                continue

    threads = [threading.Thread(target=worker, args=(SEED + number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert limiter.in_flight == 0
    return told


def served(tells: Tells, clock: Races, latency_s: Callable[[random.Random], float], *, says_when: bool) -> Served:
    """A provider that takes so many calls a second of the machine's clock, whatever clock it goes by."""
    requests = TokenBucket(rate=200.0 / clock.times, limit=400)
    tokens = TokenBucket(rate=300_000.0 / clock.times, limit=600_000)
    return Served(Provider({"requests": requests, "tokens": tokens}, tells, says_when), clock, latency_s)


def report(title: str, model: Served, seconds: float, told: list[tuple[float, int, str]]) -> float:
    """Print the figures and return the use of the bucket."""
    provider = model.provider
    use = provider.use("requests", seconds)
    print(
        f"{title}: seed {SEED}, {WORKERS} threads, {seconds:g} s, {provider.calls} calls, {provider.refused} refused, "
        f"use {use:.3f}, at most {model.most} in flight, history {told}"
    )
    return use


@pytest.mark.parametrize("tells", ["milliseconds", "whole seconds"])
def test_no_call_is_above_the_bucket_and_it_is_used(tells: Tells) -> None:
    model = served(tells, Races(1.0), lambda chance: chance.uniform(0.02, 0.05), says_when=True)
    told = work(model, SECONDS)
    assert report(f"reset in {tells}", model, SECONDS, told) >= 0.85
    assert model.provider.refused == 0
    assert len(told) < 20


@pytest.mark.parametrize("says_when", [True, False])
def test_without_headers_the_pace_is_found(says_when: bool) -> None:
    clock = Races(40.0)  # so that the cooldown of 15 s is a small part of the time, as in a real run
    model = served("nothing", clock, lambda chance: chance.uniform(2.0, 8.0), says_when=says_when)
    told = work(model, SECONDS * clock.times)
    title = "429 with Retry-After" if says_when else "429 alone"
    assert report(title, model, SECONDS * clock.times, told) >= 0.7
    late = [at for at in model.provider.refusals if at > 0.5 * SECONDS * clock.times]
    print(f"{len(late)} of them in the second half")
    assert len(late) < 0.05 * model.provider.calls
    assert len(told) < 50


def any_provider(seed: int) -> Simulation:
    """A provider of any pace, size and latency whose calls take anything up to what they were expected to.

    It has room for the first four calls, which are sent before anything is known of it.
    """
    chance = random.Random(seed)
    per_s, holds_s, latency_s = (
        10 ** chance.uniform(-0.5, 2.0),
        chance.uniform(2.0, 90.0),
        10 ** chance.uniform(-1.5, 1.3),
    )
    tokens_s = per_s * 10 ** chance.uniform(2.0, 3.7)
    buckets: dict[Limited, TokenBucket] = {
        "requests": TokenBucket(rate=per_s, limit=4 + math.ceil(per_s * holds_s)),
        "input_tokens": TokenBucket(rate=tokens_s, limit=16_000 + math.ceil(tokens_s * holds_s)),
        "output_tokens": TokenBucket(rate=tokens_s, limit=16_000 + math.ceil(tokens_s * holds_s)),
    }
    tells: Tells = chance.choice(["milliseconds", "whole seconds"])
    return Simulation(
        provider=Provider(buckets, tells, takes=lambda weight: chance.randint(weight // 4, weight)),
        workers=WORKERS,
        demand=lambda chance: demand(chance.randint(10, 4_000)),
        latency_s=lambda chance: latency_s * math.exp(chance.gauss(0.0, 0.7)),
        chance=chance,
    )


def test_no_call_is_above_any_bucket() -> None:
    refused, uses = {}, []
    for seed in range(400):
        found = any_provider(seed)
        found.run(300.0)
        uses.append(max(found.provider.use(limited, 300.0) for limited in found.provider.buckets))
        if found.provider.refused or found.above:
            refused[seed] = (found.provider.refused, found.above)
    uses.sort()
    print(f"seeds 0 to 399: refused {refused}; use of the scarcest, where workers are enough: median {uses[200]:.3f}")
    assert refused == {}

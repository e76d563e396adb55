"""A provider that limits as the vendors do, and workers that ask it in simulated time."""

import heapq
import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from workbench.generator.allowance import Allowance, Gauge, Limited
from workbench.generator.errors import ProviderError
from workbench.generator.models.changes import LimitChange
from workbench.generator.models.demand import Demand
from workbench.generator.models.rates import RateLimit, Sent
from workbench.generator.models.retrying import Retries

Tells = Literal["milliseconds", "whole seconds", "nothing"]
"""How exactly the time until a limit is full is told: OpenAI in milliseconds, Anthropic as a timestamp in seconds."""


def demand(tokens: int = 10, model: str = "m") -> Demand:
    weights: dict[Limited, int] = {"requests": 1, "tokens": tokens, "input_tokens": tokens, "output_tokens": tokens}
    return Demand(model=model, weights=weights)


@dataclass
class TokenBucket:
    """Holds `limit`, refills by `rate` a second, full at second 0."""

    rate: float
    limit: int
    level: float = field(init=False)
    as_of: float = 0.0

    def __post_init__(self) -> None:
        self.level = float(self.limit)

    def fill(self, now: float) -> None:
        self.level = min(float(self.limit), self.level + self.rate * (now - self.as_of))
        self.as_of = now

    def gauge(self, tells: Tells, now: float) -> Gauge:
        full_at = now + (self.limit - self.level) / self.rate
        step = 0.001 if tells == "milliseconds" else 1.0
        full_in_s = max(0.0, math.floor(full_at / step) * step - now)
        return Gauge(limit=self.limit, remaining=int(self.level), full_in_s=full_in_s)


@dataclass
class Provider:
    """Takes a call where every bucket has room for it, else says 429; counts the ones and times the others."""

    buckets: dict[Limited, TokenBucket]
    tells: Tells
    says_when: bool = True
    takes: Callable[[int], int] = lambda weight: weight  # what a call really takes, of what it might
    taken: dict[Limited, int] = field(default_factory=dict)
    calls: int = 0
    refusals: list[float] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.refusals)

    def ask(self, demand: Demand, now: float) -> bool:
        for bucket in self.buckets.values():
            bucket.fill(now)
        weights = {
            name: weight if name == "requests" else self.takes(weight) for name, weight in demand.weights.items()
        }
        fits = all(bucket.level >= weights[name] for name, bucket in self.buckets.items())
        if not fits:
            self.refusals.append(now)
            return False
        self.calls += 1
        for name, bucket in self.buckets.items():
            bucket.level -= weights[name]
            self.taken[name] = self.taken.get(name, 0) + weights[name]
        return True

    def allowance(self, now: float) -> Allowance:
        for bucket in self.buckets.values():
            bucket.fill(now)
        if self.tells == "nothing":
            return {}
        return {name: bucket.gauge(self.tells, now) for name, bucket in self.buckets.items()}

    def refusal(self, demand: Demand, now: float) -> ProviderError:
        lacks = [(demand.weights[name] - bucket.level) / bucket.rate for name, bucket in self.buckets.items()]
        wait_s = math.ceil(max(0.0, *lacks)) if self.says_when else None
        return ProviderError("m", "rate_limit", status=429, retry_after_s=wait_s, allowance=self.allowance(now))

    def use(self, limited: Limited, seconds: float) -> float:
        """The share of what the bucket had to give in that time, what it held at first included, that was taken."""
        bucket = self.buckets[limited]
        return self.taken.get(limited, 0) / (bucket.limit + bucket.rate * seconds)


@dataclass
class Simulation:
    """Workers that ask one provider without a pause, event by event; nothing is left to threads or a clock.

    A call is let in, and its gauge made, at any moment of its flight, so calls overtake each other.
    """

    provider: Provider
    workers: int
    demand: Callable[[random.Random], Demand]
    latency_s: Callable[[random.Random], float]
    chance: random.Random
    rate: RateLimit = field(default_factory=lambda: RateLimit(0.0))
    now: float = 0.0
    changes: list[tuple[float, LimitChange]] = field(default_factory=list)
    limits: list[tuple[float, int]] = field(default_factory=list)
    most_in_flight: int = 0
    above: int = 0
    failed: int = 0

    def run(self, seconds: float) -> None:
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count, self._look_at = 0, -1.0
        self._ready = deque((self.demand(self.chance), Retries(self.chance)) for _ in range(self.workers))
        while self.now < seconds:
            self._send()
            self.now, _, event = heapq.heappop(self._events)
            event()
            self.changes += [(self.now, change) for change in self.rate.take_news()]
            if not self.limits or self.limits[-1][1] != self.rate.limit:
                self.limits.append((self.now, self.rate.limit))

    def _at(self, seconds: float, event: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._events, (self.now + seconds, self._count, event))

    def _send(self) -> None:
        while self._ready:
            demand, retries = self._ready[0]
            wait_s = self.rate.wait_s(demand, self.now)
            if wait_s > 0:
                if math.isfinite(wait_s) and not self.now < self._look_at <= self.now + wait_s:
                    self._look_at = self.now + wait_s
                    self._at(wait_s, lambda: None)
                return
            self._ready.popleft()
            self.above += self.rate.in_flight >= self.rate.limit
            sent = self.rate.send(demand, self.now)
            self.most_in_flight = max(self.most_in_flight, self.rate.in_flight)
            self._fly(sent, retries)

    def _fly(self, sent: Sent, retries: Retries) -> None:
        latency_s = self.latency_s(self.chance)
        arrives_s = self.chance.uniform(0.0, latency_s)

        def arrive() -> None:
            if self.provider.ask(sent.demand, self.now):
                allowance = self.provider.allowance(self.now)
                self._at(latency_s - arrives_s, lambda: self._answer(sent, allowance))
            else:
                refusal = self.provider.refusal(sent.demand, self.now)
                self._at(0.01 * latency_s, lambda: self._refuse(sent, refusal, retries))

        self._at(arrives_s, arrive)

    def _answer(self, sent: Sent, allowance: Allowance) -> None:
        self.rate.answered(sent, self.now, allowance)
        self._ready.append((self.demand(self.chance), Retries(self.chance)))

    def _refuse(self, sent: Sent, refusal: ProviderError, retries: Retries) -> None:
        self.rate.failed(sent, self.now, refusal)
        wait_s = retries.wait_s(refusal)
        if wait_s is None:
            self.failed += 1
            self._at(0.0, lambda: self._ready.append((self.demand(self.chance), Retries(self.chance))))
        else:
            self._at(wait_s, lambda: self._ready.append((sent.demand, retries)))

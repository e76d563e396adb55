"""How much of one limit of a provider is left, at the very least."""

import math
from typing import Final

from workbench.generator.allowance import Gauge
from workbench.generator.models.retrying import LONGEST_WAIT_S

_WINDOW_S: Final = 60.0  # OpenAI and Anthropic state their limits per minute
_ROUNDED_S: Final = 1.0  # Anthropic states the time in whole seconds
_SLACK: Final = 1e-9  # what floating point loses


class Bucket:
    """A lower bound of what is left, from the provider's newest gauge and the calls it cannot hold yet.

    A gauge is of some moment between the sending and the answer of the call that brought it. So it holds every call
    that was answered before that call was sent, and of any other it is not known: all those are taken off. The moment
    is taken to be the latest, the answer, so the refill of the flight is not counted. The bound holds as long as a call
    takes no more than its weight, and nobody else uses the key between two answers.
    """

    __slots__ = ("_answered", "_as_of", "_in_flight", "_level", "_limit", "_newest", "_refill", "_until")

    def __init__(self) -> None:
        self._in_flight = 0
        self._answered = 0
        self._newest = -1
        self._limit: int | None = None
        self._level = math.inf
        self._refill = 0.0
        self._as_of = self._until = -math.inf

    def wait_s(self, weight: int, now: float) -> float:
        """Return the seconds until there may be room for a call; 0 is now, infinity when only an answer can help.

        A call that is larger than the whole limit waits until all of it is there.
        """
        self._advance(now)
        needed = self._in_flight + (weight if self._limit is None else min(weight, self._limit))
        lacking = needed - self._level
        if lacking <= _SLACK:
            return 0.0
        fits = self._refill > 0 and (self._limit is None or needed <= self._limit)
        return min(lacking / self._refill if fits else math.inf, self._until - now)

    def send(self, weight: int) -> int:
        """Reserve room for a call; the sum of the weights answered so far goes with it, for `answer`."""
        self._in_flight += weight
        return self._answered

    def withdraw(self, weight: int) -> None:
        """Give back the room of a call that was not sent after all."""
        self._in_flight -= weight

    def answer(self, weight: int, now: float, *, number: int, answered: int, gauge: Gauge | None) -> None:
        """A call has been answered, or failed: it is taken off, and its gauge is heard.

        Args:
            weight: what was reserved.
            now: seconds.
            number: the call's place in the order of sending.
            answered: what `send` returned for it.
            gauge: what the provider said with it. It is not heard once that of a call sent later has been.
        """
        self._advance(now)
        self._in_flight -= weight
        if gauge is None or number < self._newest:
            # Below nothing there is nothing, and a row of failures must not close the bucket for long.
            self._level = max(0.0, self._level - weight)
        else:
            self._newest = number
            self._hear(gauge, self._answered - answered, now)
        self._answered += weight

    def _hear(self, gauge: Gauge, not_in_it: int, now: float) -> None:
        self._limit = gauge.limit
        self._level = float(max(0, gauge.remaining - not_in_it))
        self._refill = _refill(gauge)
        lasts_s = LONGEST_WAIT_S
        if gauge.limit is None:  # then only the time counts: until it has passed, nothing comes back
            lasts_s = min(LONGEST_WAIT_S, _WINDOW_S if gauge.full_in_s is None else gauge.full_in_s)
        self._as_of, self._until = now, now + lasts_s

    def _advance(self, now: float) -> None:
        if now >= self._until:
            self._forget()
        elif self._limit is not None:
            self._level = min(float(self._limit), self._level + self._refill * (now - self._as_of))
            self._as_of = now

    def _forget(self) -> None:
        """Nothing is known any more, so nobody is held."""
        self._limit, self._level, self._refill = None, math.inf, 0.0


def _refill(gauge: Gauge) -> float:
    """How much comes back in a second, at least: what lacks by the time that it takes, else the limit per minute."""
    if gauge.limit is None:
        return 0.0
    if gauge.full_in_s is not None and gauge.full_in_s > 0 and gauge.remaining < gauge.limit:
        return (gauge.limit - gauge.remaining) / (gauge.full_in_s + _ROUNDED_S)
    return gauge.limit / _WINDOW_S

"""Threads that wait their turn at a provider."""

import math
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Final, Protocol

from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models.changes import Cause
from workbench.generator.models.demand import Demand
from workbench.generator.models.rates import RateLimit, Sent
from workbench.generator.records import Completion

Check = Callable[[float], None]
"""Told how many seconds a call will wait now, 0 before it is sent; raises whatever is to give it up."""
Listener = Callable[[str, int, Cause], None]
"""Told the limiter's name, how many calls may be in flight from now on, and why."""

_SLICE_S: Final = 0.25  # so that `Check` is asked more than twice a second


class Clock(Protocol):
    """Seconds that pass, and waiting for them."""

    def now(self) -> float:
        """Return seconds since some moment; they never go back."""
        ...

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait for a notification, at most so long; the condition is held."""
        ...


class RealTime:
    """The machine's own clock."""

    def now(self) -> float:
        """Return monotonic seconds."""
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait (see `Clock.wait`)."""
        condition.wait(seconds)


class Limiter:
    """Lets as many calls through at once as one provider takes from one key; safe to call from several threads.

    Who came first goes first. The calls of a model wait in line, so that small ones do not pass a large one for ever; a
    line that its model's allowance holds does not hold the others. Each waiter has a condition of its own: a place
    that comes free wakes the first of each line, and nobody else.
    """

    def __init__(self, name: str, *, tell: Listener | None = None, clock: Clock | None = None) -> None:
        """Make a limiter; nothing is told yet.

        Args:
            name: for people.
            tell: told the history, outside of all locks but in order; what it raises ends the call that was to tell.
            clock: None is the machine's own.
        """
        self.name = name
        self._tell, self._clock = tell or _nobody, clock or RealTime()
        self._lock, self._telling = threading.Lock(), threading.Lock()
        self._rate = RateLimit(self._clock.now())
        self._lines: defaultdict[str, deque[_Waiter]] = defaultdict(deque)
        self._came = 0

    @property
    def in_flight(self) -> int:
        """How many calls have a place now."""
        return self._rate.in_flight

    def enter(self, demand: Demand, check: Check) -> Sent:
        """Wait until a call may be sent and return its place, which goes to `leave`.

        Args:
            demand: what it takes.
            check: asked before every wait and before the return; the place is given back if it raises.
        """
        sent = self._at_once(demand) or self._in_line(demand, check)
        try:
            self._tell_news()
            check(0.0)
        except BaseException:
            self.leave(sent, None)
            raise
        return sent

    def leave(self, sent: Sent, outcome: Completion | ProviderError | None) -> None:
        """Give a place back and say how the call ended; None is a call that was not sent."""
        with self._lock:
            now = self._clock.now()
            if outcome is None:
                self._rate.given_up(sent, now)
            elif isinstance(outcome, ProviderError):
                self._rate.failed(sent, now, outcome)
            else:
                self._rate.answered(sent, now, outcome.allowance)
            self._call_first()
        self._tell_news()

    def rest(self, seconds: float, check: Check) -> None:
        """Wait so long outside of every line."""
        until, alone = self._clock.now() + seconds, threading.Condition()
        while (left_s := until - self._clock.now()) > 0:
            check(left_s)
            with alone:
                self._clock.wait(alone, min(left_s, _SLICE_S))

    def shut(self) -> ProviderKind | None:
        """Return the failure that asked for a pause not worth waiting for, while it lasts, or None."""
        with self._lock:
            return self._rate.shut(self._clock.now())

    def _at_once(self, demand: Demand) -> Sent | None:
        with self._lock:
            now = self._clock.now()
            if self._wait_s(demand, now, math.inf) > 0:
                return None
            return self._rate.send(demand, now)

    def _in_line(self, demand: Demand, check: Check) -> Sent:
        with self._lock:
            self._came += 1
            line, waiter = self._lines[demand.model], _Waiter(demand, self._came, self._lock)
            line.append(waiter)
        try:
            while True:
                with self._lock:
                    waiter.called, now = False, self._clock.now()
                    wait_s = self._wait_s(demand, now, waiter.came)
                    if wait_s == 0:
                        return self._rate.send(demand, now)
                self._tell_news()
                check(wait_s if math.isfinite(wait_s) else 0.0)
                with self._lock:
                    if not waiter.called:
                        self._clock.wait(waiter.turn, min(wait_s, _SLICE_S))
        finally:
            with self._lock:
                line.remove(waiter)
                self._call_first()

    def _wait_s(self, demand: Demand, now: float, came: float) -> float:
        """Seconds until a call that came as this one may be sent; infinity while only others can make room for it."""
        wait_s = self._rate.wait_s(demand, now)
        if wait_s > 0 or not any(self._lines.values()):
            return wait_s
        earlier = [line[0] for line in self._lines.values() if line and line[0].came < came]
        ready = (first.demand.model == demand.model or self._rate.wait_s(first.demand, now) == 0 for first in earlier)
        return math.inf if any(ready) else 0.0

    def _call_first(self) -> None:
        for line in self._lines.values():
            if line:
                line[0].call()

    def _tell_news(self) -> None:
        if self._rate.news:
            with self._telling:
                with self._lock:
                    news = self._rate.take_news()
                for change in news:
                    self._tell(self.name, change.limit, change.cause)


class _Waiter:
    """One thread in a line. `called` remembers a call that came while it was not waiting."""

    __slots__ = ("called", "came", "demand", "turn")

    def __init__(self, demand: Demand, came: int, lock: threading.Lock) -> None:
        self.demand, self.came = demand, came
        self.turn, self.called = threading.Condition(lock), False

    def call(self) -> None:
        self.called = True
        self.turn.notify()


def _nobody(name: str, limit: int, cause: Cause) -> None:
    """Nobody is told."""

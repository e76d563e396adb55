"""How fast a provider may be asked: a state machine without a clock, threads or chance."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from workbench.generator.allowance import Allowance, Limited
from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models.bucket import Bucket
from workbench.generator.models.changes import Changes, LimitChange
from workbench.generator.models.concurrency import Concurrency
from workbench.generator.models.demand import Demand
from workbench.generator.models.retrying import LONGEST_WAIT_S

_LIMITS: Final[tuple[Limited, ...]] = get_args(Limited)
_TROUBLE: Final[frozenset[ProviderKind]] = frozenset({"connection", "overloaded", "server", "timeout"})
_PAUSING: Final[frozenset[ProviderKind]] = frozenset({"rate_limit", "overloaded"})
_SHORTEST_WAIT_S: Final = 0.001  # so that asking again and again ends


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A call in flight.

    Attributes:
        number: its place in the order of sending, from 0.
        demand: what it takes.
        answered: for each limit, the weights that had been answered when it was sent.
    """

    number: int
    demand: Demand
    answered: Mapping[Limited, int]


class RateLimit:
    """What one provider takes from one key; every method is told the time, in seconds that never go back.

    The number of calls in flight and the pauses that the provider asks for are the key's; the allowances are of each
    model, because providers keep them so.
    """

    def __init__(self, now: float) -> None:
        self._calls = Concurrency(now)
        self._buckets: defaultdict[str, dict[Limited, Bucket]] = defaultdict(_buckets)
        self._changes = Changes()
        self._sent = 0
        self._pause_until = self._shut_until = -math.inf
        self._shut_by: ProviderKind = "rate_limit"
        self._changes.moved(self.limit, "start")

    @property
    def limit(self) -> int:
        """How many calls may be in flight."""
        return self._calls.limit

    @property
    def in_flight(self) -> int:
        """How many calls are in flight."""
        return self._calls.in_flight

    @property
    def news(self) -> bool:
        """Whether there are changes to take."""
        return bool(self._changes.waiting)

    def take_news(self) -> list[LimitChange]:
        """Return the changes since the last time, in their order."""
        news, self._changes.waiting = self._changes.waiting, []
        return news

    def wait_s(self, demand: Demand, now: float) -> float:
        """Return in how many seconds to ask again: 0 is send now, infinity when only an answer can help."""
        pause_s = self._pause_until - now
        buckets = self._buckets[demand.model]
        room_s = max(bucket.wait_s(demand.weights[limited], now) for limited, bucket in buckets.items())
        if room_s > 0:
            self._changes.goes_on(self.limit, "allowance", now)
        if self.in_flight >= self.limit:
            return math.inf
        wait_s = max(pause_s, room_s)
        return max(wait_s, _SHORTEST_WAIT_S) if wait_s > 0 else 0.0

    def shut(self, now: float) -> ProviderKind | None:
        """Return the failure that asked for so long a pause that no call should wait for its end, or None."""
        return self._shut_by if now < self._shut_until else None

    def send(self, demand: Demand, now: float) -> Sent:
        """A call goes out; `wait_s` must have said 0."""
        answered = {
            limited: bucket.send(demand.weights[limited]) for limited, bucket in self._buckets[demand.model].items()
        }
        self._calls.send(now)
        self._sent += 1
        return Sent(number=self._sent - 1, demand=demand, answered=answered)

    def answered(self, sent: Sent, now: float, allowance: Allowance) -> None:
        """The provider has answered."""
        self._leave(sent, now, allowance)
        if self._calls.answered(now):
            self._changes.moved(self.limit, "clean round")

    def failed(self, sent: Sent, now: float, error: ProviderError) -> None:
        """The provider has failed.

        A Retry-After of a 429, 503 or 529 stops all calls for so long, at most `LONGEST_WAIT_S`. What is neither a 429
        nor an outage (a bad request, a spend limit) says nothing about the pace.
        """
        self._leave(sent, now, error.allowance)
        if error.kind == "rate_limit" and self._calls.limited(sent.number, self._sent, now):
            self._changes.moved(self.limit, "rate limit")
        if error.kind in _TROUBLE:
            self._calls.trouble(now)
            self._changes.goes_on(self.limit, "trouble", now)
        if error.kind in _PAUSING and error.retry_after_s:
            self._pause(error.kind, error.retry_after_s, now)

    def given_up(self, sent: Sent, now: float) -> None:
        """The call was not sent after all; it never was more than a reservation."""
        self._calls.leave(now)
        for limited, bucket in self._buckets[sent.demand.model].items():
            bucket.withdraw(sent.demand.weights[limited])

    def _pause(self, kind: ProviderKind, asked_s: float, now: float) -> None:
        until = now + min(asked_s, LONGEST_WAIT_S)
        self._pause_until = max(self._pause_until, until)
        if asked_s > LONGEST_WAIT_S:
            self._shut_until, self._shut_by = until, kind
        self._changes.goes_on(self.limit, "pause", now)

    def _leave(self, sent: Sent, now: float, allowance: Allowance) -> None:
        self._calls.leave(now)
        for limited, bucket in self._buckets[sent.demand.model].items():
            bucket.answer(
                sent.demand.weights[limited],
                now,
                number=sent.number,
                answered=sent.answered[limited],
                gauge=allowance.get(limited),
            )


def _buckets() -> dict[Limited, Bucket]:
    return {limited: Bucket() for limited in _LIMITS}

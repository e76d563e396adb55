"""How many calls may be in flight, found out by asking."""

import math
from typing import Final

COOLDOWN_S: Final = 15.0
_START: Final = 4
_IN_USE: Final = 0.8
_CUT: Final = 0.8
_STEP: Final = 0.05


class Concurrency:
    """A limit that starts low, doubles with every clean round until the first 429, and then takes small steps.

    A round is as many answers as the limit. It is clean when no 429 and no outage fell into it and 80 % of the limit
    was in use, on average over the round's time. An average, because one moment proves little: every wait that ends,
    for an allowance or a pause, ends with a burst that fills the limit for a moment. So the limit needs no upper
    bound: it cannot grow beyond what the callers use.
    """

    def __init__(self, now: float) -> None:
        self.limit = _START
        self.in_flight = 0
        self._doubles = True
        self._cut_at = -math.inf
        self._sent_before_cut = 0
        self._as_of = now
        self._start_round(now)

    def send(self, now: float) -> None:
        """One call more is in flight."""
        self._pass(now)
        self.in_flight += 1

    def leave(self, now: float) -> None:
        """One call less is in flight; this says nothing about how it ended."""
        self._pass(now)
        self.in_flight -= 1

    def answered(self, now: float) -> bool:
        """Count a call that was answered and tell whether the limit has grown."""
        self._pass(now)
        self._answers += 1
        if self._answers < self.limit:
            return False
        in_use = self._call_seconds >= _IN_USE * self.limit * (now - self._began) > 0
        if in_use:
            self.limit = 2 * self.limit if self._doubles else self.limit + max(1, int(self.limit * _STEP))
        self._start_round(now)
        return in_use

    def trouble(self, now: float) -> None:
        """The provider is out of order: the round starts anew."""
        self._pass(now)
        self._start_round(now)

    def limited(self, number: int, sent: int, now: float) -> bool:
        """Take in a 429 and tell whether the limit was cut.

        Args:
            number: the place of the call that got it in the order of sending, from 0.
            sent: how many calls have been sent in all.
            now: seconds.
        """
        self.trouble(now)
        self._doubles = False
        if number < self._sent_before_cut or now - self._cut_at < COOLDOWN_S:
            return False
        self._cut_at, self._sent_before_cut = now, sent
        before, self.limit = self.limit, max(1, int(self.limit * _CUT))
        return self.limit < before

    def _pass(self, now: float) -> None:
        self._call_seconds += self.in_flight * (now - self._as_of)
        self._as_of = now

    def _start_round(self, now: float) -> None:
        self._began, self._answers, self._call_seconds = now, 0, 0.0

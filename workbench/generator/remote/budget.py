"""How many requests and seconds a client may spend, all its calls together."""

import threading
from dataclasses import dataclass
from typing import Final

from workbench.generator.remote.ask import Ask
from workbench.generator.remote.clock import Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """What one client may spend.

    Attributes:
        requests: as sent, repeats and redirects included.
        seconds: from the first request to the end of the last, waits included.
    """

    requests: int = 200
    seconds: float = 300.0


BUDGET: Final = Budget()


class Purse:
    """A budget while it is being spent; safe to use from several threads."""

    def __init__(self, budget: Budget, clock: Clock) -> None:
        self._budget, self._clock = budget, clock
        self._guard = threading.Lock()
        self._sent = 0
        self._began: float | None = None

    @property
    def sent(self) -> int:
        """How many requests were sent."""
        return self._sent

    def take(self, ask: Ask) -> None:
        """Take one request out.

        Raises:
            RemoteError: `budget`: there is none left, or no time.
        """
        with self._guard:
            if self._began is None:
                self._began = self._clock.monotonic()
            if self._sent >= self._budget.requests or self._left() <= 0:
                raise ask.failed("budget")
            self._sent += 1

    def left_s(self) -> float:
        """Return the seconds that are left."""
        with self._guard:
            return self._left()

    def _left(self) -> float:
        began = self._clock.monotonic() if self._began is None else self._began
        return self._budget.seconds - (self._clock.monotonic() - began)

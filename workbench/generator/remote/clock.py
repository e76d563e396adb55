"""Time as the client sees it; tests bring their own."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What measures and waits."""

    def now(self) -> datetime:
        """Return the moment in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class RealTime:
    """The machine's own."""

    def now(self) -> datetime:
        """Return the moment (see `Clock`)."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds (see `Clock`)."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait (see `Clock`)."""
        time.sleep(seconds)

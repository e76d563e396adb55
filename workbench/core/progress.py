"""How far a run is: counts by candidate, how fast it goes, and roughly how long it still takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_ENOUGH: Final = 3  # answers below which a pace says nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One candidate's cells of a run.

    Attributes:
        planned: all of them.
        done: of these, those that hold a generation.
        failed: of these, those whose attempts failed and that hold none.
    """

    candidate: str
    planned: int
    done: int
    failed: int

    @property
    def todo(self) -> int:
        """Cells that were not tried yet."""
        return self.planned - self.done - self.failed


@dataclass(frozen=True, kw_only=True, slots=True)
class RunProgress:
    """How far a run is, by what is stored.

    Attributes:
        shares: by candidate, in the run's order.
        made: generations that came since `since`.
        since: when the newest session began; None where there is none.
        last: when the newest of these generations came; None where there is none.
    """

    shares: tuple[Share, ...]
    made: int
    since: datetime | None
    last: datetime | None

    @property
    def planned(self) -> int:
        """Cells of all candidates."""
        return sum(each.planned for each in self.shares)

    @property
    def done(self) -> int:
        """Cells that hold a generation."""
        return sum(each.done for each in self.shares)

    @property
    def failed(self) -> int:
        """Cells that failed and hold none."""
        return sum(each.failed for each in self.shares)

    @property
    def todo(self) -> int:
        """Cells that were not tried yet."""
        return sum(each.todo for each in self.shares)

    def per_minute(self, now: datetime) -> float | None:
        """Return the answers a minute of this session; None while there are too few to tell."""
        if self.since is None or self.made < _ENOUGH:
            return None
        seconds = (now - self.since).total_seconds()
        return 60 * self.made / seconds if seconds > 0 else None

    def seconds_left(self, now: datetime) -> float | None:
        """Return how long the cells to do take at this pace; None where it is not known."""
        pace = self.per_minute(now)
        return None if pace is None else 60 * self.todo / pace


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedCells:
    """Cells of a run that failed alike and hold no generation.

    Attributes:
        kind: one word of a closed set, as `rate_limit`.
        sentence: the newest one among them, ours or of our own wording of a provider's error.
        candidates: whose they are.
    """

    kind: str
    cells: int
    sentence: str
    candidates: tuple[str, ...]

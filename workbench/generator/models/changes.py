"""The history of a limit: what is worth a line in the run."""

import math
from dataclasses import dataclass
from typing import Final, Literal

Cause = Literal["start", "clean round", "rate limit", "trouble", "pause", "allowance"]

_UP: Final = 1.5
_DOWN: Final = 0.9
_QUIET_S: Final = 600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitChange:
    """The pace has changed.

    Attributes:
        limit: how many calls may be in flight from now on.
        cause: why: the `start`; a `clean round` let the limit grow; a `rate limit` (429) cut it; `trouble` (5xx, 529, a
            timeout, no connection) keeps it from growing; the provider asked for a `pause`; an `allowance` that runs
            low slows the calls before a 429 does.
    """

    limit: int
    cause: Cause


class Changes:
    """Collects what is worth telling.

    A limit that has found its place goes on in small steps up and cuts down, once a minute or oftener, for hours. So a
    new limit is told when it is half as large again as the one told last, or a tenth smaller: every doubling and the
    first cut after it, and then only what leaves the place. What has no end to tell is told when it begins, and
    again after ten minutes without it.
    """

    def __init__(self) -> None:
        self.waiting: list[LimitChange] = []
        self._told = 0
        self._seen: dict[Cause, float] = {}

    def moved(self, limit: int, cause: Cause) -> None:
        """The limit is another one."""
        if not _DOWN * self._told < limit < _UP * self._told:
            self._tell(limit, cause)

    def goes_on(self, limit: int, cause: Cause, now: float) -> None:
        """Something that holds calls back, or keeps the limit from growing, is going on."""
        quiet_s = now - self._seen.get(cause, -math.inf)
        self._seen[cause] = now
        if quiet_s > _QUIET_S:
            self._tell(limit, cause)

    def _tell(self, limit: int, cause: Cause) -> None:
        self._told = limit
        self.waiting.append(LimitChange(limit=limit, cause=cause))

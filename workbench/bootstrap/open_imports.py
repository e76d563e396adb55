"""Imports that wait for their sign-off in the memory of this process: a few, and not for ever."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from workbench.core.errors import CatalogError
from workbench.service.import_issues import Import

MOST: Final = 4
"""So many imports wait at once; each holds at most `import_issues.MOST_CHARS` characters."""
IDLE_S: Final = 3_600.0
"""What nobody looked at for so long is forgotten."""


@dataclass(kw_only=True, slots=True)
class OpenImport:
    """An import that waits.

    Attributes:
        id: names it in the page's address.
        found: the import.
        begun_by: who began it.
        written: keys of the fixtures that were signed off.
        seen_at: seconds on a clock that never goes back, when somebody looked at it last.
        turn: held by who decides something, for two people may look at one import.
    """

    id: str
    found: Import = field(repr=False)
    begun_by: str
    written: list[str] = field(default_factory=list)
    seen_at: float
    turn: threading.RLock = field(default_factory=threading.RLock, repr=False)


class OpenImports:
    """The imports of this process. Safe to use from several threads."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic, idle_s: float = IDLE_S) -> None:
        """Begin with none.

        Args:
            now: seconds on a clock that never goes back.
            idle_s: after so many seconds without a look an import is forgotten.
        """
        self._now, self._idle_s = now, idle_s
        self._held: dict[str, OpenImport] = {}
        self._guard = threading.Lock()
        self._timer: threading.Timer | None = None

    def refuse_full(self) -> None:
        """Raise CatalogError where no further import may wait."""
        with self._guard:
            self._refuse_full()

    def add(self, found: Import, *, by: str) -> OpenImport:
        """Keep an import. Raises CatalogError where no further one may wait."""
        made = OpenImport(id=secrets.token_urlsafe(9), found=found, begun_by=by, seen_at=self._now())
        with self._guard:
            self._refuse_full()
            self._held[made.id] = made
            self._forget_later()
        return made

    def look(self, id_: str) -> OpenImport | None:
        """Return an import and note that somebody looks at it; None where it is not there any more."""
        self._forget()
        with self._guard:
            held = self._held.get(id_)
            if held is not None:
                held.seen_at = self._now()
            return held

    def drop(self, id_: str) -> None:
        """Forget an import; nothing of it stays."""
        with self._guard:
            self._held.pop(id_, None)

    def listed(self) -> tuple[OpenImport, ...]:
        """Return the imports that wait, the oldest first."""
        self._forget()
        with self._guard:
            return tuple(self._held.values())

    def _refuse_full(self) -> None:
        self._forget_idle()
        if len(self._held) >= MOST:
            raise CatalogError(f"{MOST} imports wait already; sign one off or discard it first")

    def _forget(self) -> None:
        with self._guard:
            self._forget_idle()

    def _forget_idle(self) -> None:
        for id_ in [id_ for id_, each in self._held.items() if self._now() - each.seen_at > self._idle_s]:
            del self._held[id_]

    def _forget_later(self) -> None:
        """Have the idle ones forgotten also where nobody opens the page any more; one timer does for all."""
        if self._timer is None or not self._timer.is_alive():
            self._timer = threading.Timer(self._idle_s + 1, self._look_round)
            self._timer.daemon = True
            self._timer.start()

    def _look_round(self) -> None:
        with self._guard:
            self._forget_idle()
            self._timer = None
            if self._held:
                self._forget_later()

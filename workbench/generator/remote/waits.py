"""What a service says of its limits, how long a call waits for them, and who else rests with it.

Atlassian's limits and headers: https://developer.atlassian.com/cloud/jira/platform/rate-limiting.
"""

import math
import random
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from workbench.generator.errors import LimitScope, RemoteError, RemoteKind

# A quota returns with the next full hour of UTC; nobody who waits for tests waits that long.
LONGEST_WAIT_S: Final = 60.0
# How often a call is sent at the most, by what failed. What is not here is sent once: it would fail again.
ATTEMPTS: Final[Mapping[RemoteKind, int]] = {"rate_limit": 4, "server": 4, "connection": 4, "timeout": 2}
_FIRST_S: Final = 1.0
_LARGEST_S: Final = 30.0
_MORE: Final = 0.3  # the vendor's: 0.7 to 1.3, and never earlier than it asked
_SCOPES: Final[Mapping[str, LimitScope]] = {
    "jira-quota-global-based": "app",
    "jira-quota-tenant-based": "site",
    "jira-burst-based": "endpoint",
    "jira-per-issue-on-write": "issue",
}


def scope_of(headers: Mapping[str, str]) -> LimitScope | None:
    """Return which limit a 429 is about, or None where its `RateLimit-Reason` says nothing we know."""
    return _SCOPES.get(headers.get("ratelimit-reason", "").strip().lower())


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how long a service asks to wait, in seconds from 0; None where it does not say.

    `Retry-After` comes first, as seconds, whole or not, or an HTTP date (RFC 9110, 10.2.3). Then `X-RateLimit-Reset`,
    an ISO 8601 moment. A quota without either is over at the next full hour.

    Args:
        headers: of a 429 or 503; names in any case.
        now: the moment they came, in UTC.
    """
    said = _seconds(headers.get("retry-after", "").strip(), now)
    if said is None:
        said = _until(_moment(headers.get("x-ratelimit-reset", "").strip()), now)
    if said is None and scope_of(headers) in {"app", "site"}:
        said = 3_600 - (now.minute * 60 + now.second + now.microsecond / 1e6)
    return said


def near_limit(headers: Mapping[str, str]) -> bool:
    """Tell whether a service says that less than a fifth of a limit is left."""
    return headers.get("x-ratelimit-nearlimit", "").strip().lower() == "true"


class Retries:
    """The failures of one call so far."""

    def __init__(
        self, chance: random.Random, *, longest_wait_s: float = LONGEST_WAIT_S, least_wait_s: float = 0.0
    ) -> None:
        self._chance = chance
        self._longest_wait_s, self._least_wait_s = longest_wait_s, least_wait_s
        self._failures: list[RemoteKind] = []

    def wait_s(self, error: RemoteError, *, repeatable: bool) -> float | None:
        """Take a failure in and return the seconds to wait before the call is sent again; None is never again.

        Without a Retry-After it is "full jitter": uniform from 0 to a second, and the upper end doubles with every
        failure up to half a minute (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). With
        one it is that long and up to 30 % more; the second failure adds the jitter, so that a 0 is believed once.

        Args:
            error: what failed.
            repeatable: asking twice does no harm; else a call is repeated only where it was not carried out for sure.
        """
        self._failures.append(error.kind)
        tries = self._failures.count(error.kind)
        if tries >= ATTEMPTS.get(error.kind, 1) or len(self._failures) >= max(ATTEMPTS.values()):
            return None
        if error.maybe_done and not repeatable:
            return None
        if error.retry_after_s is None:
            return self._jitter(len(self._failures))
        if error.retry_after_s > self._longest_wait_s:
            return None
        longer = max(error.retry_after_s, self._least_wait_s) * self._chance.uniform(1.0, 1.0 + _MORE)
        return longer + (self._jitter(len(self._failures) - 1) if len(self._failures) > 1 else 0.0)

    def _jitter(self, failures: int) -> float:
        return self._chance.uniform(0.0, min(_LARGEST_S, _FIRST_S * 2 ** (failures - 1)))


class Holds:
    """What has to rest until when. Clients of one app share it: a global quota stops them all.

    Safe to use from several threads. Times are on the monotonic clock.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._until: dict[tuple[str, ...], float] = {}

    def put(self, what: tuple[str, ...], until: float) -> None:
        """Let something rest; an end that is there already never comes nearer."""
        with self._guard:
            self._until[what] = max(until, self._until.get(what, until))

    def wait_s(self, what: Iterable[tuple[str, ...]], now: float) -> float:
        """Return the seconds until all of these may go on, from 0, and forget what is over."""
        with self._guard:
            self._until = {each: until for each, until in self._until.items() if until > now}
            return max((self._until.get(each, now) - now for each in what), default=0.0)


def _seconds(text: str, now: datetime) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return _until(_http_date(text), now)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _http_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, LookupError, OverflowError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _until(then: datetime | None, now: datetime) -> float | None:
    if then is None:
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (aware - now) / timedelta(seconds=1))

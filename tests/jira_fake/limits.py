"""Jira's three limits, over a clock that tests move."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.jira_fake.contract import Seen
from tests.jira_fake.routes import Answer, error

Moment = Callable[[], datetime]


def refusal(reason: str, headers: dict[str, str]) -> Answer:
    """A 429 with its reason."""
    return error(429, "Rate limit exceeded.", {"RateLimit-Reason": reason, **headers})


@dataclass(kw_only=True)
class Limits:
    """How much a site takes; None takes any number.

    Attributes:
        now: the moment.
        burst: requests a second to one endpoint and method.
        quota: points an hour until the full hour: one for a request and one for each issue.
        app_wide: the quota is all sites' together.
        writes: writes to one issue in two seconds.
        says_when: a refusal has a Retry-After.
    """

    now: Moment
    burst: int | None = None
    quota: int | None = None
    app_wide: bool = False
    writes: int | None = None
    says_when: bool = True
    _seen: dict[tuple[str, ...], list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def refuse(self, operation: str, seen: Seen) -> Answer | None:
        """Count a request, and refuse it where it is one too many."""
        now = self.now()
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self.quota is not None and self._count(("quota", hour.isoformat()), now - timedelta(hours=1)) > self.quota:
            reason = "jira-quota-global-based" if self.app_wide else "jira-quota-tenant-based"
            reset = hour + timedelta(hours=1)
            wait = {"Retry-After": str(int((reset - now).total_seconds()))} if self.says_when else {}
            return refusal(reason, {**wait, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset.isoformat()})
        if self.burst is not None and self._count(("burst", operation), now - timedelta(seconds=1)) > self.burst:
            return refusal("jira-burst-based", {"Retry-After": "1"} if self.says_when else {})
        return self._per_issue(seen, now)

    def _per_issue(self, seen: Seen, now: datetime) -> Answer | None:
        key = seen.values.get("key")
        if self.writes is None or key is None or seen.method == "GET":
            return None
        if self._count(("writes", key), now - timedelta(seconds=2)) <= self.writes:
            return None
        return refusal("jira-per-issue-on-write", {"Retry-After": "2"} if self.says_when else {})

    def _count(self, what: tuple[str, ...], since: datetime) -> int:
        self._seen[what] = [each for each in self._seen[what] if each > since] + [self.now()]
        return len(self._seen[what])

"""Sign-offs to start from."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from workbench.core.importing.signed import UNWRITTEN
from workbench.core.importing.signoffs import SignOff

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
DETECTORS = "rules-3+rampart@9f27d24949b0"


def own(key: str = "ACME-1", **more: Any) -> SignOff:
    """A sign-off of one of our own issues that breaks no rule."""
    given: dict[str, Any] = {
        "key": key,
        "origin": "own_project",
        "licence": "internal",
        "detectors": DETECTORS,
        "reviewers": ("Ada",),
        "replaced": {"person": 2},
        "at": NOW,
        "files": UNWRITTEN,
        "source": hashlib.md5(key.encode()).hexdigest(),
        "content": "c" * 32,
    }
    return SignOff(**given | more)


def customers(key: str = "ACME-1", **more: Any) -> SignOff:
    """A sign-off of a customer's issue that breaks no rule."""
    given: dict[str, Any] = {
        "origin": "customer_consented",
        "consent": "DPA-7",
        "expires": date(2026, 12, 31),
        "reviewers": ("Ada", "Grace"),
    }
    return own(key, **given | more)

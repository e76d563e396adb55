"""Which failures are asked again, how often, and after how long."""

import random
from collections import Counter
from collections.abc import Mapping
from typing import Final

from workbench.generator.errors import ProviderError, ProviderKind

LONGEST_WAIT_S: Final = 600.0
# How often a call is sent at the most, by what failed. What is not here is sent once: it would fail again.
ATTEMPTS: Final[Mapping[ProviderKind, int]] = {
    "rate_limit": 8,
    "overloaded": 6,
    "server": 4,
    "connection": 4,
    "timeout": 2,  # five minutes each, and the provider may charge for both
}
_MOST: Final = max(ATTEMPTS.values())
_FIRST_S: Final = 1.0
_LARGEST_S: Final = 60.0
_MORE: Final = 0.1


class Retries:
    """The failures of one call so far. Each kind has its own bound, and all together have the largest of them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures: Counter[ProviderKind] = Counter()

    def wait_s(self, error: ProviderError) -> float | None:
        """Take a failure in and return the seconds to wait before the call is sent again; None is never again.

        Without a Retry-After it is "full jitter": uniform from 0 to a second, and the upper end doubles with every
        failure up to a minute (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). With one it
        is that long and up to a tenth more, so 0 is at once; the second failure adds the jitter, or a provider that
        says 0 and goes on refusing were asked eight times in a row. A wait beyond `LONGEST_WAIT_S` is not waited.
        """
        self._failures[error.kind] += 1
        total = self._failures.total()
        if self._failures[error.kind] >= ATTEMPTS.get(error.kind, 1) or total >= _MOST:
            return None
        if error.retry_after_s is None:
            return self._jitter(total)
        if error.retry_after_s > LONGEST_WAIT_S:
            return None
        longer = error.retry_after_s * self._chance.uniform(1.0, 1.0 + _MORE)
        return longer + (self._jitter(total - 1) if total > 1 else 0.0)

    def _jitter(self, failures: int) -> float:
        return self._chance.uniform(0.0, min(_LARGEST_S, _FIRST_S * 2 ** (failures - 1)))

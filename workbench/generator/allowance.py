"""What a provider says is left of its limits, in one form for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Limited = Literal["requests", "tokens", "input_tokens", "output_tokens"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauge:
    """One limit of a provider at the moment it answered.

    Attributes:
        limit: how much fits in all, None where the provider does not say.
        remaining: how much is left, from 0.
        full_in_s: seconds until all of it is there again, None where the provider does not say.
    """

    limit: int | None
    remaining: int
    full_in_s: float | None


Allowance = Mapping[Limited, Gauge]
"""What is limited to its gauge; empty where a provider says nothing."""

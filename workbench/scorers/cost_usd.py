"""What an answer costs to produce."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from workbench.core.records import Evidence, Fixture, Measure, Price, Result
from workbench.generator.records import Usage


@dataclass(frozen=True)
class CostUsd:
    """Logical cost in US dollars of all calls of this generation, whether paid now or reused; None where unknown."""

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = False
    unit: ClassVar[str] = "USD"

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Price every class of tokens; one unknown makes the sum unknown."""
        if evidence.price is None:
            return Measure(None, "the model has no price")
        costs = [_cost(completion.usage, evidence.price) for completion in result.completions]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(costs):
            return Measure(None, "the provider did not count the tokens, or a class of them has no price")
        return Measure(float(sum(known, Decimal(0))), evidence.price.source)


def _cost(usage: Usage, price: Price) -> Decimal | None:
    parts = (
        (usage.input_tokens, price.input),
        (usage.cache_read_tokens, price.cache_read),
        (usage.cache_write_tokens, price.cache_write),
        (usage.total_output, price.output),
    )
    total = Decimal(0)
    for tokens, unit in parts:
        if tokens is None or (tokens and unit is None):
            return None
        total += tokens * (unit or Decimal(0)) / 1_000_000
    return total

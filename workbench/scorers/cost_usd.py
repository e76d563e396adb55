"""What an answer costs to produce."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.pricing import cost
from workbench.core.records import Fixture, Measure, Result


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
        costs = [cost(completion.usage, evidence.price) for completion in result.completions]
        known = [each for each in costs if each is not None]
        if len(known) < len(costs):
            return Measure(None, "the provider did not count the tokens, or no price holds for them")
        return Measure(float(sum(known, Decimal(0))), evidence.price.source)

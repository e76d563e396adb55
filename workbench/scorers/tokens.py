"""How many tokens an issue takes."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result


@dataclass(frozen=True)
class Tokens:
    """Input and output tokens of all calls, as the provider counted; None where it did not."""

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = False
    unit: ClassVar[str] = "tokens"

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Add up the tokens of every call."""
        counts = [(each.usage.total_input, each.usage.total_output) for each in result.completions]
        known = [given + answered for given, answered in counts if given is not None and answered is not None]
        if len(known) < len(counts):
            return Measure(None, "the provider did not count the tokens")
        return Measure(float(sum(known)))

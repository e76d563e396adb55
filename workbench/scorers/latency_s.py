"""How long the model took."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result


@dataclass(frozen=True)
class LatencyS:
    """Seconds from sending to the whole answer, all stages added up; a reused answer keeps its own seconds."""

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = False
    unit: ClassVar[str] = "s"

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Add up the seconds of every call."""
        return Measure(sum(completion.latency_s for completion in result.completions))

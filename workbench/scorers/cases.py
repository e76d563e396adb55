"""How many tests there are."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result


@dataclass(frozen=True)
class Cases:
    """Number of test cases; 0 for an empty suite. More is not better by itself; ranked by it, more leads."""

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = "cases"

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Count the test cases."""
        return Measure(float(len(result.suite.cases)))

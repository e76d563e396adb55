"""Whether the answer is Gherkin that a runner takes."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.records import Evidence, Fixture, Measure, Result


@dataclass(frozen=True)
class GherkinValid:
    """1 where every scenario is valid, 0 where the answer holds none; None for manual cases.

    A file with any fault is no answer: the reader keeps the whole feature or nothing (`output.gherkin`).
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Look at how the answer was read."""
        if result.outcome != "ok":
            return Measure(0.0, result.reason or result.outcome)
        if not any(case.scenario for case in result.suite.cases):
            return Measure(None, "manual test cases, no Gherkin")
        return Measure(1.0)

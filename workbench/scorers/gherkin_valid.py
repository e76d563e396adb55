"""Whether the answer is Gherkin that a runner takes."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.records import Evidence, Fixture, Measure, Result


@dataclass(frozen=True)
class GherkinValid:
    """1 where every scenario is valid, 0 where the answer holds none; None where manual cases were asked for.

    A file with any fault is no answer: the reader keeps the whole feature or nothing (`output.gherkin`).
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Look at how the answer was read."""
        if evidence.contract != "gherkin":
            return Measure(None, "manual test cases were asked for, no Gherkin")
        if result.outcome != "ok":
            return Measure(0.0, result.reason or result.outcome)
        return Measure(1.0 if result.suite.cases and all(case.scenario for case in result.suite.cases) else 0.0)

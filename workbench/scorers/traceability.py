"""Whether the tests name the criteria."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.steps import steps


@dataclass(frozen=True)
class Traceability:
    """The share of the issue's acceptance criteria that some test case refers to, 0 to 1.

    It says what the tests claim, not what they check; `trace_precision` looks at the claims. A test without any step
    claims nothing. None where the issue states no criteria.
    """

    version: ClassVar[int] = 2
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Compare the criteria that the tests name with those that the issue states."""
        stated = {criterion.id for criterion in evidence.issue.criteria}
        if not stated:
            return Measure(None, "the issue states no criteria")
        suite = result.suite
        named = {reference for case in suite.cases if steps(case, suite.language) for reference in case.criteria}
        missing = sorted(stated - named)
        return Measure(1 - len(missing) / len(stated), f"missing: {', '.join(missing) or 'none'}")

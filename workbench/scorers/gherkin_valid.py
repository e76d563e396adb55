"""Whether the answer is Gherkin that a runner takes as it was meant, and that checks something."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.scorers.linted import linted


@dataclass(frozen=True)
class GherkinValid:
    """Share of the scenarios in the answer that are valid, 0 to 1; None where manual cases were asked for.

    A scenario is valid without a finding of the rules V, S01 to S04, T13 and X (`workbench.core.lint`). Scenarios that
    a parser loses count as invalid. An answer that cannot be used scores 0: production keeps nothing of it.
    """

    version: ClassVar[int] = 2
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Count the valid scenarios."""
        if evidence.contract != "gherkin":
            return Measure(None, "manual test cases were asked for, no Gherkin")
        if result.outcome != "ok":
            return Measure(0.0, result.reason or result.outcome)
        if not result.suite.cases or not all(case.scenario for case in result.suite.cases):
            return Measure(0.0, "not every test is Gherkin")
        report = linted(result, issue=evidence.issue, style=evidence.style, trace_tags=evidence.trace_tags).report
        valid = sum(scenario.valid for scenario in report.scenarios)
        rules = sorted({finding.rule for finding in report.findings if finding.invalidates})
        broken = f", broken: {', '.join(rules)}" if rules else ""
        return Measure(report.valid_share or 0.0, f"{valid} of {report.emitted} scenarios valid{broken}")

"""How well the valid scenarios are written."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.scorers.linted import linted, told


@dataclass(frozen=True)
class GherkinQuality:
    """Mean over the valid scenarios of 1 minus the weights of the rules they break, 0 to 1.

    A warning weighs 0.25 and advice 0.05, each rule once a scenario, under the suite's house style. Nothing can be said
    where there is no valid scenario: that is `gherkin_valid`'s to punish. Word rules that have no list for the text's
    language do not count, so compare texts of one language.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Weigh the findings of the valid scenarios."""
        if evidence.contract != "gherkin":
            return Measure(None, "manual test cases were asked for, no Gherkin")
        if result.outcome != "ok" or not result.suite.cases:
            return Measure(None, "there is no valid scenario")
        report = linted(result, issue=evidence.issue, style=evidence.style, trace_tags=evidence.trace_tags).report
        if report.quality is None:
            return Measure(None, "there is no valid scenario")
        lists = "" if report.words else f"; no word list for {report.language!r}"
        return Measure(report.quality, told(report) + lists)

"""What linting a feature file says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Severity = Literal["error", "warning", "advice"]
Weight = float
WEIGHTS: Final[dict[Severity, Weight]] = {"error": 0.0, "warning": 0.25, "advice": 0.05}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that a rule found.

    Attributes:
        rule: its id in `RULES`.
        severity: the rule's.
        text: what is wrong, without a word of the file.
        fix: how to put it right.
        line: from 1.
        column: from 1.
        invalidates: whether a scenario with it does not count as valid.
    """

    rule: str
    severity: Severity
    text: str
    fix: str
    line: int
    column: int
    invalidates: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ScenarioReport:
    """What is said about one scenario: its number from 1, its line, and the findings that touch it."""

    number: int
    line: int
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing invalidates it."""
        return not any(finding.invalidates for finding in self.findings)

    @property
    def quality(self) -> float:
        """1 minus the weights of the rules that it breaks, each rule once; never below 0."""
        broken = {finding.rule: WEIGHTS[finding.severity] for finding in self.findings}
        return 1 - min(1.0, sum(broken.values()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What linting one text says.

    Attributes:
        language: the dialect's code.
        words: code of the language whose words were looked for, or None where there is no list.
        emitted: headings of scenarios in the raw text, those that the parser loses among them.
        scenarios: those that the parser makes, in their order.
        findings: all, in the order of the lines; one about a background touches several scenarios.
        not_applied: ids of rules that were not applied, with the reason.
    """

    language: str
    words: str | None
    emitted: int
    scenarios: tuple[ScenarioReport, ...]
    findings: tuple[Finding, ...]
    not_applied: dict[str, str] = field(default_factory=dict)

    @property
    def valid_share(self) -> float | None:
        """Valid scenarios of those emitted, 0 to 1; None where none is emitted."""
        return sum(scenario.valid for scenario in self.scenarios) / self.emitted if self.emitted else None

    @property
    def quality(self) -> float | None:
        """Mean quality of the valid scenarios, 0 to 1; None where there is none."""
        return _mean([scenario.quality for scenario in self.scenarios if scenario.valid])

    def counted(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None

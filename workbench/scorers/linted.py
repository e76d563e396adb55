"""An answer's Gherkin held to the rule catalogue, for the scorers that count what the rules found."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.evidence import Evidence
from workbench.core.lint import Report, Trace, lint
from workbench.core.lint.subject import Saying, saying
from workbench.core.lint.words import Words, spoken
from workbench.core.records import Result
from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import steps_of
from workbench.generator.output.unwrap import feature_in, plain
from workbench.generator.records import TestCase


def linted(result: Result, evidence: Evidence) -> Report:
    """Lint the feature that production keeps: the last answer's, or the suite's own where that holds no scenario."""
    ids = frozenset(criterion.id for criterion in evidence.issue.criteria)
    trace = Trace(known=ids) if evidence.trace_tags and ids else None
    answered = [completion.text for completion in result.completions[-1:]]
    texts = [*map(feature_in, map(plain, answered)), to_feature(result.suite, evidence.issue.key)]
    reports = (lint(text, style=evidence.style, trace=trace) for text in texts)
    first = next(reports)
    return first if first.emitted else next(reports, first)


def told(report: Report) -> str:
    """How many findings of which rules there are, most first."""
    counts: dict[str, int] = {}
    for finding in report.findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{rule} {count}" for rule, count in ranked) or "no findings"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A test case with its steps as word rules look at them."""

    case: TestCase
    steps: tuple[Saying, ...]


def cases_of(result: Result) -> tuple[Case, ...]:
    """The test cases of a suite, Gherkin or manual."""
    language = result.suite.language
    return tuple(
        Case(case=case, steps=tuple(saying(step) for step in steps_of(case, language))) for case in result.suite.cases
    )


def words_of(result: Result, cases: Sequence[Case]) -> Words | None:
    """The words of the suite's language, or None where we have no list."""
    return spoken(result.suite.language, (each.said for case in cases for each in case.steps))

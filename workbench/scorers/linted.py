"""An answer's Gherkin held to the rule catalogue, for the scorers that count what the rules found."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.lint import Report, Style, Trace, lint
from workbench.core.lint.subject import Saying, saying
from workbench.core.lint.words import Words, spoken
from workbench.core.records import Result
from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import steps_of
from workbench.generator.output.unwrap import feature_in, plain
from workbench.generator.records import Issue, TestCase


@dataclass(frozen=True, kw_only=True, slots=True)
class Linted:
    """A feature and what is found in it.

    Attributes:
        text: what was linted; the lines of the findings count in it.
        answered: it is what the model wrote, taken out of its wrapping; else it was made of the tests that were read.
    """

    text: str
    report: Report
    answered: bool


def linted(result: Result, *, issue: Issue, style: Style, trace_tags: bool) -> Linted:
    """Lint the feature that production keeps: the last answer's, or the suite's own where that holds no scenario.

    Where neither holds a scenario, it is the answer, so that a reader sees why.

    Args:
        result: the generation.
        issue: as it was sent, for the ids of its criteria.
        style: the house style.
        trace_tags: the contract asked for tags of criteria.
    """
    ids = frozenset(criterion.id for criterion in issue.criteria)
    trace = Trace(known=ids) if trace_tags and ids else None
    made = to_feature(result.suite, issue.key)
    if result.completions:
        text = feature_in(plain(result.completions[-1].text))
        report = lint(text, style=style, trace=trace)
        if report.emitted or not made:
            return Linted(text=text, report=report, answered=True)
    return Linted(text=made, report=lint(made, style=style, trace=trace), answered=False)


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

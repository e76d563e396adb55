"""What the rule catalogue finds in the Gherkin of one generation, with the text that its lines are lines of."""

from dataclasses import dataclass

from workbench.core.lint import Report, Style, Trace, lint
from workbench.core.records import Result
from workbench.generator.output.files import to_feature
from workbench.generator.output.unwrap import feature_in, plain
from workbench.generator.records import Issue


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


def findings(result: Result, issue: Issue, *, style: Style, trace_tags: bool) -> Linted:
    """Lint the feature that production keeps: the last answer's, or the suite's own where that holds no scenario.

    The scores `gherkin_valid` and `gherkin_quality` look at the same (`scorers.linted`). Where neither holds a
    scenario, it is the answer, so that a reader sees why.

    Args:
        result: the generation.
        issue: as it was sent, for the ids of its criteria.
        style: the house style.
        trace_tags: the contract asked for tags of criteria.
    """
    ids = frozenset(criterion.id for criterion in issue.criteria)
    trace = Trace(known=ids) if trace_tags and ids else None
    made = to_feature(result.suite, issue.key)
    answered = [feature_in(plain(completion.text)) for completion in result.completions[-1:]]
    linted = [Linted(text=text, report=lint(text, style=style, trace=trace), answered=True) for text in answered]
    if linted and (linted[0].report.emitted or not made):
        return linted[0]
    return Linted(text=made, report=lint(made, style=style, trace=trace), answered=False)

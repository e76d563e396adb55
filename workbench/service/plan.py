"""From a suite to its cells, each with its key."""

from workbench.core.keys import basis, cell_key
from workbench.core.records import Candidate, Cell, Fixture, Suite
from workbench.generator.intake import read_issue


def plan(suite: Suite, *, tools: str = "") -> tuple[Cell, ...]:
    """Return every planned cell: candidates in the suite's order, then fixtures, then repeats.

    Args:
        suite: what to plan.
        tools: identity of what scores are made with (`gather.Tools.identity`); "" where none are.

    Raises:
        IssueError: a fixture is no issue as Jira answers it.
    """
    return tuple(
        _cell(candidate, fixture, repeat, tools)
        for candidate in suite.candidates
        for fixture in suite.fixtures
        for repeat in range(suite.repeats)
    )


def _cell(candidate: Candidate, fixture: Fixture, repeat: int, tools: str) -> Cell:
    config = candidate.config
    issue = read_issue(
        fixture.document, options=config.intake, context=fixture.gold.context, attached=fixture.attachments
    )
    return Cell(
        candidate=candidate,
        fixture=fixture,
        repeat=repeat,
        key=cell_key(config, issue, repeat),
        basis=basis(fixture.gold, issue, candidate.entry.price, tools),
        issue=issue,
    )

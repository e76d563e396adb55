"""From a suite to its cells, each with its key."""

from collections.abc import Iterator

from workbench.core.keys import basis, cell_keys
from workbench.core.records import Candidate, Cell, Fixture, Suite
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions, Issue


def plan(suite: Suite, *, tools: str = "", fresh: int = 0) -> tuple[Cell, ...]:
    """Return every planned cell: candidates in the suite's order, then fixtures, then repeats.

    Args:
        suite: what to plan.
        tools: identity of what scores are made with (`gather.Tools.identity`); "" where none are.
        fresh: the generation number of the cells.

    Raises:
        IssueError: a fixture is no issue as Jira answers it.
    """
    prepared: dict[tuple[str, IntakeOptions], Issue] = {}
    return tuple(
        cell
        for candidate in suite.candidates
        for fixture in suite.fixtures
        for cell in _cells(candidate, fixture, _issue(fixture, candidate, prepared), suite.repeats, tools, fresh)
    )


def _issue(fixture: Fixture, candidate: Candidate, prepared: dict[tuple[str, IntakeOptions], Issue]) -> Issue:
    """Return the issue as the candidate's intake prepares it; candidates with the same intake share it."""
    options = candidate.config.intake
    if (fixture.key, options) not in prepared:
        prepared[fixture.key, options] = read_issue(
            fixture.document, options=options, context=fixture.gold.context, attached=fixture.attachments
        )
    return prepared[fixture.key, options]


def _cells(
    candidate: Candidate, fixture: Fixture, issue: Issue, repeats: int, tools: str, fresh: int
) -> Iterator[Cell]:
    rests_on = basis(fixture.gold, issue, candidate.entry.price, tools)
    for repeat, keys in enumerate(cell_keys(candidate.config, issue, repeats, fresh)):
        yield Cell(
            candidate=candidate,
            fixture=fixture,
            repeat=repeat,
            key=keys.cell,
            first=keys.first,
            basis=rests_on,
            issue=issue,
            fresh=fresh,
        )

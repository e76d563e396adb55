"""What a row of a sheet is about: a behaviour beside a suite of tests, under an id that names neither."""

from dataclasses import dataclass
from typing import Final

from workbench.core.labelled import LabelledIssue, LabelledSuite
from workbench.core.sheets.neighbours import with_neighbours
from workbench.core.sheets.shown import suite_text
from workbench.generator.prompt.digest import digest

CELL_CHARS: Final = 32_767
"""What a cell holds (Microsoft, Excel specifications and limits)."""

Place = tuple[str, str, str, str]
"""Dataset, issue, suite and behaviour by their names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A verdict that a person can give.

    Attributes:
        place: what it is about, by names.
        statement: of the behaviour.
        tests: the ids of the suite's tests in their order; a sheet shows the first one as T1.
        shown: the tests as the sheet shows them.
        hard: the issue has another behaviour that shares words with this one.
    """

    place: Place
    statement: str
    tests: tuple[str, ...]
    shown: str
    hard: bool

    @property
    def row(self) -> str:
        """The row's id: what it is about, and what its rater sees of it. An edit of either makes another id."""
        return f"{place_id(self.place)}.{_hex([self.statement, self.shown], 12)}"

    @property
    def fits(self) -> bool:
        """Whether a cell holds the tests; those that it cuts cannot be rated."""
        return len(self.shown) < CELL_CHARS  # an escaped cell is one longer


def place_id(place: Place) -> str:
    """Return the first part of a row's id. It begins with a letter, or a spreadsheet takes some for numbers."""
    return f"r{_hex(list(place), 16)}"


def suites_of(issue: LabelledIssue) -> tuple[LabelledSuite, ...]:
    """Return the suites that hold a test; where there is none nobody has to say that nothing is covered."""
    return tuple(suite for suite in issue.suites if suite.suite.cases)


def units_of(dataset: str, issue: LabelledIssue) -> list[Unit]:
    """Return every behaviour of an issue beside each of its suites that hold a test."""
    hard = with_neighbours(issue)
    found = []
    for suite in suites_of(issue):
        shown, tests = suite_text(suite.suite), tuple(test.id for test in suite.tests)
        found += [
            Unit(
                place=(dataset, issue.key, suite.name, each.id),
                statement=each.statement,
                tests=tests,
                shown=shown,
                hard=each.id in hard,
            )
            for each in issue.behaviours
        ]
    return found


def _hex(value: list[str], digits: int) -> str:
    return digest(value).rpartition(":")[2][:digits]

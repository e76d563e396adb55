"""Stored generations of a run with all that a scorer looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.evidence import Evidence
from workbench.core.records import Cell, Fixture, Result


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """All that a scorer looks at."""

    cell: Cell
    result: Result
    evidence: Evidence

    @property
    def fixture(self) -> Fixture:
        """Whose issue it is."""
        return self.cell.fixture


Known = Mapping[tuple[str, str], Scored]
"""Generations by their cell's key and fixture, as `test_case` writes them into its metadata."""

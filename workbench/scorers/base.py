"""What a scorer is."""

from typing import ClassVar, Protocol

from workbench.core.records import Evidence, Fixture, Measure, Result


class Scorer(Protocol):
    """One score, pure: a number of one generation, or None where it does not apply."""

    version: ClassVar[int]
    higher_is_better: ClassVar[bool]
    unit: ClassVar[str]

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Return the number and what a reader should know about it."""
        ...

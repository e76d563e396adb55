"""What a scorer is."""

from typing import ClassVar, Protocol, runtime_checkable

from workbench.core.records import Evidence, Fixture, Measure, Result


class Scorer(Protocol):
    """One score, pure: a number of one generation, or None where it does not apply."""

    version: ClassVar[int]
    higher_is_better: ClassVar[bool]
    unit: ClassVar[str]

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Return the number and what a reader should know about it."""
        ...


@runtime_checkable
class AsksForVectors(Protocol):
    """A scorer that needs sentence vectors; they are gathered before it measures."""

    def texts(self, result: Result, fixture: Fixture) -> tuple[str, ...]:
        """Return the texts whose vectors it needs; none where it will not look at them."""
        ...


@runtime_checkable
class AsksForLanguages(Protocol):
    """A scorer that needs to know which language each test is written in."""

    def spoken(self, result: Result) -> tuple[str, ...]:
        """Return each test's own text, in the order of the cases, without keywords."""
        ...

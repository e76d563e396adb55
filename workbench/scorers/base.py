"""What a scorer is."""

from typing import ClassVar, Protocol, runtime_checkable

from workbench.core.evidence import Evidence
from workbench.core.judging.question import Question
from workbench.core.records import Fixture, Judge, Measure, Result
from workbench.generator.records import Issue


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


@runtime_checkable
class AsksJudge(Protocol):
    """A scorer that needs a judge's answers; they are asked for and gathered before it measures."""

    def questions(self, result: Result, fixture: Fixture, issue: Issue, judge: Judge) -> tuple[Question, ...]:
        """Return what it asks about a generation; nothing where it will not look at the answers."""
        ...

    def missing(self, result: Result, fixture: Fixture, evidence: Evidence) -> str | None:
        """Return which answers are missing, one short sentence; there is then no score, not even None."""
        ...

"""A metric of another library as a score."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.judging.question import Question
from workbench.core.records import Fixture, Judge, Measure, Result
from workbench.generator.records import Issue


@dataclass(frozen=True)
class LibraryMetric:
    """What a metric of another library says, 0 to 1; it asks the suite's judge in its own words.

    It is measured where evidence is gathered, from stored answers. No calibration card vouches for it, so it decides
    nothing.
    """

    name: str
    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def questions(self, result: Result, fixture: Fixture, issue: Issue, judge: Judge) -> tuple[Question, ...]:  # noqa: ARG002
        """Return nothing: the library asks for itself."""
        return ()

    def missing(self, result: Result, fixture: Fixture, evidence: Evidence) -> str | None:  # noqa: ARG002
        """Return whether the library's questions have no answer yet."""
        return None if self.name in evidence.measured else "the metric's questions have no answer yet"

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Return what the library said."""
        return evidence.measured[self.name]

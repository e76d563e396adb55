"""Whether each test looks at one thing."""

from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.core.evidence import Evidence
from workbench.core.lint import Style
from workbench.core.lint.structure import when_blocks
from workbench.core.records import Fixture, Measure, Result
from workbench.scorers.linted import Case, cases_of

_CRITERIA: Final = 2


@dataclass(frozen=True)
class Atomicity:
    """Share of the tests that look at one thing, 0 to 1; None where there are no tests.

    Such a test has no more blocks of When and no more steps than the house style allows (1 and 10), and names at most
    two criteria. A manual test acts and looks in every step, so only its steps and criteria count.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Count the tests that look at one thing."""
        cases = cases_of(result)
        if not cases:
            return Measure(None, "there are no tests")
        atomic = sum(_is_atomic(case, evidence.style) for case in cases)
        return Measure(atomic / len(cases), f"{atomic} of {len(cases)} tests look at one thing")


def _is_atomic(case: Case, style: Style) -> bool:
    if len(case.case.criteria) > _CRITERIA:
        return False
    if case.case.scenario is None:
        return len(case.case.steps) <= style.max_steps
    own = case.steps[len(case.case.preconditions) :]
    return when_blocks(own) <= style.max_whens and len(own) <= style.max_steps

"""How many tests say what another one says."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.repetition import clusters


@dataclass(frozen=True)
class Duplicates:
    """The share of the tests that another one makes superfluous, 0 up to below 1; None where there are no tests.

    That is 1 - groups / tests. Tests are in one group with the same name or the same steps but for case, articles, who
    acts and white space, or with nearly the same text where numbers, quoted values, negations and content words agree.
    The same check in other words, or with another number, is not seen: a low number is no proof.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = False
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Group the tests that say the same."""
        cases = result.suite.cases
        if not cases:
            return Measure(None, "there are no tests")
        groups = clusters(cases, fixture.gold.language, dialect=result.suite.language)
        same = [" = ".join(str(number + 1) for number in group) for group in groups if len(group) > 1]
        return Measure(1 - len(groups) / len(cases), f"tests {'; '.join(same)}" if same else "no test twice")

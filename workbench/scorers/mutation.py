"""Whether the tests would notice that a behaviour is another one than the issue asks for."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.matching.contradiction import contrasts, needed_for_contrasts
from workbench.core.matching.evidence import VERSION
from workbench.core.records import Fixture, Measure, Result


@dataclass(frozen=True)
class Mutation:
    """Share of the gold's mutated behaviours that the tests contradict, 0 to 1.

    A mutant says the opposite, another number, unit, limit, message, actor or order, or drops a clause
    (`core.mutants`). The tests contradict it where the original reads as covered and the mutant is by a fifth less
    likely to be checked. It rests on the same evidence as `coverage_evidence`: it cannot be better than that, and
    which mutators it sees is in docs/scores.md.

    An answer without tests scores 0; None where no behaviour can be mutated, or the encoder is not installed.
    """

    version: ClassVar[int] = VERSION
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def texts(self, result: Result, fixture: Fixture) -> tuple[str, ...]:
        """Return the texts whose sentence vectors `measure` needs."""
        return needed_for_contrasts(fixture.gold, result.suite) if result.suite.cases else ()

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Hold every mutant beside its original."""
        if not result.suite.cases:
            return Measure(0.0 if fixture.gold.behaviours else None, "there are no tests")
        if evidence.lacks or evidence.fitted is None:
            return Measure(None, evidence.lacks or "the fitted model is missing")
        found = contrasts(fixture.gold, result.suite, evidence.fitted, evidence.vectors)
        if not found:
            return Measure(None, "no behaviour can be mutated")
        seen = sum(each.original >= evidence.fitted.threshold and each.told_apart for each in found)
        return Measure(seen / len(found), f"{seen} of {len(found)} mutants contradicted")

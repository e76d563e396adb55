"""Whether there is a test that would fail if a behaviour were broken: evidence without a judge."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.matching.evidence import VERSION, matched, needed, table_of
from workbench.core.records import Fixture, Measure, Result


@dataclass(frozen=True)
class CoverageEvidence:
    """Mean over the gold's behaviours of the probability that some test checks it, 0 to 1.

    The probability is that of a fitted model over what behaviour and test share: words, characters, sentence
    vectors, condition, outcome, named values, numbers, polarity, and how the pair stands among its neighbours.
    Only steps count, never names or tags; a test without an outcome step counts nothing. How far it can be
    believed: docs/scores.md.

    An answer without tests scores 0; a fixture without behaviours has no score, and tests have none where the
    sentence encoder is not installed.
    """

    version: ClassVar[int] = VERSION + 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def texts(self, result: Result, fixture: Fixture) -> tuple[str, ...]:
        """Return the texts whose sentence vectors `measure` needs."""
        if not result.suite.cases:
            return ()
        return needed(fixture.gold.behaviours, result.suite, fixture.gold.language)

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:
        """Match every behaviour with every test and take the best."""
        behaviours = fixture.gold.behaviours
        if not behaviours:
            return Measure(None, "the gold names no behaviour")
        if not result.suite.cases:
            return Measure(0.0, "there are no tests")
        if evidence.lacks or evidence.fitted is None:
            return Measure(None, evidence.lacks or "the fitted model is missing")
        table = table_of(behaviours, result.suite, fixture.gold.language, evidence.vectors)
        verdicts = matched(table, evidence.fitted).verdicts
        covered = int((verdicts >= evidence.fitted.threshold).sum())
        return Measure(float(verdicts.mean()), f"{covered} of {len(behaviours)} behaviours read as covered")

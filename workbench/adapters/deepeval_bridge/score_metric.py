"""One of our scores in the clothes of a metric of deepeval."""

from typing import Any

from workbench.adapters.deepeval_bridge.generations import Known, Scored
from workbench.adapters.deepeval_bridge.library import BaseMetric, LLMTestCase
from workbench.core.errors import EvidenceError
from workbench.scorers import SCORERS


class ScoreMetric(BaseMetric):  # type: ignore[no-untyped-call]  # of its __init_subclass__
    """Measures what is stored; asks no model.

    Attributes:
        skipped: the score does not apply; there is no number then, and no success either.
    """

    async_mode = False
    verbose_mode = False

    def __init__(self, name: str, known: Known, threshold: float | None) -> None:
        """Keep what deepeval copies a metric by: the arguments under their own names."""
        self.name, self.known, self.threshold = name, known, threshold

    def measure(self, test_case: LLMTestCase, *args: Any, **kwargs: Any) -> float | None:  # type: ignore[override]  # noqa: ANN401, ARG002
        """Return the score of the generation that a test case names.

        Raises:
            EvidenceError: it names none that this metric knows.
        """
        found = self._found(test_case)
        given = SCORERS[self.name].measure(found.result, found.fixture, found.evidence)
        self.score, self.reason = given.value, given.detail
        self.skipped = given.value is None
        self.is_successful()
        return self.score

    async def a_measure(self, test_case: LLMTestCase, *args: Any, **kwargs: Any) -> float | None:  # type: ignore[override]  # noqa: ANN401
        """Do the same (see `measure`); it waits for nothing."""
        return self.measure(test_case, *args, **kwargs)

    def is_successful(self) -> bool | None:
        """Return whether the threshold is reached, or kept where less is better; None where nothing can be said."""
        if self.error is not None:
            self.success = False
        elif self.threshold is None or self.score is None:
            self.success = None
        elif SCORERS[self.name].higher_is_better:
            self.success = self.score >= self.threshold
        else:
            self.success = self.score <= self.threshold
        return self.success

    @property
    def __name__(self) -> str:
        return self.name

    def _found(self, test_case: LLMTestCase) -> Scored:
        named = test_case.metadata or {}
        found = self.known.get((str(named.get("cell")), str(named.get("fixture"))))
        if found is None:
            raise EvidenceError("the test case names no generation of this run; make it with `test_case`")
        return found

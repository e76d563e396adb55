"""A scripted judge that knows labels, and errs as often as it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tests.judges import NOT, Asked, Honest, covers
from workbench.core.labelled import LabelledIssue, LabelledSuite
from workbench.core.text.steps import steps, text_of


@dataclass
class KnowsLabels(Honest):
    """Says what the labels say of the suite whose steps it is shown, with a real outcome's words.

    Attributes:
        sensitivity: share of the covered behaviours that it calls covered; which ones, their words decide.
        specificity: share of the others that it does not.
    """

    issues: Sequence[LabelledIssue] = ()
    sensitivity: float = 1.0
    specificity: float = 1.0
    _known: dict[str, list[tuple[str, frozenset[str], bool]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for issue in self.issues:
            for suite in issue.suites:
                said = _said(suite)
                for each in issue.behaviours:
                    verdict = suite.verdicts.get(each.id) == "covered"
                    self._known.setdefault(each.statement, []).append((suite.name, said, verdict))

    def checks(self, asked: Asked) -> str:
        shown = {step["step"] for step in asked.steps}
        best = max(self._known.get(asked.behaviour or "", []), key=lambda known: len(shown & known[1]), default=None)
        covered = best is not None and len(shown & best[1]) > len(shown) / 2 and best[2]
        if not asked.outcomes or covered == self._errs(asked, covered):
            return NOT
        step = max(asked.outcomes, key=lambda each: len(each["step"]))
        return covers([step["id"]], step["step"])

    def _errs(self, asked: Asked, covered: bool) -> bool:
        chance = int(
            sha256(f"{asked.behaviour}{sorted(each['step'] for each in asked.steps)}".encode()).hexdigest()[:8], 16
        )
        return chance >= (self.sensitivity if covered else self.specificity) * 2**32


def _said(suite: LabelledSuite) -> frozenset[str]:
    return frozenset(text_of(step) for case in suite.suite.cases for step in steps(case, suite.suite.language))

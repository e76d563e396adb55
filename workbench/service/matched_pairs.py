"""What `coverage_evidence` says of rated suites and of matrices, as calibration asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.fitted import Fitted
from workbench.core.labelled import LabelledIssue, LabelledSuite, Matrix
from workbench.core.matching.evidence import matched, needed, table_of
from workbench.core.pairs import PairMatrix
from workbench.service.fit_coverage import Encode, fit_links, link_probabilities


@dataclass(frozen=True, kw_only=True)
class MatchedPairs:
    """A pair scorer: the fitted model, and for an issue of its training one that never saw it."""

    fitted: Fitted
    encode: Encode
    without: Mapping[str, Fitted] = field(default_factory=dict)

    def pairs(self, issue: LabelledIssue, suite: LabelledSuite) -> PairMatrix:
        """Return the probabilities of behaviours x tests, and of the verdicts."""
        vectors = self.encode(needed(issue.behaviours, suite.suite, issue.language))
        table = table_of(issue.behaviours, suite.suite, issue.language, vectors)
        found = matched(table, self.without.get(issue.key, self.fitted))
        return PairMatrix(
            probabilities=tuple(tuple(map(float, row)) for row in found.pairs),
            verdicts=tuple(map(float, found.verdicts)),
        )


@dataclass(frozen=True, kw_only=True)
class MatchedLinks:
    """A matrix scorer: the fitted link head, and for a set of its training one fitted on the other sets."""

    fitted: Fitted
    matrices: Sequence[Matrix]
    encode: Encode

    def matrix(self, matrix: Matrix) -> Sequence[Sequence[float]]:
        """Return requirements x tests."""
        head = self.fitted.link
        others = [each for each in self.matrices if each.name != matrix.name]
        if matrix.name in self.fitted.training.matrices and any(each.links for each in others):
            head = fit_links(others, encode=self.encode)
        found: list[list[float]] = link_probabilities(matrix, head, encode=self.encode).tolist()
        return found

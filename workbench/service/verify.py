"""A promotion decided once more, from its evidence alone."""

from workbench.core.deciding import decide
from workbench.core.proof import Proof
from workbench.core.verdicts import Plan, Verdict
from workbench.scorers import SCORERS
from workbench.service.result_rows import score_traits


def verify(proof: Proof) -> Verdict:
    """Return the verdict that the rows and the gate of a proof give today.

    The p values of the other candidates are the stored ones, for their rows are not part of a proof.

    Raises:
        ValueError: the gate names a score that is no more.
    """
    return decide(
        proof.rows,
        proof.gate,
        candidate=proof.candidate.name,
        baseline=proof.verdict.baseline,
        plan=Plan.of_rows(proof.rows),
        traits=score_traits(SCORERS),
        primary=proof.primary,
        rivals=proof.verdict.rivals,
    )

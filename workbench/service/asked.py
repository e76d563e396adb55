"""What a judged score would be judged with today, to be held against a judge's card."""

from workbench.core.judging.asking import prompt_digest
from workbench.core.judging.identity import judge_digest, rubric_digest
from workbench.core.judging.judge_card import Asked
from workbench.core.records import Judge
from workbench.scorers import SCORERS


def asked_of(score: str, judge: Judge, evidence: str | None) -> Asked:
    """Return what a score is judged with: the judge, its questions and rubric, and the model of the evidence.

    Args:
        score: its name.
        judge: who judges, with a rubric for the score.
        evidence: digest of the fitted model of the offline evidence; None where there is none.
    """
    return Asked(
        scorer=score,
        version=SCORERS[score].version,
        judge=judge.entry.spec.name,
        judge_digest=judge_digest(judge),
        prompt_digest=prompt_digest(),
        rubric_digest=rubric_digest(judge, score),
        evidence_model=evidence,
    )

"""Identities of what a judge's answers rest on; a calibration holds for these and no others."""

from workbench.core.keys import whom
from workbench.core.records import Judge
from workbench.generator.prompt.digest import digest


def judge_digest(judge: Judge) -> str:
    """Identity of the judge: model, endpoint and weights, and what is sent with every question."""
    params = judge.params.model_dump(mode="json", exclude_none=True)
    return digest({"model": whom(judge.entry.spec), "params": params})


def rubric_digest(judge: Judge, score: str) -> str:
    """Identity of what the verdicts of a score mean."""
    return digest(judge.rubrics[score])

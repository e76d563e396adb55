"""Whether a suite's gate can decide anything, before anything is asked."""

from collections.abc import Callable
from pathlib import Path

from workbench.core.deciding import asked_scores
from workbench.core.errors import CatalogError
from workbench.core.gates import Gate
from workbench.core.gating import check_gate
from workbench.core.judging.acceptance import objections
from workbench.core.judging.judge_card import JudgeCard
from workbench.core.records import Judge, Suite
from workbench.core.verdicts import Plan
from workbench.service.asked import asked_of
from workbench.service.result_rows import score_traits

Card = Callable[[str, Judge], JudgeCard | None]
Evidence = Callable[[], str | None]


def checked(path: Path, suite: Suite, card: Card, evidence: Evidence) -> tuple[str, ...]:
    """Return the warnings of a suite's gate; none where it has no gate.

    Args:
        path: the suite's file.
        suite: with its gate.
        card: gives the card of a score by a judge.
        evidence: gives the identity of the offline model that cards rest on.

    Raises:
        CatalogError: the gate cannot be decided by.
    """
    gate = suite.gate
    if gate is None:
        return ()
    traits = score_traits(suite.scorers)
    judged = {name for name in asked_scores(gate, suite.primary) if name in traits and traits[name].judged}
    report = check_gate(
        gate,
        traits=traits,
        plan=Plan.of(suite),
        primary=suite.primary,
        has_baseline=suite.baseline is not None,
        objections={name: _against(name, suite.judge, gate, card, evidence) for name in judged},
    )
    if report.errors:
        more = f" (and {len(report.errors) - 1} more)" if len(report.errors) > 1 else ""
        raise CatalogError(f"{path}: {report.errors[0]}{more}")
    return report.warnings


def _against(score: str, judge: Judge | None, gate: Gate, card: Card, evidence: Evidence) -> tuple[str, ...]:
    """Return what speaks against a gate that decides by a judged score."""
    if judge is None or score not in judge.rubrics:
        return ("nothing calibrates it; take it out of the gate",)
    asked = asked_of(score, judge, evidence())
    return objections(card(score, judge), asked, accept_model_labels=gate.accept_model_labels)

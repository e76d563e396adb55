"""A card that nothing is to be said against, to be spoilt one thing at a time."""

from datetime import UTC, datetime
from decimal import Decimal

from workbench.core.judging.combining import Combination
from workbench.core.judging.judge_card import (
    Agreement,
    Asked,
    Beside,
    CardCounts,
    Decoys,
    EchoFigures,
    Figure,
    JudgeCard,
    LengthCorrelation,
    MutantFigures,
    Retest,
    Spent,
)

ASKED = Asked(
    scorer="coverage",
    version=1,
    judge="acme/judge-1",
    judge_digest="sha256:judge",
    prompt_digest="sha256:prompt",
    rubric_digest="sha256:rubric",
    evidence_model="sha256:evidence",
)


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value=value, low=low, high=high, n=480, issues=30)


def agreement(sensitivity: float = 0.9, specificity: float = 0.92, kappa: Figure | None = None) -> Agreement:
    return Agreement(
        sensitivity=figure(sensitivity), specificity=figure(specificity), kappa=kappa or figure(0.8, 0.7, 0.9)
    )


def card(**changes: object) -> JudgeCard:
    good = JudgeCard(
        scorer=ASKED.scorer,
        version=ASKED.version,
        judge=ASKED.judge,
        judge_digest=ASKED.judge_digest,
        prompt_digest=ASKED.prompt_digest,
        rubric_digest=ASKED.rubric_digest,
        evidence_model=ASKED.evidence_model,
        labels_digest="sha256:labels",
        source="studio",
        whose="person",
        raters={"person": 2, "model": 0},
        at=datetime(2026, 11, 25, tzinfo=UTC),
        counts=CardCounts(issues=30, suites=90, verdicts=480, by_person=480, by_model=0),
        bare=agreement(),
        combined=agreement(),
        gain=figure(0.4, 0.3, 0.5),
        by_stratum={},
        by_language={},
        by_rater={},
        retest=Retest(same=figure(0.98), kappa=figure(0.95), alpha=figure(0.95)),
        within_suite_auc=figure(0.93),
        baselines={
            "constant": Beside(kappa=figure(0.0), within_suite_auc=figure(0.5)),
            "evidence": Beside(kappa=figure(0.4), within_suite_auc=figure(0.8)),
        },
        length=LengthCorrelation(bare=0.1, combined=0.1, truth=0.05, suites=90),
        mutants=MutantFigures(rejected=figure(0.85), by_mutator={}, skipped=4),
        echo=EchoFigures(mean=0.05, highest=0.2, suites=30),
        decoys=Decoys(said_yes=0, n=90),
        combination=Combination(bias=-2.0, partly=1.0, covered=3.0, evidence=0.5, threshold=0.5, rows=480, issues=30),
        spent=Spent(calls=1_200, cost_usd=Decimal("0.4200"), input_tokens=900_000, output_tokens=80_000),
    )
    return good.model_copy(update=changes)

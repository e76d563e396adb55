"""What a judge's calibration leaves behind: a small file that says how far it can be believed, and by whose labels."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, PlainSerializer

from workbench.core.judging.combining import Combination
from workbench.core.labels import RaterKind
from workbench.generator.records import Closed

Whose = Literal["person", "model", "both"]
Usd = Annotated[Decimal, Field(ge=0), PlainSerializer(str, return_type=str, when_used="json")]
Count = Annotated[int, Field(ge=0)]


class Figure(Closed):
    """A number with its 95 % interval.

    Attributes:
        value: None where it is not defined.
        low: lower bound; None where it is not known, as below three issues.
        high: upper bound; None where it is not known.
        n: how many units went in.
        issues: how many issues they are of.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: Count
    issues: Count


class Agreement(Closed):
    """Yes or no beside the labels.

    Attributes:
        sensitivity: share of what the labels call covered that is called covered.
        specificity: share of the rest that is not.
        kappa: agreement beyond chance (Cohen 1960); 0 for whoever always says the same.
    """

    sensitivity: Figure
    specificity: Figure
    kappa: Figure


class Part(Closed):
    """The agreement in a stratum or language."""

    bare: Agreement
    combined: Agreement


class Retest(Closed):
    """What the judge says when asked again.

    Attributes:
        same: share of the rows with the same verdict of three.
        kappa: Cohen's, over the three verdicts.
        alpha: Krippendorff's, nominal.
    """

    same: Figure
    kappa: Figure
    alpha: Figure


class Beside(Closed):
    """What stands beside the judge's figures: a baseline, or the evidence alone.

    Attributes:
        kappa: at a threshold that was chosen on the other issues.
        within_suite_auc: 0.5 for whoever says the same of a whole suite.
    """

    kappa: Figure
    within_suite_auc: Figure


class LengthCorrelation(Closed):
    """Spearman's correlation of a suite's number of words with its mean; None where one of the two never varies.

    Attributes:
        bare: with the share that the judge calls covered.
        combined: with the mean probability of the combination.
        truth: with the share that the labels call covered.
        suites: how many suites.
    """

    bare: float | None
    combined: float | None
    truth: float | None
    suites: Count


class MutantFigures(Closed):
    """Changed tests that must not read as covered any more.

    Attributes:
        rejected: share of those whose original is called covered.
        by_mutator: the same for each way of changing, without an interval.
        skipped: mutants of originals that are not called covered; they say nothing.
    """

    rejected: Figure
    by_mutator: dict[str, Figure]
    skipped: Count


class EchoFigures(Closed):
    """Scores of suites that only repeat the criteria, 0 to 1.

    Attributes:
        mean: over suites.
        highest: of a suite.
        suites: how many.
    """

    mean: float
    highest: float
    suites: Count


class Decoys(Closed):
    """Questions that nothing can be a test of.

    Attributes:
        said_yes: how many were called covered.
        n: of how many.
    """

    said_yes: Count
    n: Count


class CardCounts(Closed):
    """What the figures rest on.

    Attributes:
        verdicts: labelled verdicts that the judge answered.
        by_person: of them, decided by people.
        by_model: of them, decided by models.
        unanswered: labelled verdicts without a verdict of the judge; in no figure.
    """

    issues: Count
    suites: Count
    verdicts: Count
    by_person: Count
    by_model: Count
    unanswered: Count = 0


class Spent(Closed):
    """What asking cost.

    Attributes:
        cost_usd: None where a price or a count is not known.
        input_tokens: all of them, cached or not; None where a provider did not say.
        output_tokens: with reasoning; None where a provider did not say.
    """

    calls: Count
    cost_usd: Usd | None
    input_tokens: Count | None
    output_tokens: Count | None


class JudgeFigures(Closed):
    """All figures of a judge.

    Attributes:
        counts: what they rest on.
        bare: the judge alone; covered is yes, partly and not are no.
        combined: the combination at its threshold, each issue by one that never saw it.
        gain: kappa of `combined` minus that of the evidence alone, over the same rows.
        by_stratum: both, by stratum.
        by_language: both, by language.
        by_rater: both, by who decided the label: `person` or `model`.
        retest: None where nothing was asked twice.
        within_suite_auc: of the combination, each issue by one that never saw it.
        baselines: what stands beside, by name; `constant` and `evidence` are always there.
        length: None where no words are known.
        mutants: None where none were asked.
        echo: None where no echo suite was asked.
        decoys: None where none were asked.
        combination: fitted on all issues; what a score uses.
        notes: what a reader has to know, a sentence each.
    """

    counts: CardCounts
    bare: Agreement
    combined: Agreement
    gain: Figure
    by_stratum: dict[str, Part]
    by_language: dict[str, Part]
    by_rater: dict[RaterKind, Part]
    retest: Retest | None
    within_suite_auc: Figure
    baselines: dict[str, Beside]
    length: LengthCorrelation | None
    mutants: MutantFigures | None
    echo: EchoFigures | None
    decoys: Decoys | None
    combination: Combination
    notes: tuple[str, ...] = ()


class JudgeCard(JudgeFigures):
    """How far a judge can be believed, as a file. It holds digests, names and numbers, never a text.

    Attributes:
        form: 1; `schema` in the file.
        scorer: the score that it judges for.
        version: of the scorer.
        judge: name of the model.
        judge_digest: identity of the model and its parameters.
        prompt_digest: of the questions' wording.
        rubric_digest: of what the verdicts mean.
        evidence_model: digest of the offline model; None where there was none.
        labels_digest: identity of the label set.
        source: where the labels came from, by name.
        whose: who decided the labels.
        raters: number of raters by kind.
        at: when, in UTC.
        spent: what the calibration cost.
    """

    model_config = ConfigDict(populate_by_name=True)

    form: Literal[1] = Field(default=1, alias="schema")
    scorer: str
    version: int
    judge: str
    judge_digest: str
    prompt_digest: str
    rubric_digest: str
    evidence_model: str | None
    labels_digest: str
    source: str
    whose: Whose
    raters: dict[RaterKind, Count]
    at: AwareDatetime
    spent: Spent


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a score would be judged with today; the attributes are those of `JudgeCard`."""

    scorer: str
    version: int
    judge: str
    judge_digest: str
    prompt_digest: str
    rubric_digest: str
    evidence_model: str | None


def judge_card(
    figures: JudgeFigures,
    asked: Asked,
    *,
    labels_digest: str,
    source: str,
    raters: Mapping[RaterKind, int],
    spent: Spent,
    at: datetime,
) -> JudgeCard:
    """Return the card of figures that were measured with what was asked.

    Args:
        figures: of `judge_figures`.
        asked: what was judged with.
        labels_digest: identity of the label set.
        source: where the labels came from, by name.
        raters: number of raters by kind.
        spent: what the calibration cost.
        at: when, in UTC.
    """
    counts = figures.counts
    whose: Whose = "model" if not counts.by_person else "both" if counts.by_model else "person"
    return JudgeCard(
        **{name: getattr(figures, name) for name in JudgeFigures.model_fields},
        **asdict(asked),
        labels_digest=labels_digest,
        source=source,
        whose=whose,
        raters=dict(raters),
        spent=spent,
        at=at,
    )

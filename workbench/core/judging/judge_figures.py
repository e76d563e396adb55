"""All figures of a judge from labelled verdicts, beside what stands beside every figure. Numbers in, numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from workbench.core.agreement import Rated, cohen_kappa, krippendorff_alpha
from workbench.core.calibration import Scored, suite_aucs
from workbench.core.judging.card_notes import notes_on
from workbench.core.judging.combining import (
    JudgedVerdict,
    best_threshold,
    evidence_alone,
    fit_combination,
    without_each_issue,
)
from workbench.core.judging.intervals import Rows, agreement, kappa, kappa_gain, share
from workbench.core.judging.judge_card import (
    Agreement,
    Beside,
    CardCounts,
    Decoys,
    EchoFigures,
    Figure,
    JudgeFigures,
    LengthCorrelation,
    MutantFigures,
    Part,
    Retest,
)
from workbench.core.labels import RaterKind

Numbers = NDArray[np.float64]
Place = tuple[str, str]
"""Issue and suite."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedMutant:
    """A test that was changed so that it no longer checks a behaviour.

    Attributes:
        mutator: the way in which it was changed.
        original: the unchanged test is called covered; if not, the mutant says nothing.
        called: the mutant is called covered.
    """

    issue: str
    mutator: str
    original: bool
    called: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What a judge was tried on, and what came out.

    Attributes:
        rows: labelled verdicts that the judge answered.
        unanswered: how many it did not.
        words: number of words of each suite; suites that are not in it are left out of the length correlation.
        baselines: by name the probabilities of `baselines.baselines_of` over the same verdicts; others are left out.
        mutants: changed tests.
        echo: score of each suite that only repeats the criteria, 0 to 1.
        decoys: what was said to questions that nothing can be a test of.
    """

    rows: Sequence[JudgedVerdict]
    unanswered: int = 0
    words: Mapping[Place, int] = field(default_factory=dict)
    baselines: Mapping[str, Sequence[Scored]] = field(default_factory=dict)
    mutants: Sequence[JudgedMutant] = ()
    echo: Sequence[float] = ()
    decoys: Decoys | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Called:
    """A row with its probability, and yes or no, by a combination that never saw its issue."""

    row: JudgedVerdict
    probability: float
    covered: bool


def judge_figures(tried: Tried) -> JudgeFigures:
    """Return all figures of what a judge was tried on; the order of the rows does not matter.

    Raises:
        LabelError: there are too few labelled verdicts or issues, as `combining.fit_combination` says.
    """
    rows = sorted(tried.rows, key=lambda row: (row.issue, row.suite, row.behaviour))
    combined, evidence = _called(rows), _called(evidence_alone(rows))
    figures = JudgeFigures(
        counts=_counts(rows, tried.unanswered),
        bare=bare_agreement(rows),
        combined=_agreement(combined),
        gain=kappa_gain(_tables(combined), _tables(evidence)),
        by_stratum=_parts(combined, {each.row.stratum for each in combined}, "stratum"),
        by_language=_parts(combined, {each.row.language for each in combined}, "language"),
        by_rater=_by_rater(combined),
        retest=_retest([row for row in rows if row.again is not None]),
        within_suite_auc=_within_suite_auc(_scored(combined)),
        baselines=_baselines(evidence, tried.baselines),
        length=_length(combined, tried.words),
        mutants=_mutants(tried.mutants),
        echo=_echo(tried.echo),
        decoys=tried.decoys,
        combination=fit_combination(rows),
    )
    return figures.model_copy(update={"notes": notes_on(figures)})


def bare_agreement(rows: Sequence[JudgedVerdict]) -> Agreement:
    """Return how the judge alone stands against the labels: covered is yes, partly and not are no."""
    return _agreement([_Called(row=row, probability=0.0, covered=row.verdict == "covered") for row in rows])


def _called(rows: Sequence[JudgedVerdict]) -> list[_Called]:
    """Return the rows as combinations call them that never saw their issue."""
    unseen = without_each_issue(rows)
    probabilities = [unseen[row.issue].probability(row.verdict, row.evidence) for row in rows]
    return [
        _Called(row=row, probability=probability, covered=probability >= unseen[row.issue].threshold)
        for row, probability in zip(rows, probabilities, strict=True)
    ]


def _counts(rows: Sequence[JudgedVerdict], unanswered: int) -> CardCounts:
    people = sum(row.by_person for row in rows)
    return CardCounts(
        issues=len({row.issue for row in rows}),
        suites=len({(row.issue, row.suite) for row in rows}),
        verdicts=len(rows),
        by_person=people,
        by_model=len(rows) - people,
        unanswered=unanswered,
    )


def _agreement(called: Sequence[_Called]) -> Agreement:
    yes, no = [each for each in called if each.row.truth], [each for each in called if not each.row.truth]
    return Agreement(
        sensitivity=share([float(each.covered) for each in yes], [each.row.issue for each in yes]),
        specificity=share([float(not each.covered) for each in no], [each.row.issue for each in no]),
        kappa=kappa(_tables(called)),
    )


def _tables(called: Sequence[_Called]) -> Numbers:
    """Return issues x (hits, misses, false alarms, rightly no), the issues in the order of their names."""
    place = {issue: number for number, issue in enumerate(sorted({each.row.issue for each in called}))}
    tables = np.zeros((len(place), 4))
    for each in called:
        tables[place[each.row.issue], 2 * (not each.row.truth) + (not each.covered)] += 1
    return tables


def _parts(called: Sequence[_Called], names: set[str], by: str) -> dict[str, Part]:
    return {name: _part([each for each in called if getattr(each.row, by) == name]) for name in sorted(names)}


def _by_rater(called: Sequence[_Called]) -> dict[RaterKind, Part]:
    found: dict[RaterKind, list[_Called]] = {"person": [], "model": []}
    for each in called:
        found["person" if each.row.by_person else "model"].append(each)
    return {kind: _part(rows) for kind, rows in found.items() if rows}


def _part(called: Sequence[_Called]) -> Part:
    return Part(bare=bare_agreement([each.row for each in called]), combined=_agreement(called))


def _retest(rows: Sequence[JudgedVerdict]) -> Retest | None:
    if not rows:
        return None
    issues = [row.issue for row in rows]
    rated = [Rated(cluster=row.issue, values=(row.verdict, row.again)) for row in rows]
    kinds = [unit.values for unit in rated]
    said = [value for unit in rated for value in unit.values]
    chance = 1 - sum((said.count(value) / len(said)) ** 2 for value in sorted(set(said), key=str))

    def kappa_of(at: Rows) -> float | None:
        return cohen_kappa([rated[row] for row in at], draws=1).value

    def alpha_of(at: Rows) -> float | None:
        return krippendorff_alpha([rated[row] for row in at], draws=1).value

    return Retest(
        same=share([float(row.verdict == row.again) for row in rows], issues),
        kappa=agreement(issues, kinds, kappa_of, disagreement=chance),
        alpha=agreement(issues, kinds, alpha_of, disagreement=chance),
    )


def _scored(called: Sequence[_Called]) -> list[Scored]:
    return [
        Scored(
            issue=each.row.issue,
            suite=each.row.suite,
            behaviour=each.row.behaviour,
            truth=each.row.truth,
            probability=each.probability,
            stratum=each.row.stratum,
            language=each.row.language,
        )
        for each in called
    ]


def _within_suite_auc(rows: Sequence[Scored]) -> Figure:
    found = suite_aucs(rows)
    return share(list(found.values()), [issue for issue, _ in found], flags=False)


def _baselines(evidence: Sequence[_Called], baselines: Mapping[str, Sequence[Scored]]) -> dict[str, Beside]:
    """Return the evidence alone, the constant, and each baseline over the rows that the judge answered."""
    scored = _scored(evidence)
    answered = {(row.issue, row.suite, row.behaviour) for row in scored}
    rate = fmean(row.truth for row in scored)
    constant = [_Called(row=each.row, probability=rate, covered=rate >= 0.5) for each in evidence]
    found = {
        "evidence": Beside(kappa=kappa(_tables(evidence)), within_suite_auc=_within_suite_auc(scored)),
        "constant": Beside(kappa=kappa(_tables(constant)), within_suite_auc=_within_suite_auc(_scored(constant))),
    }
    for name, rows in baselines.items():
        same = [row for row in rows if (row.issue, row.suite, row.behaviour) in answered and row.test is None]
        if name not in found and same:
            found[name] = Beside(kappa=_crossed_kappa(same), within_suite_auc=_within_suite_auc(same))
    return found


def _crossed_kappa(rows: Sequence[Scored]) -> Figure:
    """Return kappa at thresholds that were each chosen on the other issues: the best one of all flatters."""
    groups: dict[str, list[Scored]] = {}
    for row in rows:
        groups.setdefault(row.issue, []).append(row)
    tables = np.zeros((len(groups), 4))
    for place, issue in enumerate(sorted(groups)):
        others = [row for row in rows if row.issue != issue]
        threshold = best_threshold([row.truth for row in others], [row.probability for row in others])
        for row in groups[issue]:
            tables[place, 2 * (not row.truth) + (row.probability < threshold)] += 1
    return kappa(tables)


def _length(called: Sequence[_Called], words: Mapping[Place, int]) -> LengthCorrelation | None:
    suites: dict[Place, list[_Called]] = {}
    for each in called:
        if (each.row.issue, each.row.suite) in words:
            suites.setdefault((each.row.issue, each.row.suite), []).append(each)
    if not suites:
        return None
    lengths = [float(words[place]) for place in suites]
    return LengthCorrelation(
        bare=_spearman(lengths, [fmean(each.row.verdict == "covered" for each in found) for found in suites.values()]),
        combined=_spearman(lengths, [fmean(each.probability for each in found) for found in suites.values()]),
        truth=_spearman(lengths, [fmean(each.row.truth for each in found) for found in suites.values()]),
        suites=len(suites),
    )


def _spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    from scipy.stats import rankdata  # lazily: scipy takes a second to import

    if len(first) < 3 or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    return float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])


def _mutants(mutants: Sequence[JudgedMutant]) -> MutantFigures | None:
    if not mutants:
        return None
    telling = [each for each in mutants if each.original]
    names = sorted({each.mutator for each in telling})
    return MutantFigures(
        rejected=_rejected(telling),
        by_mutator={name: _rejected([each for each in telling if each.mutator == name]) for name in names},
        skipped=len(mutants) - len(telling),
    )


def _rejected(mutants: Sequence[JudgedMutant]) -> Figure:
    return share([float(not each.called) for each in mutants], [each.issue for each in mutants])


def _echo(scores: Sequence[float]) -> EchoFigures | None:
    return EchoFigures(mean=fmean(scores), highest=max(scores), suites=len(scores)) if scores else None

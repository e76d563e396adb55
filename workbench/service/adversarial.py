"""What a scorer can be fooled with: suites that check nothing, and behaviours that are another than the one tested."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from workbench.core.adversaries import ADVERSARIES
from workbench.core.fitted import Fitted
from workbench.core.labelled import LabelledIssue, LabelledSuite, gold_of
from workbench.core.matching.contradiction import LEAST_FALL, Contrast, contrasts, needed_for_contrasts
from workbench.core.pairs import PairScorer
from workbench.generator.records import Issue, TestSuite
from workbench.service.fit_coverage import Encode


@dataclass(frozen=True, kw_only=True, slots=True)
class SuiteKind:
    """What a kind of suite scores: the mean verdict of a suite, averaged over issues, and the greatest of them."""

    name: str
    issues: int
    mean: float
    greatest: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MutantFigures:
    """How mutants of covered behaviours fare against their originals, as shares of `mutants`.

    Attributes:
        lower: the mutant is less likely to be checked than the original, by however little.
        told_apart: less likely by a fifth at least.
        rejected: of those whose original reads as covered, the mutant does not; None where there is none.
    """

    mutator: str
    mutants: int
    lower: float
    told_apart: float
    rejected: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Adversarial:
    """Everything that was tried to fool a scorer.

    Attributes:
        adversaries: suites that check nothing; they should score next to nothing.
        real: the rated suites of the same issues, for comparison.
        mutators: by mutator, over the behaviours that the labels call covered.
        least_fall: from which fall on a mutant counts as told apart.
    """

    scorer: str
    adversaries: tuple[SuiteKind, ...]
    real: tuple[SuiteKind, ...]
    mutators: tuple[MutantFigures, ...]
    least_fall: float = LEAST_FALL


def adversarial(
    scorer: str,
    issues: Sequence[tuple[LabelledIssue, Issue]],
    pairs: PairScorer,
    *,
    models: Mapping[str, Fitted],
    encode: Encode,
) -> Adversarial:
    """Return what a scorer says of every adversary, and of the mutants of covered behaviours.

    Args:
        scorer: its name.
        issues: each with its text, rated suites or none.
        pairs: says behaviour by test what the scorer finds.
        models: the fitted model to use for each issue's mutants, by its key.
        encode: gives the sentence vectors of texts.
    """
    made: dict[str, list[float]] = {name: [] for name in ADVERSARIES}
    rated: dict[str, list[float]] = {}
    seen: list[tuple[Contrast, float]] = []
    for labelled, issue in issues:
        if not labelled.behaviours:
            continue
        for name, build in ADVERSARIES.items():
            suite = build(issue, labelled.behaviours, labelled.language)
            made[name].append(_mean_verdict(labelled, suite, pairs))
        for each in labelled.suites:
            rated.setdefault(each.name, []).append(_mean_verdict(labelled, each.suite, pairs))
            fitted = models[labelled.key]
            seen += [(contrast, fitted.threshold) for contrast in _covered(labelled, each, fitted, encode)]
    return Adversarial(
        scorer=scorer,
        adversaries=tuple(_kind(name, values) for name, values in made.items() if values),
        real=tuple(_kind(name, values) for name, values in rated.items()),
        mutators=tuple(_mutators(seen)),
    )


def _mean_verdict(labelled: LabelledIssue, suite: TestSuite, pairs: PairScorer) -> float:
    bare = LabelledSuite(name="", suite=suite, tests=(), verdicts={})
    return fmean(pairs.pairs(labelled, bare).verdicts)


def _covered(labelled: LabelledIssue, suite: LabelledSuite, fitted: Fitted, encode: Encode) -> list[Contrast]:
    """Return the contrasts of the behaviours that the labels call covered."""
    gold = gold_of(labelled)
    found = contrasts(gold, suite.suite, fitted, encode(needed_for_contrasts(gold, suite.suite)))
    return [each for each in found if suite.verdicts.get(each.behaviour) == "covered"]


def _kind(name: str, values: Sequence[float]) -> SuiteKind:
    return SuiteKind(name=name, issues=len(values), mean=fmean(values), greatest=max(values))


def _mutators(seen: Sequence[tuple[Contrast, float]]) -> Iterable[MutantFigures]:
    for name in dict.fromkeys(contrast.mutator for contrast, _ in seen):
        own = [(contrast, threshold) for contrast, threshold in seen if contrast.mutator == name]
        taken = [contrast.mutant < threshold for contrast, threshold in own if contrast.original >= threshold]
        yield MutantFigures(
            mutator=name,
            mutants=len(own),
            lower=fmean(contrast.mutant < contrast.original for contrast, _ in own),
            told_apart=fmean(contrast.told_apart for contrast, _ in own),
            rejected=fmean(taken) if taken else None,
        )

"""Whether a judged score may decide anything: what is wrong with the judge's card, in plain sentences."""

from collections.abc import Iterator
from typing import Final

from workbench.core.judging.judge_card import Asked, Figure, JudgeCard

KAPPA: Final = 0.60
KAPPA_LOW: Final = 0.45
SENSITIVITY: Final = 0.85
SPECIFICITY: Final = 0.85
MUTANTS: Final = 0.80
ECHO: Final = 0.10
LENGTH: Final = 0.15
"""The acceptance lines of `cov.criteria`: scores.md, section 7."""
PERSON_LABELS: Final = 30
"""With fewer labels by people nothing is said in their name (scores.md, section 4: the line for corrections)."""

_MORE: Final = "better the prompt or the rubric, or take another judge, and calibrate again"


def objections(card: JudgeCard | None, asked: Asked, *, accept_model_labels: bool) -> tuple[str, ...]:
    """Return why a score must not decide anything, a sentence each; empty where the judge is accepted.

    Kappa, sensitivity and specificity are those of the combination, each issue judged by one that never saw it: that
    is what a score is made of. It beats a baseline where its kappa and its AUC within suites are both above.

    Args:
        card: the judge's, None where there is none.
        asked: what the score would be judged with today.
        accept_model_labels: labels by models alone will do.
    """
    if card is None:
        return (f"{asked.scorer}: judge {asked.judge!r} has no calibration card; calibrate it against labels first",)
    found = [*outdated(card, asked), *_missed(card), *_unbeaten(card)]
    if not accept_model_labels:
        found += _not_of_people(card)
    return tuple(f"{asked.scorer}: {each}" for each in found)


def outdated(card: JudgeCard, asked: Asked) -> Iterator[str]:
    """Yield what the card was made with that is not what is asked today, a sentence each."""
    same = {
        "score": card.scorer == asked.scorer,
        "score's version": card.version == asked.version,
        "judge or its parameters": card.judge_digest == asked.judge_digest,
        "questions": card.prompt_digest == asked.prompt_digest,
        "rubric": card.rubric_digest == asked.rubric_digest,
        "evidence's model": card.evidence_model == asked.evidence_model,
    }
    for name, unchanged in same.items():
        if not unchanged:
            yield f"the calibration card of judge {card.judge!r} is older than today's {name}; calibrate again"


def _missed(card: JudgeCard) -> Iterator[str]:
    """Yield the lines that the card is below, or that it has no figure for."""
    both, mutants = card.combined, card.mutants
    yield from _at_least("kappa", both.kappa.value, KAPPA)
    yield from _at_least("the lower bound of kappa", both.kappa.low, KAPPA_LOW)
    yield from _at_least("sensitivity", both.sensitivity.value, SENSITIVITY)
    yield from _at_least("specificity", both.specificity.value, SPECIFICITY)
    yield from _at_least("the share of rejected mutants", mutants.rejected.value if mutants else None, MUTANTS)
    if card.echo is None:
        yield "no echo suite was judged; calibrate with suites that only repeat the criteria"
    elif card.echo.mean > ECHO:
        yield f"echo suites score {card.echo.mean:.3f}, which is above {ECHO:.2f}; {_MORE}"
    yield from _length(card)


def _at_least(name: str, value: float | None, line: float) -> Iterator[str]:
    if value is None:
        yield f"{name} is not known and must be {line:.2f}; calibrate with more labels or mutants"
    elif value < line:
        yield f"{name} is {value:.3f}, which is below {line:.2f}; {_MORE}"


def _length(card: JudgeCard) -> Iterator[str]:
    """Yield whether scores follow length further than the labels do.

    The line was drawn where the labels do not follow length. Where they do, because better suites are longer, a judge
    that is right follows it as well: it may go from `LENGTH` below to `LENGTH` above what lies between 0 and theirs.
    """
    if card.length is None:
        yield "how far scores follow a suite's length is not known; calibrate with the suites' words"
        return
    value, own = card.length.combined, card.length.truth or 0.0
    if value is not None and not min(0.0, own) - LENGTH <= value <= max(0.0, own) + LENGTH:
        yield (
            f"scores correlate {value:+.3f} with a suite's length, further than {LENGTH:.2f} "
            f"from what the labels do ({own:+.3f}); {_MORE}"
        )


def _unbeaten(card: JudgeCard) -> Iterator[str]:
    """Yield the baselines that are not beaten; the others stand on the card for the reader."""
    for name, called in (("constant", "a constant"), ("evidence", "the evidence alone")):
        beside = card.baselines.get(name)
        if beside is None:
            yield f"the card has no figure of {called}; calibrate again"
        elif not _above(card.combined.kappa, beside.kappa):
            yield f"kappa is not above that of {called}; {_MORE}"
        elif not _above(card.within_suite_auc, beside.within_suite_auc):
            yield f"the order within suites is no better than that of {called}; {_MORE}"


def _above(first: Figure, second: Figure) -> bool:
    """Tell whether a figure is above another; one that is not defined is above nothing, and anything above it."""
    return first.value is not None and (second.value is None or first.value > second.value)


def _not_of_people(card: JudgeCard) -> Iterator[str]:
    people = card.counts.by_person
    if card.whose == "model":
        yield "the judge is calibrated on model-written labels only; have people rate, or set accept_model_labels"
    elif people < PERSON_LABELS:
        yield (
            f"people labelled {people} of the verdicts and at least {PERSON_LABELS} are needed; "
            "have people rate more, or set accept_model_labels"
        )

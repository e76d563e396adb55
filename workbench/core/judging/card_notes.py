"""What a reader of a judge's card has to know beside its figures; no note keeps a judge out."""

from collections.abc import Iterator
from typing import Final

from workbench.core.judging.judge_card import JudgeFigures

ENOUGH_VERDICTS: Final = 150
ENOUGH_ISSUES: Final = 30
"""Labels that scores.md section 4 asks for. Fewer issues widen the intervals, which the acceptance lines look at."""


def notes_on(figures: JudgeFigures) -> tuple[str, ...]:
    """Return a plain sentence for each thing that the figures do not say by themselves."""
    return tuple(_notes(figures))


def _notes(figures: JudgeFigures) -> Iterator[str]:
    counts, gain = figures.counts, figures.gain
    if counts.verdicts < ENOUGH_VERDICTS or counts.issues < ENOUGH_ISSUES:
        yield (
            f"{counts.verdicts} labelled verdicts of {counts.issues} issues; "
            f"{ENOUGH_VERDICTS} of {ENOUGH_ISSUES} are asked for, so the intervals are wide"
        )
    if counts.by_person and counts.by_model:
        yield f"{counts.by_person} verdicts are labelled by people and {counts.by_model} by models only"
    if counts.unanswered:
        yield f"the judge gave no verdict on {counts.unanswered} labelled behaviours; they are in no figure"
    if gain.low is None or gain.low <= 0:
        yield "that the judge adds anything to the evidence alone is not shown: its gain in kappa may be 0"
    if figures.retest is None:
        yield "nothing was asked twice, so whether the judge says the same again is not known"
    if figures.decoys and figures.decoys.said_yes:
        yield f"{figures.decoys.said_yes} of {figures.decoys.n} decoys, which nothing tests, were called covered"

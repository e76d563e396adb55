"""A sheet that a person filled in, into the store."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbench.core.checking import few
from workbench.core.errors import LabelError
from workbench.core.labels import Label, LabelKind, Value, label_id
from workbench.core.ports import Labels
from workbench.core.sheets.csv_text import Answer
from workbench.core.sheets.units import Unit
from workbench.service.label import Taken, take_labels

CORRECTED_FROM: Final = 30
"""So many verdicts by people before a judge's estimate is corrected by them."""
CALIBRATED_FROM: Final = 150
"""So many verdicts by people for a calibration, and over `CALIBRATED_ISSUES` issues."""
CALIBRATED_ISSUES: Final = 30

_OF_A_TEST: Final[dict[Value, Value]] = {"covered": "covers", "partly": "partly"}
_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How much of a dataset people have rated: verdicts, each thing once, and over how many issues."""

    dataset: str
    verdicts: int
    issues: int


def take_sheet(
    answers: Sequence[Answer], units: Mapping[str, Unit], *, where: str, rater: str, at: datetime, store: Labels
) -> Taken:
    """Store a person's answers, all or none: a verdict each, and a pair for each test that is named.

    What the rater said before and says again changes nothing; another value or note is the next revision. Pairs of
    before go along with what is said now: where tests are named they are all of them, and where nothing is covered no
    test covers.

    Args:
        answers: of one sheet.
        units: what can be rated here, by `place_id`.
        where: names the sheet in errors.
        rater: a person's name.
        at: when the sheet was taken in.
        store: where the labels are.

    Raises:
        LabelError: the rater's name is none, or rows are not known here, stale, mixed up, or name a test that is not
            there.
    """
    name = rater.strip()
    if not 0 < len(name) <= 80:
        raise LabelError("a rater's name has 1 to 80 characters")
    matched = _matched(answers, units, where)
    stored = {_key(label): label for label in store.labels()}
    said = [label for answer, unit in matched for label in _labels(answer, unit, name, at, stored)]
    return take_labels(said, store=store)


def standing(labels: Sequence[Label], dataset: str) -> Standing:
    """Return how much of a dataset people have rated."""
    rated = {
        label.unit
        for label in labels
        if (label.dataset, label.kind, label.rater_kind) == (dataset, "verdict", "person")
    }
    return Standing(dataset=dataset, verdicts=len(rated), issues=len({unit[1] for unit in rated}))


def _matched(answers: Sequence[Answer], units: Mapping[str, Unit], where: str) -> list[tuple[Answer, Unit]]:
    def refuse(bad: Callable[[Answer], bool], reason: str) -> None:
        numbers = [str(answer.number) for answer in answers if bad(answer)]
        if numbers:
            raise LabelError(f"row{'s' * (len(numbers) > 1)} {few(numbers)} of {where}: {reason}; nothing was taken in")

    found = {answer.row: units.get(answer.row.partition(".")[0]) for answer in answers}
    refuse(lambda answer: found[answer.row] is None, "what is rated there is not known here")
    matched = [(answer, unit) for answer in answers if (unit := found[answer.row]) is not None]
    of = {answer.row: unit for answer, unit in matched}
    refuse(
        lambda answer: of[answer.row].row != answer.row,
        "the behaviour or the tests have changed since the sheet was written; empty 'value' there and rate a new sheet",
    )
    refuse(
        lambda answer: (
            answer.behaviour is not None and _letters(answer.behaviour) != _letters(of[answer.row].statement)
        ),
        "'behaviour' is not what 'row' stands for; was only a part of the columns sorted?",
    )
    refuse(
        lambda answer: max(answer.tests, default=0) > len(of[answer.row].tests),
        "there is no test of that number",
    )
    return matched


def _letters(text: str) -> str:
    """What is left of a text whatever a spreadsheet did to its blanks, quotes and letters that its encoding lacks."""
    return _LETTERS.sub("", text.casefold().encode("ascii", "ignore").decode("ascii"))


def _labels(answer: Answer, unit: Unit, rater: str, at: datetime, stored: Mapping[_Key, Label]) -> list[Label]:
    """Return the verdict and the pairs of an answer, each in the revision that it has or would have."""

    def label(value: Value, *, test: str | None = None, note: str | None = None) -> Label:
        return _against(stored, _label(unit, rater, at, value=value, test=test, note=note))

    named = {unit.tests[number - 1] for number in answer.tests}
    said = [label(_OF_A_TEST[answer.value], test=test) for test in unit.tests if test in named]
    for test in unit.tests:
        before = None if test in named else stored.get(_key(_label(unit, rater, at, value="none", test=test)))
        now = before and _now(answer, before.value)
        if now:
            said.append(label(now, test=test))
    return [label(answer.value, note=answer.note), *said]


def _now(answer: Answer, before: Value) -> Value | None:
    """Return what becomes of a test that the rater spoke of before and does not name now; None where it stays."""
    if answer.value == "not" or answer.tests:
        return "none"
    return "partly" if answer.value == "partly" and before == "covers" else None


def _label(
    unit: Unit, rater: str, at: datetime, *, value: Value, test: str | None = None, note: str | None = None
) -> Label:
    dataset, issue, suite, behaviour = unit.place
    kind: LabelKind = "verdict" if test is None else "pair"
    id_ = label_id(
        dataset=dataset, issue=issue, suite=suite, kind=kind, behaviour=behaviour, test=test,
        rater=rater, rater_kind="person",
    )  # fmt: skip
    return Label(
        id=id_, dataset=dataset, issue=issue, suite=suite, kind=kind, behaviour=behaviour, test=test,
        value=value, note=note, rater=rater, rater_kind="person", at=at,
    )  # fmt: skip


def _key(label: Label) -> _Key:
    """What is rated and by whom; a label that came in a file may have an id of its own."""
    return (*label.unit, label.rater, label.rater_kind)


def _against(stored: Mapping[_Key, Label], label: Label) -> Label:
    """Return the stored label where it says the same, else its next revision; without a note the old one stays."""
    before = stored.get(_key(label))
    if before is None:
        return label
    same = before.value == label.value and label.note in {None, before.note}
    return before if same else label.model_copy(update={"id": before.id, "revision": before.revision + 1})

"""A person's mark on a cell of the matrix, a verdict, a finding or a whole test: kept as a label."""

from dataclasses import dataclass

from pydantic import ValidationError

from workbench.core.errors import LabelError
from workbench.core.labels import Label, LabelKind, Value, label_id
from workbench.core.ports import Clock, Labels
from workbench.core.records import Gold
from workbench.generator.records import TestSuite
from workbench.service.coverage_matrix import test_ids
from workbench.service.label import take_again


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What is marked.

    Attributes:
        dataset: the dataset's name.
        issue: the issue's key.
        suite: the generation's cell key.
        kind: `pair` needs behaviour and test, `verdict` a behaviour, `rating` a test, `finding` a rule and its line.
        test: `T1`, `T2` ... in the order of the generation's tests.
    """

    dataset: str
    issue: str
    suite: str
    kind: LabelKind
    behaviour: str | None = None
    test: str | None = None
    rule: str | None = None
    line: int | None = None


def mark(
    place: Place,
    value: Value,
    *,
    note: str | None = None,
    rater: str,
    clock: Clock,
    gold: Gold,
    suite: TestSuite,
    store: Labels,
) -> Label:
    """Keep what a person says and return the label; saying otherwise than before is its next revision.

    Args:
        place: what is marked.
        value: one of `VALUES` of the place's kind.
        note: the person's own words, up to 4,000 characters.
        rater: the person's name.
        clock: tells when.
        gold: of the issue, which knows its behaviours.
        suite: the generation's tests.
        store: keeps labels.

    Raises:
        LabelError: there is no such behaviour or test, or the value does not fit what is marked.
    """
    _check(place, gold, suite)
    label = _label(place, value, (note or "").strip() or None, rater, clock)
    take_again([label], store=store)
    return next(each for each in store.labels(dataset=place.dataset, kind=place.kind) if each.id == label.id)


def of_place(label: Label, place: Place) -> bool:
    """Return whether a label is about this place, whoever's it is."""
    return (
        label.dataset, label.issue, label.suite, label.kind, label.behaviour, label.test, label.rule, label.line
    ) == (
        place.dataset, place.issue, place.suite, place.kind, place.behaviour, place.test, place.rule, place.line
    )  # fmt: skip


def _check(place: Place, gold: Gold, suite: TestSuite) -> None:
    if place.behaviour is not None and place.behaviour not in {each.id for each in gold.behaviours}:
        raise LabelError(f"issue {place.issue!r} has no behaviour {place.behaviour!r} any more; open the case again")
    if place.test is not None and place.test not in test_ids(suite):
        raise LabelError(f"the tests of {place.issue!r} have no {place.test!r}; there are {len(suite.cases)}")


def _label(place: Place, value: Value, note: str | None, rater: str, clock: Clock) -> Label:
    id_ = label_id(
        dataset=place.dataset, issue=place.issue, suite=place.suite, kind=place.kind, behaviour=place.behaviour,
        test=place.test, rule=place.rule, line=place.line, rater=rater, rater_kind="person",
    )  # fmt: skip
    try:
        return Label(
            id=id_, dataset=place.dataset, issue=place.issue, suite=place.suite, kind=place.kind,
            behaviour=place.behaviour, test=place.test, rule=place.rule, line=place.line, value=value, note=note,
            rater=rater, rater_kind="person", at=clock(),
        )  # fmt: skip
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise LabelError(f"a mark on {place.issue!r} cannot be kept: {first['msg']}") from None

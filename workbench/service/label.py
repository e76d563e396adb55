"""Labels into the store: those of a file as they are, those of a dataset's rated suites as a model's or a person's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.core.label_lines import check_order
from workbench.core.labelled import LabelledIssue
from workbench.core.labels import Label, LabelKind, RaterKind, Value, label_id
from workbench.core.ports import Labels


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What became of labels: new ones, corrections of stored ones (a higher revision), and those known already."""

    new: int
    corrected: int
    known: int


def take_labels(labels: Sequence[Label], *, store: Labels) -> Taken:
    """Store labels, all or none; those that are stored already change nothing.

    Raises:
        LabelError: one contradicts a stored label of the same id and revision.
    """
    stored = store.labels(every_revision=True)
    check_order(labels, stored)
    known, ids = {(label.id, label.revision) for label in stored}, {label.id for label in stored}
    fresh = {(label.id, label.revision): label for label in labels if (label.id, label.revision) not in known}
    store.add_labels(list(fresh.values()))
    corrected = sum(label.revision > 1 or label.id in ids for label in fresh.values())
    return Taken(new=len(fresh) - corrected, corrected=corrected, known=len(labels) - len(fresh))


def take_again(labels: Sequence[Label], *, store: Labels) -> Taken:
    """Store labels of a source that is read again and again: what it says otherwise than before is a new revision.

    Raises:
        LabelError: one is stored under the same id for something else.
    """
    newest = {label.id: label for label in store.labels()}
    return take_labels([_against(newest.get(label.id), label) for label in labels], store=store)


def suite_labels(
    issues: Sequence[LabelledIssue], *, dataset: str, rater: str, rater_kind: RaterKind, at: datetime
) -> list[Label]:
    """Return what rated suites say as labels: every pair and every verdict, in their first revision."""
    return [label for issue in issues for label in _labels(issue, dataset, rater, rater_kind, at)]


def _against(stored: Label | None, label: Label) -> Label:
    """Return the stored label where it says the same, else a label with the next revision."""
    if stored is None:
        return label
    return stored if stored.says == label.says else label.model_copy(update={"revision": stored.revision + 1})


def _labels(issue: LabelledIssue, dataset: str, rater: str, kind: RaterKind, at: datetime) -> list[Label]:
    def label(suite: str, of: LabelKind, behaviour: str, test: str | None, value: Value) -> Label:
        id_ = label_id(
            dataset=dataset, issue=issue.key, suite=suite, kind=of, behaviour=behaviour, test=test,
            rater=rater, rater_kind=kind,
        )  # fmt: skip
        return Label(
            id=id_, dataset=dataset, issue=issue.key, suite=suite, kind=of, behaviour=behaviour, test=test,
            value=value, rater=rater, rater_kind=kind, at=at,
        )  # fmt: skip

    made = []
    for suite in issue.suites:
        made += [label(suite.name, "verdict", name, None, value) for name, value in suite.verdicts.items()]
        for test in suite.tests:
            made += [label(suite.name, "pair", name, test.id, value) for name, value in test.pairs.items()]
    return made

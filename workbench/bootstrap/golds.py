"""What holds gold against gold: two annotators, and two revisions."""

from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.catalog.forms import read_form
from workbench.adapters.catalog.gold_files import gold_of_revision, revision_numbers
from workbench.bootstrap import Workbench
from workbench.bootstrap.calibrating import encoder_of
from workbench.core.errors import CatalogError
from workbench.core.golds.changes import GoldChanges, changes
from workbench.core.records import Gold
from workbench.service.gold_agreement import GoldAgreement, gold_agreement


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What changed in a fixture's gold from one revision to another."""

    key: str
    before: int
    after: int
    changes: GoldChanges


def agreement_with(workbench: Workbench, dataset: str, other: str) -> GoldAgreement:
    """Return how far the gold of a dataset agrees with that of another annotator.

    Args:
        workbench: the project.
        dataset: its name; its gold is the first annotator's.
        other: another dataset, or a folder with KEY.yaml or expected/KEY.yaml.

    Raises:
        CatalogError: one of them is unknown or cannot be used, or they have no fixture in common.
        EvidenceError, ModelUnavailableError: there are no sentence vectors to be had.
    """
    ours = {each.key: each.gold for each in workbench.catalog.dataset(dataset).fixtures}
    theirs = _golds(workbench, other)
    if not set(ours) & set(theirs):
        raise CatalogError(f"{dataset!r} and {other!r} have no fixture in common; keys are compared as they stand")
    return gold_agreement(ours, theirs, encode=encoder_of(workbench))


def changes_of(
    workbench: Workbench, dataset: str, key: str | None, *, before: int | None = None, after: int | None = None
) -> tuple[Compared, ...]:
    """Return what changed in the gold of one fixture, or of every one that was mended.

    Args:
        workbench: the project.
        dataset: its name.
        key: the fixture's; None takes all that have revisions.
        before: the earlier revision; None is the first one.
        after: the later revision; None is the newest one.

    Raises:
        CatalogError: the dataset, the fixture or a revision is unknown, or a file cannot be used.
    """
    known = {each.key for each in workbench.catalog.placed(dataset)}
    if key is not None and key not in known:
        raise CatalogError(f"dataset {dataset!r} has no fixture {key!r}; `workbench dataset show {dataset}` lists them")
    folder = workbench.root / "datasets" / dataset
    newest = {name: number for name, number in revision_numbers(folder).items() if name in known}
    keys = list(newest) if key is None else [key]
    first = 1 if before is None else before
    return tuple(_compared(folder, each, first, newest.get(each, 1) if after is None else after) for each in keys)


def _compared(folder: Path, key: str, before: int, after: int) -> Compared:
    old, new = (gold_of_revision(folder, key, number) for number in (before, after))
    return Compared(key=key, before=before, after=after, changes=changes(old, new))


def _golds(workbench: Workbench, other: str) -> dict[str, Gold]:
    if other in workbench.catalog.dataset_names():
        return {each.key: each.gold for each in workbench.catalog.dataset(other).fixtures}
    folder = Path(other) / "expected" if (Path(other) / "expected").is_dir() else Path(other)
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    golds = {path.stem: read_form(path, Gold) for path in paths if path.name != "dataset.yaml"}
    if not golds:
        raise CatalogError(f"{other!r} is no dataset and no folder with gold, as KEY.yaml or expected/KEY.yaml")
    wrong = next((name for name, gold in golds.items() if gold.key != name), None)
    if wrong is not None:
        raise CatalogError(f"{folder / wrong}.yaml: the gold is of {golds[wrong].key!r}, expected {wrong!r}")
    return golds

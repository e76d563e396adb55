"""What the page of the datasets needs: fixtures with their labels, and gold that is mended."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.catalog import Card, Dataset
from workbench.adapters.catalog.gold_files import gold_digest, read_revisions, revision_numbers, write_gold
from workbench.bootstrap import Workbench, clock
from workbench.core.errors import CatalogError
from workbench.core.labelled import LabelledIssue
from workbench.core.records import Gold
from workbench.core.revisions import Revision
from workbench.service.confirm_gold import confirm_gold
from workbench.service.list_fixtures import Listed, list_fixtures
from workbench.service.mend_gold import Mended, mend_gold

__all__ = ["Card", "Dataset", "GoldInHand", "Revision", "fingerprint", "gold_in_hand", "listed", "mend", "read"]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldInHand:
    """A gold as it is shown, to be mended.

    Attributes:
        seen: SHA-256 of its file.
        revisions: the oldest first; none where it was never mended.
        labelled: ids of the behaviours that labels or rated suites are about.
    """

    gold: Gold
    seen: str
    revisions: tuple[Revision, ...]
    labelled: frozenset[str]


def fingerprint(workbench: Workbench, dataset: str) -> str:
    """Return a digest over the names, sizes and times of a dataset's files: another one says to read it again."""
    folder = _folder(workbench, dataset)
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):  # it went meanwhile, as the part of a file that was being put in place
            status = path.stat()
            seen.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def read(workbench: Workbench, dataset: str) -> Dataset:
    """Return a dataset. Raises CatalogError where it cannot be used."""
    return workbench.catalog.dataset(dataset)


def listed(workbench: Workbench, dataset: str) -> tuple[Listed, ...]:
    """Return the fixtures of a dataset with their revisions, rated suites and stored labels.

    Raises:
        CatalogError: a file of it cannot be used.
        StoreError: the store cannot be read.
    """
    return list_fixtures(
        workbench.catalog.dataset(dataset).fixtures,
        rated=_rated(workbench, dataset),
        labels=workbench.store.labels(dataset=dataset),
        revisions=revision_numbers(_folder(workbench, dataset)),
    )


def gold_in_hand(workbench: Workbench, dataset: str, key: str) -> GoldInHand:
    """Return a fixture's gold with what its mending has to know.

    Raises:
        CatalogError: there is no such fixture, or a file of the dataset cannot be used.
        StoreError: the store cannot be read.
    """
    folder = _folder(workbench, dataset)
    fixtures = {each.key: each for each in workbench.catalog.dataset(dataset).fixtures}
    if key not in fixtures:
        raise CatalogError(f"dataset {dataset!r} has no fixture {key!r}; `workbench dataset show {dataset}` lists them")
    return GoldInHand(
        gold=fixtures[key].gold,
        seen=gold_digest(folder, key),
        revisions=read_revisions(folder, key),
        labelled=_labelled(workbench, dataset, key),
    )


def confirm(workbench: Workbench, dataset: str, hand: GoldInHand, *, actor: str, why: str) -> Revision:
    """Take a draft over as one's own. Raises CatalogError as `confirm_gold`; nothing is then written."""
    return confirm_gold(hand.gold, actor=actor, why=why, write=_writer(workbench, dataset, hand, actor=actor, why=why))


def mend(workbench: Workbench, dataset: str, hand: GoldInHand, mended: Mended, *, actor: str, why: str) -> Revision:
    """Write a changed gold as a new revision; what labels are about is read anew, for some may have come meanwhile.

    Raises:
        CatalogError: as `mend_gold`, or a file of the dataset cannot be used; nothing is then written.
        StoreError: the store cannot be read.
    """
    return mend_gold(
        hand.gold,
        mended,
        labelled=_labelled(workbench, dataset, hand.gold.key),
        actor=actor,
        why=why,
        write=_writer(workbench, dataset, hand, actor=actor, why=why),
    )


def _writer(
    workbench: Workbench, dataset: str, hand: GoldInHand, *, actor: str, why: str
) -> Callable[[Gold], Revision]:
    return lambda gold: write_gold(
        _folder(workbench, dataset),
        gold,
        seen=hand.seen,
        actor=actor,
        why=why,
        at=clock(),
        lock=workbench.home / "gold.lock",
    )


def _labelled(workbench: Workbench, dataset: str, key: str) -> frozenset[str]:
    """Return the ids of a gold's behaviours that labels or rated suites are about."""
    suites = next((issue.suites for issue in _rated(workbench, dataset) if issue.key == key), ())
    said = {label.behaviour for label in workbench.store.labels(dataset=dataset) if label.issue == key}
    said |= {behaviour for suite in suites for test in suite.tests for behaviour in (*test.covers, *test.partly)}
    return frozenset(each for each in said if each is not None)


def _rated(workbench: Workbench, dataset: str) -> tuple[LabelledIssue, ...]:
    return workbench.catalog.rated(dataset) if dataset in workbench.catalog.rated_names() else ()


def _folder(workbench: Workbench, dataset: str) -> Path:
    return workbench.root / "datasets" / dataset

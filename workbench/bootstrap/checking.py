"""What looks through datasets for what should not stand there."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from workbench.adapters.catalog.exception_files import add_exceptions, read_exceptions
from workbench.adapters.catalog.sign_offs import card_faults, read_sign_offs
from workbench.adapters.catalog.stored import read_stored
from workbench.bootstrap import Workbench, signing
from workbench.bootstrap.anonymising import detectors, missing_model
from workbench.core.anonymising.records import Kind
from workbench.core.errors import CatalogError
from workbench.core.importing.exceptions import ExceptedHere
from workbench.generator.prompt.file import first_fault
from workbench.service.check_dataset import Checked, Finding, check_dataset

__all__ = ["Checked", "Finding", "check", "except_findings", "missing_model", "version"]


def version() -> str:
    """Return the version of the detectors that look."""
    return detectors().version


def check(workbench: Workbench, dataset: str, tell: Callable[[int, int], None]) -> Checked:
    """Return what stands in a dataset still, and which of its sign-offs do not hold.

    Args:
        workbench: the project.
        dataset: its name.
        tell: told how many of how many fixtures are through.

    Raises:
        CatalogError: the dataset is unknown, or a file of it cannot be used.
    """
    read = workbench.catalog.dataset(dataset, for_review=True)
    folder = _folder(workbench, dataset)
    signed, listed = read_sign_offs(folder), read_exceptions(folder)
    excepted = {each.key: listed.digests(each.key) for each in read.fixtures}
    excepted[dataset] = listed.digests(dataset)
    excepted |= {key: frozenset(one.digest for one in each.exceptions) for key, each in signed.items()}
    return check_dataset(
        dataset,
        read.fixtures,
        excepted=excepted,
        faults=card_faults(folder, read.card, signing()),
        detectors=detectors(),
        stored=read_stored(folder, read.card.fixtures),
        tell=tell,
    )


def except_findings(workbench: Workbench, dataset: str, findings: Sequence[Finding], *, why: str, by: str) -> None:
    """Write down that somebody answers for these findings, which is for fixtures that nobody signs off.

    Raises:
        CatalogError: one of the fixtures was signed off, the reason or the name is empty or too long, or it cannot be
            written.
    """
    signed = read_sign_offs(_folder(workbench, dataset))
    one = next((each.key for each in findings if each.key in signed), None)
    if one is not None:
        raise CatalogError(
            f"fixture {one!r} was signed off, and its exceptions stand there; see `workbench dataset review {dataset}`"
        )
    digests: dict[str, dict[Kind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in findings:
        here = digests[each.key][each.residue.kind]
        if each.digest not in here:
            here.append(each.digest)
    try:
        added = ExceptedHere.model_validate({"by": by, "why": why, "findings": digests})
    except ValidationError as error:
        raise CatalogError(f"what is found in {dataset!r} cannot be excepted: {first_fault(error)}") from None
    add_exceptions(_folder(workbench, dataset), added, lock=workbench.home / "card.lock")


def _folder(workbench: Workbench, dataset: str) -> Path:
    return workbench.root / "datasets" / dataset

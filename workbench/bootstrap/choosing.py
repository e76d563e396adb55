"""What chooses fixtures: samples, splits, and near-duplicates that stand on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.catalog.cards import read_members, write_splits
from workbench.adapters.catalog.datasets import read_parts, text_of
from workbench.bootstrap import Workbench
from workbench.core.errors import CatalogError
from workbench.core.near_duplicates import Near, near_duplicates
from workbench.core.records import Fixture
from workbench.core.splits import split_digest
from workbench.core.splitting import Proposal, propose
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions
from workbench.service.sample_fixtures import Sampled, Trait, sample_fixtures


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """A dataset's splits, proposed or written.

    Attributes:
        near: the near-duplicates that were kept together.
        digest: identity of the splits (`core.splits.split_digest`).
        comments_kept: whether the card's comments are all there still; None where it was not written.
    """

    proposal: Proposal
    near: tuple[Near, ...]
    digest: str
    comments_kept: bool | None


def sample(
    workbench: Workbench, dataset: str, size: int, *, by: Sequence[Trait], split: str | None, seed: int, least: int
) -> Sampled:
    """Return a stratified sample of a dataset or of one split of it. Raises CatalogError as `sample_fixtures`."""
    fixtures = [each for each in workbench.catalog.dataset(dataset).fixtures if split in (None, each.split)]
    return sample_fixtures(fixtures, size, by=by, seed=seed, least=least)


def split(workbench: Workbench, dataset: str, *, holdout: float, seed: int, anew: bool, write: bool) -> Split:
    """Propose dev and holdout for the fixtures that have no split, and write them into the card.

    Args:
        workbench: the project.
        dataset: its name.
        holdout: the share to keep apart, 0 to 1.
        seed: of the draw.
        anew: split all again.
        write: write the card.

    Raises:
        CatalogError: the dataset is unknown, its card or an issue cannot be used, or the card cannot be written.
    """
    folder = _folder(workbench, dataset)
    seen = read_members(folder)
    near = near_duplicates({each.key: text_of(read_parts(folder, each.key, None)[2]) for each in seen.members})
    proposal = propose(
        seen.members, [(each.first, each.second) for each in near], holdout=holdout, seed=seed, anew=anew
    )
    kept = None
    if write and (proposal.new or proposal.moved):
        lock = workbench.home / "gold.lock"  # the one under which sign-offs write the same card
        kept = write_splits(folder, proposal.placed, seen=seen.digest, lock=lock)
    return Split(proposal=proposal, near=near, digest=split_digest(proposal.placed), comments_kept=kept)


def near_across(fixtures: Sequence[Fixture]) -> tuple[Near, ...]:
    """Return the near-duplicates of a dataset that stand in different splits, the most alike first."""
    splits = {each.key: each.split for each in fixtures}
    texts = {each.key: _text(each) for each in fixtures}
    return tuple(each for each in near_duplicates(texts) if splits[each.first] != splits[each.second])


def _text(fixture: Fixture) -> str:
    issue = read_issue(fixture.document, options=IntakeOptions(), context=None, attached=fixture.attachments)
    return text_of(issue)


def _folder(workbench: Workbench, dataset: str) -> Path:
    if dataset not in workbench.catalog.dataset_names():
        known = ", ".join(workbench.catalog.dataset_names()) or "none"
        raise CatalogError(f"no dataset {dataset!r}; known: {known}")
    return workbench.root / "datasets" / dataset

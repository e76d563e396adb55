"""A dataset's card, issues and gold, checked against each other."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.adapters.catalog.forms import Card, Member, Select, read_form
from workbench.adapters.catalog.sign_offs import BY_THE_DAY, Signing, home_of, refuse_unsigned, staged_keys
from workbench.core.errors import CatalogError
from workbench.core.records import Fixture, Gold
from workbench.core.splits import Placed
from workbench.generator.errors import IssueError
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.records import IntakeOptions, Issue


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """A dataset: its card and its fixtures in the card's order."""

    card: Card
    fixtures: tuple[Fixture, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The split and group of each fixture."""
        return placed(self.card)


def read_dataset(folder: Path, *, signing: Signing | None = BY_THE_DAY) -> Dataset:
    """Return a dataset with all its fixtures.

    Args:
        folder: the dataset's.
        signing: what its sign-offs are held against; None reads it whatever they say, to be reviewed or checked.

    Raises:
        CatalogError: its card lacks something, a fixture's files do not fit the card, a behaviour's evidence does not
            stand in its issue, or a fixture of it may not be used.
    """
    card = read_form(folder / "dataset.yaml", Card)
    if signing is not None:
        refuse_unsigned(folder, card, signing)
    stray = {path.stem for path in (folder / "issues").glob("*.json")} - set(card.fixtures) - staged_keys(folder)
    if stray:
        raise CatalogError(
            f"{folder / 'dataset.yaml'}: issue {min(stray)!r} has no split; add it under 'fixtures', or let "
            f"`workbench dataset split {folder.name}` do it"
        )
    return Dataset(
        card=card,
        fixtures=tuple(read_fixture(home_of(folder, key), key, member) for key, member in card.fixtures.items()),
    )


def placed(card: Card) -> tuple[Placed, ...]:
    """Return the split and group of each fixture of a card, in its order."""
    return tuple(
        Placed(key=key, split=member.split, group=group_of(key, member)) for key, member in card.fixtures.items()
    )


def group_of(key: str, member: Member) -> str:
    """Return a fixture's group: the one that its card names, else its project's prefix."""
    return member.group or key.partition("-")[0]


def read_fixtures(folder: Path) -> tuple[Fixture, ...]:
    """Return the fixtures of a folder that has no card, by key; to look at, not to release on.

    Raises:
        CatalogError: a fixture's files do not fit each other.
    """
    keys = sorted(path.stem for path in (folder / "issues").glob("*.json"))
    return tuple(read_fixture(folder, key, Member(split="dev")) for key in keys)


def read_fixture(folder: Path, key: str, member: Member) -> Fixture:
    """Return one fixture. Raises CatalogError where its files do not fit each other."""
    gold_path = folder / "expected" / f"{key}.yaml"
    if not gold_path.is_file() and (folder / "issues" / f"{key}.json").is_file():
        raise CatalogError(
            f"{gold_path}: is missing; `workbench dataset annotate {folder.name} {key}` makes a first draft of it"
        )
    gold = read_form(gold_path, Gold)
    document, attachments, issue = read_parts(folder, key, gold.context)
    if gold.key != key or issue.key != key:
        raise CatalogError(f"{gold_path}: the gold is of {gold.key!r} and the issue of {issue.key!r}, expected {key!r}")
    _check_evidence(gold_path, gold, text_of(issue))
    return Fixture(
        key=key,
        document=document,
        attachments=attachments,
        gold=gold,
        split=member.split,
        group=group_of(key, member),
    )


def read_parts(
    folder: Path, key: str, context: str | None
) -> tuple[dict[str, Any], tuple[tuple[str, bytes], ...], Issue]:
    """Return a fixture's document, its attachments, and the issue as intake prepares it.

    Raises:
        CatalogError: a file is missing, or no issue as Jira answers it.
    """
    try:
        document = load_issue_document(folder / "issues" / f"{key}.json")
        attachments = tuple(_attachments(folder / "attachments" / key))
        return (
            document,
            attachments,
            read_issue(document, options=IntakeOptions(), context=context, attached=attachments),
        )
    except (IssueError, OSError) as error:
        raise CatalogError(f"fixture {key!r} of {folder}: {error}") from None


def _attachments(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*")) if path.is_file()]


def text_of(issue: Issue) -> str:
    """Return all text of an issue that evidence may stand in."""
    texts = [issue.summary, issue.description, issue.context or ""]
    texts += [criterion.text for criterion in issue.criteria]
    texts += [attachment.text or "" for attachment in issue.attachments]
    return "\n".join(texts)


def _check_evidence(path: Path, gold: Gold, text: str) -> None:
    for behaviour in gold.behaviours:
        if not stands(behaviour.evidence, text):
            raise CatalogError(
                f"{path}: the evidence of behaviour {behaviour.id!r} does not stand in the issue; quote it exactly"
            )


def stands(evidence: str | None, text: str) -> bool:
    """Tell whether a quote stands in a text, however it is broken into lines; no quote does."""
    return " ".join((evidence or "").split()) in " ".join(text.split())


def selected(path: Path, fixtures: tuple[Fixture, ...], select: Select) -> tuple[Fixture, ...]:
    """Return the fixtures that a suite's `select` chooses, in the card's order.

    Raises:
        CatalogError: it names a fixture or stratum that is not there, or chooses none; `path` is the suite's.
    """
    unknown = sorted(set(select.ids) - {fixture.key for fixture in fixtures})
    if unknown:
        raise CatalogError(f"{path}: no fixture {unknown[0]!r} in the dataset; `workbench dataset show` lists them")
    strata = {fixture.gold.stratum for fixture in fixtures}
    strange = sorted(set(select.strata) - strata)
    if strange:
        raise CatalogError(f"{path}: no stratum {strange[0]!r}; known: {', '.join(sorted(strata))}")
    chosen = [
        fixture
        for fixture in fixtures
        if (not select.ids or fixture.key in select.ids)
        and (select.split is None or fixture.split == select.split)
        and (not select.strata or fixture.gold.stratum in select.strata)
    ]
    if select.limit is not None and select.limit < len(chosen):
        picked = set(random.Random(select.seed).sample(range(len(chosen)), select.limit))  # noqa: S311 - a draw, no secret
        chosen = [fixture for index, fixture in enumerate(chosen) if index in picked]
    if not chosen:
        raise CatalogError(f"{path}: 'select' chooses no fixture; widen its split, strata or ids")
    return tuple(chosen)

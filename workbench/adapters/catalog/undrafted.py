"""The fixtures of a dataset whose gold may be missing still."""

from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.catalog.datasets import read_parts, text_of
from workbench.adapters.catalog.forms import Card, read_form
from workbench.adapters.catalog.gold_files import gold_path
from workbench.adapters.catalog.sign_offs import Signing, home_of, refuse_unsigned
from workbench.core.records import Gold
from workbench.generator.records import Issue


@dataclass(frozen=True, kw_only=True, slots=True)
class Undrafted:
    """A fixture before it is annotated.

    Attributes:
        text: all of the issue's text that evidence may stand in.
        gold: None where it has no file yet.
    """

    key: str
    issue: Issue
    text: str
    gold: Gold | None

    @property
    def annotated(self) -> bool:
        """Whether there is gold that counts: one that is no draft, or a draft with something in it."""
        gold = self.gold
        return gold is not None and (gold.draft is not True or bool(gold.behaviours or gold.open_questions))


def read_undrafted(folder: Path, *, signing: Signing) -> tuple[Undrafted, ...]:
    """Return the fixtures of a dataset in its card's order, with or without gold.

    Raises:
        CatalogError: the card or an issue cannot be used, or a gold that is there cannot, or a fixture may not.
    """
    card = read_form(folder / "dataset.yaml", Card)
    refuse_unsigned(folder, card, signing)
    return tuple(_read(home_of(folder, key), key) for key in card.fixtures)


def _read(folder: Path, key: str) -> Undrafted:
    path = gold_path(folder, key)
    gold = read_form(path, Gold) if path.is_file() else None
    _, _, issue = read_parts(folder, key, gold.context if gold else None)
    return Undrafted(key=key, issue=issue, text=text_of(issue), gold=gold)

"""The splits of a card."""

from pathlib import Path

import pytest

from tests.projects import small_project, write_yaml
from workbench.adapters.catalog.cards import read_members, write_splits
from workbench.adapters.catalog.datasets import read_dataset
from workbench.core.errors import CatalogError
from workbench.core.splits import Placed, Split
from workbench.generator.prompt.file import read_text

KEYS = ["RMB-140", "CHK-418", "CRM-88"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project", KEYS) / "datasets" / "tiny"


def wanted(*holdout: str) -> list[Placed]:
    def side(key: str) -> Split:
        return "holdout" if key in holdout else "dev"

    return [Placed(key=key, split=side(key), group=key.partition("-")[0]) for key in KEYS]


def write(folder: Path, *holdout: str, seen: str | None = None) -> bool:
    digest = seen or read_members(folder).digest
    return write_splits(folder, wanted(*holdout), seen=digest, lock=folder.parents[1] / "card.lock")


def splits(folder: Path) -> dict[str, str]:
    return {each.key: each.split for each in read_dataset(folder).fixtures}


def by_hand(folder: Path, fixtures: str) -> str:
    """Write the card as people do, with comments."""
    text = read_text(folder / "dataset.yaml").partition("fixtures:")[0]
    made = f"# The card.\n{text}fixtures:  # all of them\n{fixtures}"
    (folder / "dataset.yaml").write_text(made, encoding="utf-8")
    return made


LINES = """  # families
  RMB-140: {split: dev}  # one
  'CHK-418': {group: shop, split: dev}
  CRM-88: {split: dev}
# end
"""


def test_only_what_changes_is_touched_and_comments_stay(folder: Path) -> None:
    before = by_hand(folder, LINES)
    assert write(folder, "CHK-418") is True
    assert read_text(folder / "dataset.yaml") == before.replace("shop, split: dev", "shop, split: holdout")
    assert splits(folder) == {"RMB-140": "dev", "CHK-418": "holdout", "CRM-88": "dev"}


def test_issues_that_the_card_does_not_list_come_behind_the_last_one(folder: Path) -> None:
    by_hand(folder, LINES.replace("  CRM-88: {split: dev}\n", ""))
    assert [(each.key, each.split) for each in read_members(folder).members] == [
        ("RMB-140", "dev"), ("CHK-418", "dev"), ("CRM-88", None),
    ]  # fmt: skip
    assert write(folder, "CRM-88") is True
    assert "  CRM-88: {split: holdout}\n# end\n" in read_text(folder / "dataset.yaml")


def test_a_card_in_another_form_is_written_anew_and_said_to_have_lost_its_comments(folder: Path) -> None:
    card = (folder / "dataset.yaml").read_text(encoding="utf-8")
    assert "split: dev\n" in card
    assert write(folder, "RMB-140") is False
    assert splits(folder) == {"RMB-140": "holdout", "CHK-418": "dev", "CRM-88": "dev"}


def test_a_card_that_was_changed_meanwhile_stands_as_it_stands(folder: Path) -> None:
    before = by_hand(folder, LINES)
    with pytest.raises(CatalogError, match="somebody changed it meanwhile"):
        write(folder, "CRM-88", seen="0" * 64)
    assert read_text(folder / "dataset.yaml") == before


@pytest.mark.parametrize("content", ["fixtures: [", "fixtures: {A-1: {split: third}}", "fixtures: 3"])
def test_a_card_that_cannot_be_read_is_one_sentence(folder: Path, content: str) -> None:
    (folder / "dataset.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"dataset\.yaml: "):
        read_members(folder)


def test_a_card_without_fixtures_takes_all_issues(folder: Path) -> None:
    write_yaml(folder / "dataset.yaml", {"name": "tiny"})
    assert [each.split for each in read_members(folder).members] == [None, None, None]

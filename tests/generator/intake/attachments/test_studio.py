"""The studio's issues with attachments: what only the attachment states can be covered now."""

from pathlib import Path

import pytest
import yaml

from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.records import IntakeOptions, Issue

STUDIO = Path(__file__).parents[4] / "datasets" / "studio"
TEXTS = ("CI-1877", "CRM-777", "GAM-58", "NRG-91", "NTF-141", "PAY-690", "VAL-88")
IMAGES = ("ADM-310", "CLM-91", "REA-183", "RST-64")


def prepared(key: str, *, attached: bool = True, options: IntakeOptions | None = None) -> Issue:
    files = sorted((STUDIO / "attachments" / key).iterdir()) if attached else []
    return read_issue(
        load_issue_document(STUDIO / "issues" / f"{key}.json"),
        options=options or IntakeOptions(),
        attached=[(file.name, file.read_bytes()) for file in files],
    )


def says(issue: Issue, quote: str) -> bool:
    parts = [issue.summary, issue.description, *(each.text for each in issue.criteria)]
    parts += [each.text or "" for each in issue.attachments]
    return " ".join(quote.split()).casefold() in " ".join(" ".join(parts).split()).casefold()


def evidence(key: str) -> list[str]:
    gold = yaml.safe_load((STUDIO / "expected" / f"{key}.yaml").read_text("utf-8"))
    return [each["evidence"] for each in gold["behaviours"] if each.get("evidence")]


def test_every_attachment_of_the_dataset_is_looked_at() -> None:
    assert {folder.name for folder in (STUDIO / "attachments").iterdir()} == {*TEXTS, *IMAGES}


@pytest.mark.parametrize(("key", "least"), [("NTF-141", 5), ("VAL-88", 5)])
def test_behaviours_that_only_the_attachment_states_are_in_the_issue_now(key: str, least: int) -> None:
    without, with_ = prepared(key, attached=False), prepared(key)
    only_attached = [quote for quote in evidence(key) if not says(without, quote)]
    assert len(only_attached) >= least
    assert [quote for quote in only_attached if not says(with_, quote)] == []


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_attachment_is_in_the_issue_as_it_stands(key: str) -> None:
    (file,) = (STUDIO / "attachments" / key).iterdir()
    assert [(each.text, each.note) for each in prepared(key).attachments if each.text] == [
        (file.read_text("utf-8"), None)
    ]


@pytest.mark.parametrize("key", IMAGES)
def test_a_picture_is_named_with_its_reason(key: str) -> None:
    (found,) = prepared(key).attachments
    assert (found.text, found.note) == (None, "image: not read")

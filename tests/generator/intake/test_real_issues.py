"""The fixtures of the repository, and public issues that are not part of it."""

import json
import os
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.generator.intake.documents import doc, p
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.records import IntakeOptions, Issue

STUDIO = Path(__file__).parents[3] / "datasets" / "studio"
OPTIONS = IntakeOptions()

# How many criteria each fixture states; those not named state none as such.
STATED = {
    "API-502": 6, "BNK-207": 7, "CHK-418": 7, "CLM-91": 3, "GAM-58": 6, "GOV-301": 6, "HSP-355": 5, "LRN-62": 5,
    "RMB-140": 4, "ROL-19": 4, "RST-212": 7, "SSO-73": 4, "TRV-77": 4, "VAL-88": 3, "WMS-310": 4,
}  # fmt: skip


@cache
def fixtures() -> dict[str, Issue]:
    folders = [STUDIO / "issues", Path(os.environ.get("WORKBENCH_REFERENCE", "")) / "fixtures" / "issues"]
    paths = next(filter(None, (sorted(folder.glob("*.json")) for folder in folders)), [])
    if not paths:
        pytest.skip("WORKBENCH_REFERENCE is not set")
    return {path.stem: read_issue(load_issue_document(path), options=OPTIONS) for path in paths}


def test_every_fixture_is_read_whole() -> None:
    for key, issue in fixtures().items():
        assert issue.key == key
        assert issue.description
        assert not [note for note in issue.left_out if not note.startswith("attachments:")]


def test_no_fixture_keeps_an_account_id() -> None:
    assert "712020" not in repr(fixtures())


def test_the_criteria_of_the_fixtures_are_found_and_none_are_invented() -> None:
    found = {key: len(issue.criteria) for key, issue in fixtures().items() if issue.criteria}
    assert {key: STATED.get(key) for key in found} == found
    assert set(STATED) & set(fixtures()) == set(found)


@cache
def public_rows(name: str) -> list[dict[str, Any]]:
    folder = os.environ.get("WORKBENCH_REFERENCE")
    if not folder:
        pytest.skip("WORKBENCH_REFERENCE is not set")
    path = Path(folder) / "data" / name
    if not path.exists():
        pytest.skip(f"the reference data has no {name}")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_row(number: int, summary: str, description: object) -> Issue:
    document = {"key": f"PUB-{number}", "fields": {"summary": summary, "description": description}}
    return read_issue(document, options=OPTIONS)


def has_criteria_in_its_text(row: dict[str, Any]) -> bool:
    """Where the line breaks are kept, the source's criteria stand in the description."""
    return bool(row.get("description_reflowed") and row.get("acceptance_criteria"))


def test_every_public_issue_is_read_as_a_string_and_as_a_document() -> None:
    started = perf_counter()
    rows = public_rows("issues_public.jsonl")
    found: list[tuple[bool, bool]] = []
    longest, same_count = 0.0, 0
    for number, row in enumerate(rows, start=1):
        body = row.get("description_reflowed")
        shape = doc(p(body if body is not None else row["description"]))
        for given in (body, shape):
            before = perf_counter()
            issue = read_row(number, row["summary"], given)
            longest = max(longest, perf_counter() - before)
            found.append((has_criteria_in_its_text(row), bool(issue.criteria)))
            same_count += found[-1][0] and len(issue.criteria) == len(row["acceptance_criteria"])
    stated = [seen for has, seen in found if has]
    others = [seen for has, seen in found if not has]
    print(f"\n{len(found)} readings of {len(rows)} issues, 0 exceptions, {perf_counter() - started:.2f} s,")
    print(f"slowest {longest * 1_000:.1f} ms, longest description {max(len(row['description']) for row in rows):,}")
    print(
        f"criteria found: {sum(stated)} of {len(stated)} readings that have them, {sum(others)} of {len(others)} others"
    )
    print(f"as many as the source counts: {same_count} of {len(stated)}")
    assert sum(stated) >= 0.95 * len(stated)
    assert sum(others) <= 0.05 * len(others)


def test_every_hostile_issue_is_read_and_keeps_no_account_id() -> None:
    for number, row in enumerate(public_rows("hostile_issues.jsonl"), start=1):
        for body in (row["text"], doc(p(row["text"]))):
            assert "712020" not in repr(read_row(number, row["requirement"], body))

"""What stands in a fixture still is found wherever it stands; what the anonymiser wrote is no finding."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.signed_fixtures import gold
from workbench.adapters.anonymizer.model import Rampart
from workbench.adapters.anonymizer.stack import DetectorStack
from workbench.core.records import Gold
from workbench.service.anonymise import anonymise
from workbench.service.residue import Residue, residue

DETECTORS = DetectorStack()
CANARY = "zoe.canary@kestrel-mail.io"

OTHER = "ned.canary@kestrel-mail.io"


def found(
    document: dict[str, Any], *, attached: dict[str, str] | None = None, gold: Gold | None = None
) -> list[Residue]:
    key = document["key"]
    return list(residue(document, key=key, attached=attached or {}, gold=gold, detectors=DETECTORS, language="en"))


def issue(**fields: Any) -> dict[str, Any]:
    return {"key": "ACME-1", "fields": {"summary": "Round it", **fields}}


def told(each: Residue) -> tuple[str, str, str]:
    return each.place, each.kind, each.text


def paragraph(*texts: str) -> dict[str, Any]:
    content = [{"type": "text", "text": text} for text in texts]
    return {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": content}]}


@pytest.mark.parametrize(
    "document",
    [
        issue(description=f"Ask {CANARY} first"),
        issue(description=paragraph("Ask zoe.", "canary@kestrel-mail.io")),
        issue(labels=["x", CANARY]),
        issue(comment={"comments": [{"body": CANARY}]}),
        issue(customfield_1={"value": CANARY}),
        issue(status={"name": "Open", "description": CANARY}),
        issue(project={"key": "ACME", "lead": CANARY}),
        issue(issuetype={"name": CANARY}),
        issue() | {"changelog": {"histories": [{"author": CANARY}]}},
        issue() | {"renderedFields": {"summary": CANARY}},
        issue() | {"names": {"customfield_1": CANARY}},
        issue() | {"self": f"https://jira.example.com/user?name={CANARY}"},
    ],
)
def test_a_mail_address_is_found_in_any_field(document: dict[str, Any]) -> None:
    assert [(each.kind, each.text) for each in found(document)] == [("email", CANARY)]


def test_files_and_gold_are_looked_through() -> None:
    here = found(issue(), attached={"a.txt": f"x {CANARY}"}, gold=gold("ACME-1", None, forbidden=[OTHER]))
    assert [told(each) for each in here] == [
        ("/attached/a.txt", "email", CANARY), ("/gold/forbidden/0", "email", OTHER)
    ]  # fmt: skip
    assert [(each.start, each.end) for each in here] == [(2, 2 + len(CANARY)), (0, len(OTHER))]
    assert CANARY not in repr(here)


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"reporter": {"accountId": "5b10ac8d82e05b22cc7d4ef5", "displayName": "X. Y"}}, ["account_id", "person"]),
        ({"reporter": {"accountId": "0000008d82e05b22cc7d4ef5", "displayName": "Alva Alderwick"}}, []),
        ({"attachment": [{"filename": "kestrel.pdf"}]}, ["file_name"]),
        ({"attachment": [{"filename": "attachment-12.pdf.txt"}]}, []),
        ({"project": {"key": "PAY", "name": "Kestrel"}}, ["issue_key", "org"]),
        ({"project": {"key": "DEMO", "name": "Demo"}}, []),
        ({"subtasks": [{"key": "PAY-1", "fields": {"summary": "x"}}]}, ["issue_key"]),
        ({"subtasks": [{"key": "DEMO-412", "fields": {"summary": "x"}}]}, []),
        ({"customfield_1": {"href": "https://wiki.kestrel.io/x"}}, ["url"]),
        ({"customfield_1": {"href": "https://example.org/1234"}}, []),
    ],
)
def test_what_stands_for_somebody_by_its_field_is_looked_at_there(fields: dict[str, Any], kinds: list[str]) -> None:
    assert sorted(each.kind for each in found(issue(**fields))) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Write to support@example.com or call 555-0143.",
        "See ACME-12 and acme-13, and DEMO-400.",
        "It happened on 12 March 2024 at 192.0.2.17.",
        "Card 4242 4242 4242 4242 at https://shop.example.org/x",
    ],
)
def test_what_is_nobodys_by_rule_is_no_finding(text: str) -> None:
    assert found(issue(description=text)) == []


def test_keys_of_other_projects_are_findings() -> None:
    assert [each.text for each in found(issue(description="as in PAY-3697"))] == ["PAY-3697"]


def _left(rows: Iterator[dict[str, Any]], field: str) -> tuple[int, int, list[str]]:
    """Return how many issues there are, in how many something sure is left, and as what."""
    detectors = DetectorStack(Rampart())
    count = 0
    kinds: list[str] = []
    hit = set()
    for number, row in enumerate(rows):
        text = row.get("description_reflowed") or row.get(field) or ""
        given = {"id": "7", "key": f"PUB-{number}", "fields": {"summary": row.get("summary", "x"), "description": text}}
        done = anonymise(
            given, detectors=detectors, key=b"0123456789abcdef", new_key=f"ACME-{number}", language=row["language"]
        )
        left = residue(
            done.document, key=f"ACME-{number}", attached={}, gold=None, detectors=detectors, language=row["language"]
        )
        sure = [f"{each.kind} by {each.detector}" for each in left if each.tier == "sure"]
        count += 1
        kinds += sure
        hit |= {number} if sure else set()
    return count, len(hit), kinds


def _rows(reference: Path, name: str, every: int) -> Iterator[dict[str, Any]]:
    lines = (reference / "data" / name).read_text(encoding="utf-8").splitlines()
    return (json.loads(line) for line in lines[::every])


def test_little_that_is_sure_is_left_of_public_issues(reference: Path) -> None:
    count, hit, kinds = _left(_rows(reference, "issues_public.jsonl", 25), "description")
    assert hit <= 1, kinds
    assert count > 20


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("name", "field", "most"), [("issues_public.jsonl", "description", 0.01), ("pii_spans.jsonl", "text", 0.03)]
)
def test_little_that_is_sure_is_left_of_any(reference: Path, name: str, field: str, most: float) -> None:
    count, hit, kinds = _left(_rows(reference, name, 1), field)
    print(f"{name}: something sure is left in {hit} of {count}: {kinds}")
    assert hit / count <= most

"""Issues as a source gives them, and reviews of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.fakes import FindsWords
from workbench.core.importing.reviewing import Marks, Terms
from workbench.core.importing.signoffs import SignOff
from workbench.core.importing.sourced import SourcedIssue
from workbench.core.records import Gold
from workbench.service.review import Review

MARKS = Marks(source="1" * 32, number="2" * 32, content="3" * 32)
OURS = Terms(origin="own_project", licence="ours")
ANNA = {"accountId": "712020:9638dd6d-cf25-43d2-a854-0c955f316780", "displayName": "Anna Ferreira"}


def paragraph(text: str) -> dict[str, Any]:
    """A document of one paragraph."""
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


def sourced(
    text: str, *, key: str = "PAY-690", attached: Mapping[str, str] | None = None, **fields: Any
) -> SourcedIssue:
    """An issue with this description, reported by Anna."""
    listed = {"attachment": [{"filename": name} for name in attached]} if attached else {}
    document = {
        "key": key,
        "id": key.partition("-")[2],
        "fields": {"summary": "Refund fails", "description": paragraph(text), "reporter": ANNA, **listed, **fields},
    }
    return SourcedIssue(key=key, number=document["id"], document=document, attached=attached or {}, left_out={})


def english(texts: Sequence[str]) -> list[str | None]:
    """Every text is English."""
    return ["en" for _ in texts]


def reviewed(
    source: SourcedIssue,
    detectors: FindsWords,
    *,
    earlier: SignOff | None = None,
    terms: Terms = OURS,
    gold: Gold | None = None,
) -> Review:
    """A review of an issue that becomes SHOP-1."""
    return Review(
        source, key="SHOP-1", secret=b"0123456789abcdef", marks=MARKS, terms=terms, detectors=detectors, detect=english,
        dictionary={}, earlier=earlier, gold=gold,
    )  # fmt: skip

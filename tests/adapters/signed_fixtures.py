"""Fixtures to sign, and the datasets that they go into."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.core.importing.signing import DETECTORS, own
from workbench.adapters.catalog.imports import read_sign_offs, write_signed
from workbench.core.importing.signed import NewCard, SignedFixture
from workbench.core.importing.signoffs import Origin, SignOff
from workbench.core.records import Gold

SALT = bytes(range(16))


def signed(
    key: str = "ACME-1",
    *,
    said: str = "The total is rounded up.",
    attached: dict[str, str] | None = None,
    sign_off: SignOff | None = None,
    evidence: str | None = None,
) -> SignedFixture:
    """A fixture whose issue says one thing, and whose gold quotes it."""
    files = {"attachment-7.csv": "a;b\n1;2\n"} if attached is None else attached
    listed = [{"id": str(number), "filename": name} for number, name in enumerate(files)]
    return SignedFixture(
        sign_off=sign_off or own(key),
        document={"key": key, "fields": {"summary": "Round it", "description": said, "attachment": listed}},
        attached=files,
        gold=gold(key, evidence or said),
    )


def gold(key: str, evidence: str | None, **more: Any) -> Gold:
    behaviour = {
        "id": "B1", "statement": "It rounds up", "kind": "main", "status": "stated", "priority": "must",
        "evidence": evidence,
    }  # fmt: skip
    given: dict[str, Any] = {
        "key": key, "stratum": "story_ac", "domain": "shop", "language": "en", "context": None, "testable": True,
        "draft": True, "behaviours": [behaviour], "acceptable": [], "forbidden": [], "open_questions": [],
    }  # fmt: skip
    return Gold.model_validate(given | more)


def new_card(origin: Origin = "own_project") -> NewCard:
    return NewCard(
        name="acme", description="Imported issues: ours", origin=origin, licence="internal", salt=SALT,
        how="rules, a model and a person", version=DETECTORS, note="A draft by rules.", reviewers=("Ada",),
    )  # fmt: skip


def write(folder: Path, fixture: SignedFixture, origin: Origin = "own_project") -> None:
    """Write what was reviewed just now: the review started from the sign-off that is there."""
    earlier = read_sign_offs(folder).get(fixture.sign_off.key)
    write_signed(folder, replace(fixture, earlier=earlier), card=new_card(origin), lock=folder.parent / "card.lock")

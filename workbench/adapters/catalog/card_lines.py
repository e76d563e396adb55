"""One more fixture in a dataset's card; what people wrote there stays."""

import re
from datetime import date
from typing import Any, Final

import yaml

from workbench.adapters.catalog.cards import LINE
from workbench.core.importing.signed import NewCard

_FIXTURES: Final = re.compile(r"fixtures:\s*(?:#.*)?")
_EXPIRES: Final = re.compile(r"^(expires:[ ]*)[\"']?\d{4}-\d{2}-\d{2}[\"']?([ ]*(?:#.*)?\r?)$", re.MULTILINE)


def new_card(card: NewCard, key: str) -> bytes:
    """Return a card with its first fixture; it sets no end, for each customer's fixture has one in its sign-off."""
    given = {
        "name": card.name,
        "description": card.description,
        "origin": card.origin,
        "licence": card.licence,
        **({"salt": card.salt.hex()} if card.salt else {}),
        "anonymised": {"how": card.how, "version": card.version},
        "gold": {"written_by": "model", "note": card.note},
        "reviewers": list(card.reviewers),
        "expires": None,
    }
    head = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=None)
    return f"{head}fixtures:\n{_line('  ', key)}\n".encode()


def with_fixture(content: bytes, key: str, *, salt: bytes | None, until: date | None = None) -> bytes:
    """Return a card with a fixture more, its comments and order kept where it has one line a fixture.

    Args:
        content: the card, which is a valid one.
        key: the fixture's; a card that lists it is left as it is.
        salt: for a card that has none.
        until: the card's new last day; None leaves the one that it has.
    """
    given: dict[str, Any] = yaml.safe_load(content)
    wanted = dict(given)
    if salt is not None and given.get("salt") is None:
        wanted["salt"] = salt.hex()
    if key not in given["fixtures"]:
        wanted["fixtures"] = {**given["fixtures"], key: {"split": "dev", "group": key}}
    if until is not None:
        wanted["expires"] = until
    if wanted == given:
        return content
    text = content.decode("utf-8-sig")
    if wanted["expires"] != given["expires"]:
        text = _EXPIRES.sub(rf"\g<1>{until}\g<2>", text, count=1)
    edited = _edited(text, key if key not in given["fixtures"] else None, wanted.get("salt"))
    try:
        kept = yaml.safe_load(edited) == wanted
    except yaml.YAMLError:
        kept = False
    if not kept:
        edited = yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False, width=1_000_000)
    return edited.encode()


def _edited(text: str, key: str | None, salt: str | None) -> str:
    """Return the card with a line behind the last fixture's, and one for its salt above `fixtures:`."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if _FIXTURES.fullmatch(line)), None)
    if start is None:
        return text
    if key is not None:
        last, indent = _last_fixture(lines, start)
        lines.insert(last + 1, _line(indent, key))
    if salt is not None and not any(line.startswith("salt:") and salt in line for line in lines):
        lines = [line for line in lines if not line.startswith("salt:")]
        lines.insert(next(at for at, line in enumerate(lines) if _FIXTURES.fullmatch(line)), f'salt: "{salt}"')
    return "\n".join(lines)


def _last_fixture(lines: list[str], start: int) -> tuple[int, str]:
    last, indent = start, None
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.strip() and not line.startswith((" ", "#")):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = at
            match = LINE.fullmatch(line)
            indent = indent or (match["indent"] if match else None)
    return last, indent or "  "


def _line(indent: str, key: str) -> str:
    return f"{indent}{key}: {{split: dev, group: {key}}}"

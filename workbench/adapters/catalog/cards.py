"""The splits of a dataset's card: read before they are whole, and written without touching the rest."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.adapters.catalog.datasets import placed
from workbench.adapters.catalog.forms import Card, Split, read_form
from workbench.adapters.catalog.sign_offs import staged_keys
from workbench.core.errors import CatalogError
from workbench.core.splits import Placed
from workbench.core.splitting import Member
from workbench.generator.output.putting import put
from workbench.generator.prompt.file import first_fault

_WAIT_S: Final = 10.0
LINE: Final = re.compile(
    r"(?P<indent>[ ]+)(?P<quote>[\"']?)(?P<key>[^\s\"':#]+)(?P=quote):(?P<value>[^#\n]*)(?P<note>#.*)?"
)


class LooseMember(BaseModel):
    """A fixture in a card that may have no split yet; what else stands there is kept for others."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    split: Split | None = None
    group: str | None = None


class LooseCard(BaseModel):
    """A card of which only the fixtures count here."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    fixtures: dict[str, LooseMember] = Field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A card as it was read.

    Attributes:
        members: every fixture of the card, then those issues that it does not list, without a split.
        digest: SHA-256 of the file.
    """

    members: tuple[Member, ...]
    digest: str


def read_members(folder: Path) -> Seen:
    """Return the fixtures of a dataset with the splits that they have so far.

    Raises:
        CatalogError: there is no card, or it cannot be used.
    """
    path = folder / "dataset.yaml"
    content = _content(path)
    try:
        card = LooseCard.model_validate(yaml.safe_load(content))
    except ValidationError as error:
        raise CatalogError(f"{path}: {first_fault(error)}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise CatalogError(f"{path}: is no YAML") from None
    listed = dict(card.fixtures)
    for key in sorted({path.stem for path in (folder / "issues").glob("*.json")} - staged_keys(folder)):
        listed.setdefault(key, LooseMember())
    members = (
        Member(key=key, group=each.group or key.partition("-")[0], split=each.split) for key, each in listed.items()
    )
    return Seen(members=tuple(members), digest=hashlib.sha256(content).hexdigest())


def write_splits(folder: Path, wanted: Sequence[Placed], *, seen: str, lock: Path) -> bool:
    """Write the splits into a card, and return whether its comments are all kept.

    Only what stands after a fixture's key is changed, line by line. Where the card is written in another form than one
    line a fixture, it is written anew, and its comments are lost.

    Args:
        folder: the dataset's.
        wanted: every fixture.
        seen: SHA-256 of the file that the splits were worked out from.
        lock: a file that keeps others from writing meanwhile; outside of the dataset.

    Raises:
        CatalogError: it was changed meanwhile, or it cannot be written. Then it stands as it stood.
    """
    path = folder / "dataset.yaml"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_WAIT_S):
            before = _content(path)
            if hashlib.sha256(before).hexdigest() != seen:
                raise CatalogError(f"{path}: somebody changed it meanwhile; split again")
            given = yaml.safe_load(before)
            edited = _edited(before.decode("utf-8"), wanted)
            kept = _says(edited, given, wanted)
            put(path, (edited if kept else _anew(given, wanted)).encode("utf-8"))
    except Timeout:
        raise CatalogError(f"{path}: somebody else is writing it; try again") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    if {(each.key, each.split) for each in placed(read_form(path, Card))} != {
        (each.key, each.split) for each in wanted
    }:
        raise CatalogError(f"{path}: reads otherwise than it was written")
    return kept


def _edited(text: str, wanted: Sequence[Placed]) -> str:
    """Return the card with each fixture's line changed, and lines for those that have none behind the last one."""
    splits = {each.key: each.split for each in wanted}
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if re.match(r"fixtures:\s*(?:#.*)?$", line)), None)
    if start is None:
        return text
    last, indent = start, "  "
    for at in range(start + 1, len(lines)):
        if lines[at].strip() and not lines[at].startswith((" ", "#")):
            break
        match = LINE.fullmatch(lines[at])
        if match and match["key"] in splits:
            lines[at] = _line(match, splits.pop(match["key"]))
            last, indent = at, match["indent"]
    lines[last + 1 : last + 1] = [f"{indent}{key}: {{split: {split}}}" for key, split in splits.items()]
    return "\n".join(lines)


def _line(match: re.Match[str], split: str) -> str:
    """Return a fixture's line with this split; what it says besides, as its group and a comment, is kept."""
    value = match["value"].rstrip()
    if re.search(r"\bsplit:\s*\w+", value):
        value = re.sub(r"\bsplit:\s*\w+", f"split: {split}", value, count=1)
    else:
        value = f" {{split: {split}}}"
    note = f"  {match['note']}" if match["note"] else ""
    return f"{match['indent']}{match['quote']}{match['key']}{match['quote']}:{value}{note}"


def _says(text: str, given: dict[str, Any], wanted: Sequence[Placed]) -> bool:
    """Whether an edited card holds these splits and is otherwise what it was."""
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError:
        return False
    return bool(read == _merged(given, wanted))


def _anew(given: dict[str, Any], wanted: Sequence[Placed]) -> str:
    made: str = yaml.safe_dump(_merged(given, wanted), allow_unicode=True, sort_keys=False, width=1_000_000)
    return made


def _merged(given: dict[str, Any], wanted: Sequence[Placed]) -> dict[str, Any]:
    old = given.get("fixtures") or {}
    fixtures = {each.key: {**(old.get(each.key) or {}), "split": each.split} for each in wanted}
    return {**given, "fixtures": fixtures}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None

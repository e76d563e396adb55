"""What a person signed off becomes a fixture of a dataset: whole, or not at all."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from workbench.adapters.catalog.card_lines import new_card, with_fixture
from workbench.adapters.catalog.datasets import read_fixture, read_parts, text_of
from workbench.adapters.catalog.forms import Card, Member, read_form
from workbench.adapters.catalog.gold_files import as_yaml, gold_path
from workbench.adapters.catalog.kept_gold import kept_gold
from workbench.adapters.catalog.sign_offs import STAGED, files_digest, read_sign_offs
from workbench.adapters.catalog.staging import carry_over, place, stage, sweep
from workbench.core.errors import CatalogError
from workbench.core.importing.marks import known
from workbench.core.importing.signed import NewCard, SignedFixture, as_text_files
from workbench.core.importing.signoffs import SIGN_OFFS

__all__ = ["files_digest", "read_sign_offs", "refuse_name", "salt_of", "write_signed"]

_WAIT_S: Final = 10.0
_MOST_NAME_BYTES: Final = 200
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def refuse_name(name: str) -> None:
    """Raise CatalogError where a dataset cannot be called that."""
    if not _NAME.fullmatch(name):
        raise CatalogError(f"{name!r:.100} is no name of a dataset; use small letters, digits, '-' and '_'")


def salt_of(folder: Path) -> bytes | None:
    """Return the salt of a dataset's marks; None where there is no dataset yet, or it has none.

    Raises:
        CatalogError: its card cannot be used.
    """
    path = folder / "dataset.yaml"
    salt = read_form(path, Card).salt if path.is_file() else None
    return None if salt is None else bytes.fromhex(salt)


def write_signed(folder: Path, fixture: SignedFixture, *, card: NewCard | None, lock: Path) -> None:
    """Write a fixture that was signed off, in the place of the one of its key where there is one.

    A kill at any point leaves the dataset as it was, or with the whole fixture. What an earlier kill left is ended
    first.

    Args:
        folder: the dataset's; made where it is not there.
        fixture: what was signed off; gold that stands there already is kept as `kept_gold` says.
        card: what a new dataset's card says, and the salt for a card without one; None where the dataset has a card: it
            then stays without a salt where it has none.
        lock: a file that keeps others from writing meanwhile; outside of the dataset.

    Raises:
        CatalogError: the fixture would not load, does not fit the dataset, or cannot be written; nothing is written
            then.
    """
    path = folder / "dataset.yaml"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_WAIT_S):
            sweep(folder, listed=lambda: _listed(path), card=lambda key: _write_line(folder, key, None))
            _check(folder, fixture, card)
            _write(folder, fixture, card)
    except Timeout:
        raise CatalogError(f"{path}: somebody else is writing this dataset; try again") from None
    except OSError as error:
        raise CatalogError(f"{folder}: cannot be written ({error.strerror or type(error).__name__})") from None


def _check(folder: Path, fixture: SignedFixture, card: NewCard | None) -> None:
    """Raise CatalogError where the fixture does not fit the dataset."""
    path, key, origin = folder / "dataset.yaml", fixture.sign_off.key, fixture.sign_off.origin
    refuse_name(folder.name)
    if not fixture.document.get("key") == fixture.gold.key == key:
        raise CatalogError(f"fixture {key!r}: its issue or its gold has another key")
    wrong = next((name for name in fixture.attached if not _is_file_name(name)), None)
    if wrong is not None:
        raise CatalogError(f"fixture {key!r}: {wrong!r} cannot be the name of a file here")
    there = read_form(path, Card) if path.is_file() else None
    if there is None and card is None:
        raise CatalogError(f"{path}: there is no such dataset, and nothing says what its card is to say")
    named = there.origin if there else card.origin if card else origin
    if named != origin:
        raise CatalogError(f"{path}: its origin is {named}, and fixture {key!r} is {origin}; take another dataset")
    salt = there.salt if there else None
    if salt is not None and card is not None and card.salt and salt != card.salt.hex():
        raise CatalogError(f"{path}: somebody made it meanwhile; import again")
    listed = frozenset(there.fixtures) if there is not None else frozenset[str]()
    _refuse_meanwhile(folder, fixture, listed)
    if key not in listed and any(_path(folder, part, key).exists() for part in _PARTS):
        raise CatalogError(f"{folder}: has files of {key!r}, which its card does not list; take another key")


def _refuse_meanwhile(folder: Path, fixture: SignedFixture, listed: frozenset[str]) -> None:
    """Raise CatalogError where somebody wrote the fixture, or the issue under another key, since its review began."""
    signed, there = fixture.sign_off, read_sign_offs(folder)
    key, now = signed.key, there.get(signed.key)
    if now != fixture.earlier or (key in listed and now is None):
        raise CatalogError(f"{folder / SIGN_OFFS}: {key} was written by somebody else meanwhile; import again")
    if now is not None and key not in listed:
        raise CatalogError(f"{folder / 'dataset.yaml'}: {key} was taken out by somebody meanwhile; import again")
    others = {name: each for name, each in there.items() if name in listed and name != key}
    same = known(others, signed.source, signed.number)
    if same is not None:
        raise CatalogError(f"{folder / SIGN_OFFS}: the issue of {key} is there already as {same.key}; leave it out")


_PARTS: Final = ("issues/{}.json", "expected/{}.yaml", "attachments/{}")


def _path(folder: Path, part: str, key: str) -> Path:
    return folder / part.format(key)


def _write(folder: Path, fixture: SignedFixture, card: NewCard | None) -> None:
    key = fixture.sign_off.key
    document, attached = as_text_files(fixture.document, fixture.attached)
    files = {f"issues/{key}.json": _as_json(document)}
    files |= {f"attachments/{key}/{name}": text.encode("utf-8", "replace") for name, text in attached.items()}
    there = gold_path(folder, key)
    gold = there.read_bytes() if there.is_file() else None
    stage(
        folder,
        key,
        files,
        rest=lambda part: _rest(folder, part, fixture),
        check=lambda part: read_fixture(part, key, Member(split="dev")),
        gold=gold,
    )
    carry_over(folder, key, card=lambda: _write_line(folder, key, card))


def _rest(folder: Path, part: Path, fixture: SignedFixture) -> Mapping[str, bytes]:
    """Return a fixture's gold and sign-off, now that its issue and files are there to be read."""
    key, signed = fixture.sign_off.key, fixture.sign_off
    if gold_path(folder, key).is_file():
        context = read_form(gold_path(folder, key), type(fixture.gold)).context
        _, _, issue = read_parts(part, key, context)
        files = kept_gold(folder, key, text_of(issue), actor=signed.reviewers[0], at=signed.at)
    else:
        files = {f"expected/{key}.yaml": as_yaml(fixture.gold)}
    written = signed.model_copy(update={"files": files_digest(part, key)})
    return {**files, SIGN_OFFS: (written.model_dump_json(by_alias=True) + "\n").encode()}


def _write_line(folder: Path, key: str, card: NewCard | None) -> None:
    path = folder / "dataset.yaml"
    before = path.read_bytes() if path.is_file() else None
    if before is None:
        assert card is not None
        place(folder, path.name, new_card(card, key))
    else:
        salt = (card.salt or None) if card else None
        after = with_fixture(before, key, salt=salt, until=_later_end(folder, key))
        if after != before:
            place(folder, path.name, after)


def _later_end(folder: Path, key: str) -> date | None:
    """Return the end of a fixture that is being written, where the card's comes before it: consent was renewed.

    Every other fixture ends with its own sign-off all the same.
    """
    card, fixture = read_form(folder / "dataset.yaml", Card).expires, read_sign_offs(folder / STAGED / key)[key].expires
    return fixture if card is not None and fixture is not None and card < fixture else None


def _listed(path: Path) -> set[str]:
    return set(read_form(path, Card).fixtures) if path.is_file() else set()


def _as_json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _is_file_name(name: str) -> bool:
    return (
        0 < len(name.encode("utf-8", "replace")) <= _MOST_NAME_BYTES
        and not name.startswith(".")
        and not set(name) & {"/", "\\", "\0"}
        and name.isprintable()
    )

"""Sign-offs on disk: who answers for which files, and whether a dataset may be used."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from workbench.adapters.catalog.forms import Card, read_form
from workbench.core.errors import CatalogError
from workbench.core.importing.rules import CUSTOMER, Fault, faults
from workbench.core.importing.signoffs import SIGN_OFFS, SignOff
from workbench.generator.prompt.file import first_fault

STAGED: Final = ".importing"
"""The folder in which fixtures are made whole before they are put in place; what hides in it is of a killed write."""


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, kw_only=True, slots=True)
class Signing:
    """What sign-offs are held against.

    Attributes:
        today: gives the day, in UTC.
        detectors: gives the version of this machine's detectors; the default opens no sign-off again.
    """

    today: Callable[[], date] = _today
    detectors: Callable[[], str] = lambda: "rules-0+no-model"


BY_THE_DAY: Final = Signing()
"""Takes the day alone: for those who know no detectors."""


def read_sign_offs(folder: Path) -> dict[str, SignOff]:
    """Return the sign-offs of a dataset by key; of the lines of a key the last one counts. None where it has no file.

    A last line that a killed write left torn is no line.

    Raises:
        CatalogError: a line is no sign-off.
    """
    found = {each.key: each for each in _lines(folder / SIGN_OFFS)}
    staged = staged_keys(folder)
    if staged:
        listed = _listed(folder)
        found = {key: each for key, each in found.items() if key not in staged}
        found |= {each.key: each for key in staged & listed for each in _lines(folder / STAGED / key / SIGN_OFFS)}
    return found


def whole_lines(path: Path) -> list[bytes]:
    """Return the lines of a file of sign-offs, blank ones too, without what a kill left torn.

    There are none where there is no file. Raises CatalogError where it cannot be read.
    """
    try:
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    lines = content.split(b"\n")
    if not lines[-1] or not _is_line(lines[-1]):
        lines.pop()
    return lines


def files_digest(folder: Path, key: str) -> str:
    """Return the SHA-256 over a fixture's issue and its attachments, names and contents; gold may change.

    Raises:
        CatalogError: a file cannot be read.
    """
    here = home_of(folder, key)
    paths = [here / "issues" / f"{key}.json", *sorted((here / "attachments" / key).glob("*"))]
    digest = hashlib.sha256()
    try:
        for path in paths:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(here).as_posix()}\0{content}\n".encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    return digest.hexdigest()


def home_of(folder: Path, key: str) -> Path:
    """Return the folder under which a fixture's files are whole: the dataset's, or where a write was killed its own."""
    staged = folder / STAGED / key
    return staged if staged.is_dir() else folder


def staged_keys(folder: Path) -> set[str]:
    """Return the keys of the fixtures that are being written, or whose write was killed."""
    try:
        return {path.name for path in (folder / STAGED).iterdir() if not path.name.startswith(".")}
    except OSError:
        return set()


def card_faults(folder: Path, card: Card, signing: Signing) -> Iterator[Fault]:
    """Yield why fixtures of a dataset may not be used, in the card's order.

    Raises:
        CatalogError: a sign-off or a file cannot be read.
    """
    if card.expires is None and card.origin != CUSTOMER and not (folder / SIGN_OFFS).exists():
        return
    yield from faults(
        read_sign_offs(folder),
        keys=card.fixtures,
        origin=card.origin,
        until=card.expires,
        files=lambda key: files_digest(folder, key),
        today=signing.today(),
        detectors=signing.detectors,
    )


def refuse_unsigned(folder: Path, card: Card, signing: Signing) -> None:
    """Do nothing where every fixture of a dataset may be used.

    Raises:
        CatalogError: one may not: it says which and why.
    """
    found = next(card_faults(folder, card, signing), None)
    if found is None:
        return
    if found.key is None:
        raise CatalogError(f"{folder / 'dataset.yaml'}: the dataset {found.why}; ask for more time, or delete it")
    raise CatalogError(
        f"{folder / SIGN_OFFS}: fixture {found.key!r} {found.why}; look at it with "
        f"`workbench dataset review {folder.name}`, or take it out of the card and delete its files"
    )


def _lines(path: Path) -> Iterable[SignOff]:
    for number, line in enumerate(whole_lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield SignOff.model_validate_json(line)
        except ValidationError as error:
            raise CatalogError(f"{path}: line {number}: {first_fault(error)}") from None


def _is_line(line: bytes) -> bool:
    try:
        SignOff.model_validate_json(line)
    except ValidationError:
        return False
    return True


def _listed(folder: Path) -> set[str]:
    path = folder / "dataset.yaml"
    return set(read_form(path, Card).fixtures) if path.is_file() else set()

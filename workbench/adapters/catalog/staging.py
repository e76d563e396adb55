"""Fixtures that are put in place whole: made aside, committed by one renaming, and carried over file by file.

From the renaming on the new fixture counts, whatever is in place so far: readers take it from where it was made. So a
kill at any point leaves the fixture as it was or as it is to be, and the next write ends what this one began.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from workbench.adapters.catalog.sign_offs import STAGED, staged_keys, whole_lines
from workbench.core.errors import CatalogError
from workbench.core.importing.signoffs import SIGN_OFFS

Rest = Callable[[Path], Mapping[str, bytes]]
_SEEN: Final = ".gold"


def stage(
    folder: Path,
    key: str,
    files: Mapping[str, bytes],
    *,
    rest: Rest,
    check: Callable[[Path], object],
    gold: bytes | None,
) -> None:
    """Make a fixture aside and commit it.

    Args:
        folder: the dataset's.
        key: the fixture's.
        files: its issue and attachments, by path in the dataset.
        rest: told where these are; gives the other files: gold, and `signoffs.jsonl` with its line alone.
        check: told where all is; raises CatalogError where it would not load.
        gold: the file of the gold that stands there now, so that one that is written meanwhile is not lost.

    Raises:
        CatalogError: as `rest` and `check`. Then nothing has changed.
        OSError: it cannot be written. Then nothing has changed.
    """
    part = _aside(folder, key)
    try:
        _write_all(part, files)
        _write_all(part, rest(part))
        check(part)
        _write(part / _SEEN, (hashlib.sha256(gold).hexdigest() if gold is not None else "").encode("ascii"))
        part.rename(folder / STAGED / key)
    except CatalogError as error:
        raise CatalogError(str(error).replace(str(part), str(folder))) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        with suppress(OSError):
            (folder / STAGED).rmdir()  # where nothing was committed
            folder.rmdir()


def carry_over(folder: Path, key: str, *, card: Callable[[], None]) -> None:
    """Put a committed fixture in place, its line in the card last. Doing it again does no harm.

    Args:
        folder: the dataset's.
        key: the fixture's.
        card: writes the fixture's line into the card.

    Raises:
        OSError: it cannot be written. The next write goes on with it.
    """
    staged = folder / STAGED / key
    names = sorted(path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file())
    if _gold_changed(folder, key):
        names = [name for name in names if not name.startswith("expected/")]
    for name in sorted(names, key=lambda each: (each.startswith("issues/"), each == f"expected/{key}.yaml", each)):
        if name not in (_SEEN, SIGN_OFFS):
            place(folder, name, (staged / name).read_bytes())
    for path in (folder / "attachments" / key).glob("*"):
        if not (staged / "attachments" / key / path.name).exists():
            path.unlink()
    _sign(folder, (staged / SIGN_OFFS).read_bytes().rstrip(b"\n"))
    card()
    drop(folder, key)


def take_back(folder: Path, key: str) -> None:
    """Remove a committed fixture of which the card has no line. Raises OSError where it cannot be removed."""
    line = (folder / STAGED / key / SIGN_OFFS).read_bytes().rstrip(b"\n")
    for name in (f"issues/{key}.json", f"expected/{key}.yaml"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "attachments" / key, ignore_errors=True)
    lines = whole_lines(folder / SIGN_OFFS)
    if line in lines:
        place(folder, SIGN_OFFS, b"".join(each + b"\n" for each in lines if each != line))
    drop(folder, key)


def drop(folder: Path, key: str) -> None:
    """Forget where a fixture was made, now that it is in place."""
    old = _aside(folder, key)
    (folder / STAGED / key).rename(old)
    shutil.rmtree(old, ignore_errors=True)
    with suppress(OSError):
        (folder / STAGED).rmdir()


def sweep(folder: Path, *, listed: Callable[[], set[str]], card: Callable[[str], None]) -> None:
    """End what killed writes began: what the card lists is carried over, what it does not is taken back.

    Args:
        folder: the dataset's.
        listed: gives the keys of the card.
        card: writes a fixture's line into the card.

    Raises:
        OSError: it cannot be written.
    """
    if not (folder / STAGED).is_dir():
        return
    for path in (folder / STAGED).glob(".*"):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    keys = staged_keys(folder)
    known = listed() if keys else set()
    for key in sorted(keys):
        if key in known:
            carry_over(folder, key, card=partial(card, key))
        else:
            take_back(folder, key)
    with suppress(OSError):
        (folder / STAGED).rmdir()


def place(folder: Path, name: str, content: bytes) -> None:
    """Write a file of a dataset in the place of the one before; what a kill leaves of it lies in the folder aside."""
    part = folder / STAGED / f".{secrets.token_hex(4)}.part"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(part, content)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        _write(folder / name, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _aside(folder: Path, key: str) -> Path:
    return folder / STAGED / f".{key}.{secrets.token_hex(4)}"


def _sign(folder: Path, line: bytes) -> None:
    lines = whole_lines(folder / SIGN_OFFS)
    if lines[-1:] != [line]:
        place(folder, SIGN_OFFS, b"".join(each + b"\n" for each in [*lines, line]))


def _gold_changed(folder: Path, key: str) -> bool:
    """Whether somebody wrote the gold after this fixture was made: then theirs stays."""
    staged, there = folder / STAGED / key, folder / "expected" / f"{key}.yaml"
    if not there.exists() or not (staged / _SEEN).exists():
        return False
    seen, made = (staged / _SEEN).read_text("ascii"), (staged / "expected" / f"{key}.yaml").read_bytes()
    now = there.read_bytes()
    return now != made and hashlib.sha256(now).hexdigest() != seen

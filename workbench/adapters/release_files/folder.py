"""The folder of releases: a line is added, with its release file, whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.core.releases import check_chain
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.ledger import HEAD, LEDGER, as_bytes, head_of
from workbench.generator.prompt.ledger_line import LedgerLine, Promotion
from workbench.generator.prompt.release import Release, file_name, ledger

_PART: Final = ".part"


def add_line(folder: Path, line: LedgerLine, release: Release | None = None) -> None:
    """Write a line at the end of the ledger.

    Args:
        folder: of the releases; made where there is none.
        line: sealed after the last one.
        release: what a promotion brings; None for a roll-back.

    Raises:
        ReleaseError: the line does not follow on the ledger as it is now, the release is not the one that it names,
            another promotion is under way, or the folder cannot be written.
    """
    named = line.release if isinstance(line, Promotion) else None
    if named != (release.digest if release else None):
        raise ReleaseError(f"the line and the release file are not of one release; nothing was written to {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _turn(folder):
            _replace(folder, _contents(folder, line, release))
    except OSError as error:
        raise ReleaseError(f"{folder}: cannot be written ({error.strerror or type(error).__name__})") from None


def ledger_bytes(folder: Path) -> bytes:
    """Return the ledger's content, empty where there is none.

    Raises:
        ReleaseError: it cannot be read.
    """
    path = folder / LEDGER
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Keep others from writing meanwhile: the ledger's new file can be made once."""
    part = folder / f"{LEDGER}{_PART}"
    try:
        part.touch(exist_ok=False)
    except FileExistsError:
        raise ReleaseError(
            f"{part}: another promotion is under way, or one was cut off; remove the file if none is"
        ) from None
    try:
        yield
    finally:
        part.unlink(missing_ok=True)


def _contents(folder: Path, line: LedgerLine, release: Release | None) -> dict[str, bytes]:
    """Return file name to new content, in the order in which the files come to be."""
    lines = (*ledger(folder=folder), line)
    if faults := check_chain(lines):
        raise ReleaseError(f"{faults[0]}; nothing was written")
    contents = {LEDGER: ledger_bytes(folder) + as_bytes(line), HEAD: as_bytes(head_of(lines))}
    if release is None:
        return contents
    name, content = file_name(release.digest), as_bytes(release)
    path = folder / name
    if path.exists() and path.read_bytes() != content:
        raise ReleaseError(f"{path}: holds another release of the same first digits; nothing was written")
    return {name: content, **contents}


def _replace(folder: Path, contents: dict[str, bytes]) -> None:
    """Write all contents beside their files, and only then put them in place."""
    parts = {name: folder / f"{name}{_PART}" for name in contents}
    try:
        for name, content in contents.items():
            with parts[name].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name, part in parts.items():
            part.replace(folder / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)

"""Findings that somebody answers for, on disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml
from filelock import FileLock, Timeout

from workbench.adapters.catalog.forms import read_form
from workbench.core.errors import CatalogError
from workbench.core.importing.exceptions import EXCEPTIONS, ExceptedHere, Exceptions
from workbench.generator.output.putting import put

_WAIT_S: Final = 10.0
_HEAD: Final = (
    "# Findings of `workbench dataset check` that somebody looked at and left; no text of an issue stands here.\n"
)


def read_exceptions(folder: Path) -> Exceptions:
    """Return what is excepted in a dataset. Raises CatalogError where the file cannot be used."""
    path = folder / EXCEPTIONS
    return read_form(path, Exceptions) if path.is_file() else Exceptions()


def add_exceptions(folder: Path, added: ExceptedHere, *, lock: Path) -> None:
    """Write down that somebody answers for further findings.

    Args:
        folder: the dataset's.
        added: what they leave.
        lock: a file that keeps others from writing meanwhile; outside of the dataset.

    Raises:
        CatalogError: the file cannot be used or written.
    """
    path = folder / EXCEPTIONS
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_WAIT_S):
            put(path, _as_yaml((*read_exceptions(folder).exceptions, added)))
    except Timeout:
        raise CatalogError(f"{path}: somebody else is writing it; try again") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None


def _as_yaml(exceptions: tuple[ExceptedHere, ...]) -> bytes:
    given: list[Mapping[str, object]] = [each.model_dump(mode="json") for each in exceptions]
    text = yaml.safe_dump({"exceptions": given}, allow_unicode=True, sort_keys=False, width=1_000_000)
    return (_HEAD + text).encode()

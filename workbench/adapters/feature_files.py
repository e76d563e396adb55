"""Feature files and house styles on disk."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.core.errors import CatalogError
from workbench.core.lint import Style
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import parse_yaml, read_text

_MAX_BYTES: Final = 20_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureFiles:
    """The texts by the path under which each was found, and a sentence for each path that cannot be read."""

    texts: dict[str, str]
    unreadable: tuple[str, ...]


def read_features(paths: Sequence[Path]) -> FeatureFiles:
    """Return the texts of files, and of all `*.feature` files below folders; hidden folders are left out."""
    texts: dict[str, str] = {}
    unreadable: list[str] = []
    for path in paths:
        files = _found(path)
        if not files:
            unreadable.append(f"{path}: no *.feature file in this folder or below")
        for file in files:
            try:
                texts[file.as_posix()] = _text(file)
            except CatalogError as error:
                unreadable.append(str(error))
    return FeatureFiles(texts=texts, unreadable=tuple(unreadable))


def read_style(path: Path) -> Style:
    """Return the house style of a YAML file.

    Raises:
        CatalogError: it cannot be read, or holds a key or value that a style does not take.
    """
    try:
        return parse_yaml(path, read_text(path), Style)
    except PromptError as error:
        raise CatalogError(str(error)) from None


def _found(path: Path) -> list[Path]:
    return sorted(_below(path)) if path.is_dir() else [path]


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith(".feature"))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CatalogError(f"{path}: larger than {_MAX_BYTES} bytes; is it the right file?")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{path}: not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None

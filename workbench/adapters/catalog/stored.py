"""Every text of a dataset's folder that no fixture brings with it: revisions, suites, reasons, the card, strays."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from workbench.adapters.catalog.sign_offs import home_of
from workbench.core.errors import CatalogError
from workbench.core.importing.exceptions import EXCEPTIONS
from workbench.core.importing.signoffs import SIGN_OFFS
from workbench.core.importing.stored import Stored, text_of_file

Line = tuple[int, str]
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT: Final = re.compile(r"(?:^|\s)#+(?P<said>.*)$")
_REFERENCE: Final = re.compile(r"[A-Z]{1,10}-?\d{1,9}")
_NO_TEXTS: Final[Mapping[str, frozenset[str]]] = {
    "dataset.yaml": frozenset({"salt", "reviewers", "version"}),
    EXCEPTIONS: frozenset({"by", "findings"}),
    SIGN_OFFS: frozenset({"reviewers", "at", "detectors", "files", "source", "number", "content", "digest"}),
    "revisions": frozenset({"actor", "at", "before", "after"}),
}
"""By file or folder: digests, marks, days, versions, and the names of those who answer for it, which belong there."""


def read_stored(folder: Path, keys: Collection[str]) -> tuple[Stored, ...]:
    """Return the files of a dataset that are not read with its fixtures, and of their gold the comments, by path.

    Args:
        folder: the dataset's.
        keys: of its fixtures.

    Raises:
        CatalogError: a file cannot be read.
    """
    covered = {path for key in keys for path in _covered(home_of(folder, key), key)}
    gold = {home_of(folder, key) / "expected" / f"{key}.yaml" for key in keys}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path not in covered)
    try:
        return tuple(_stored(path, path.relative_to(folder), keys, comments_alone=path in gold) for path in files)
    except OSError as error:
        raise CatalogError(f"{folder}: a file cannot be read ({error.strerror or type(error).__name__})") from None


def _covered(home: Path, key: str) -> Iterator[Path]:
    yield home / "issues" / f"{key}.json"
    yield home / ".gold"  # a digest, of a killed write
    yield from (home / "attachments" / key).glob("*")


def _stored(path: Path, inside: Path, keys: Collection[str], *, comments_alone: bool) -> Stored:
    content = path.read_bytes()
    text = text_of_file(content)
    stems = [part.partition(".")[0] for part in reversed(inside.parts)]
    lines = None if text is None else tuple(_comments(text) if comments_alone else _lines(inside, text))
    return Stored(
        path=inside.as_posix(),
        key=next((stem for stem in stems if stem in keys), None),
        texts=lines,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _lines(inside: Path, text: str) -> Iterator[Line]:
    """Yield the texts of a file by its form; one of another form, or that is torn, is one text."""
    without = _NO_TEXTS.get(inside.name, _NO_TEXTS.get(inside.parent.name, frozenset()))
    if inside.suffix == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            yield from ((number, each) for each in _of_json(line, without))
    elif inside.suffix == ".json":
        yield from ((1, each) for each in _of_json(text, without))
    elif inside.suffix in (".yaml", ".yml"):
        yield from _of_yaml(text, without)
    else:
        yield 1, text


def _of_json(text: str, without: frozenset[str]) -> Iterator[str]:
    try:
        value = json.loads(text, object_pairs_hook=list)  # a list of pairs: a name that stands twice hides nothing
        yield from _strings(value, without)
    except (ValueError, RecursionError):
        yield text


def _strings(value: Any, without: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        name, inner = value
        reference = name == "consent" and isinstance(inner, str) and _REFERENCE.fullmatch(inner)  # as C-17
        if name not in without and not reference:
            yield name
            yield from _strings(inner, without)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, without)


def _of_yaml(text: str, without: frozenset[str]) -> Iterator[Line]:
    try:
        found = [line for node in yaml.compose_all(text, Loader=_LOADER) for line in _scalars(node, without, set())]
    except (yaml.YAMLError, RecursionError):
        yield 1, text
        return
    yield from found
    said = "\n".join(each for _, each in found)
    yield from ((number, each) for number, each in _comments(text) if each not in said)


def _scalars(node: yaml.Node | None, without: frozenset[str], seen: set[int]) -> Iterator[Line]:
    """Yield every scalar, those of a name that stands twice too; what an alias repeats comes once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.line + 1, str(node.value)
    elif isinstance(node, yaml.MappingNode):
        for name, inner in node.value:
            if not (isinstance(name, yaml.ScalarNode) and name.value in without):
                yield from _scalars(name, without, seen)
                yield from _scalars(inner, without, seen)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _scalars(each, without, seen)


def _comments(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        match = _COMMENT.search(line)
        if match and match["said"].strip():
            yield number, match["said"].strip()

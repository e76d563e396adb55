"""Gold and its revisions: the newest stands in `expected/KEY.yaml`, what it replaced in `expected/revisions/`."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml
from filelock import FileLock, Timeout
from pydantic import ValidationError

from workbench.adapters.catalog.datasets import read_fixtures
from workbench.adapters.catalog.forms import read_form
from workbench.adapters.catalog.labelled import read_labelled
from workbench.core.errors import CatalogError
from workbench.core.records import Gold
from workbench.core.revisions import Revision
from workbench.generator.output.putting import put
from workbench.generator.prompt.file import first_fault

_WAIT_S: Final = 10.0


def gold_path(folder: Path, key: str) -> Path:
    """Return the file of a fixture's gold in a dataset's folder."""
    return folder / "expected" / f"{key}.yaml"


def gold_digest(folder: Path, key: str) -> str:
    """Return the SHA-256 of a gold's file. Raises CatalogError where it cannot be read."""
    return hashlib.sha256(_content(gold_path(folder, key))).hexdigest()


def read_revisions(folder: Path, key: str) -> tuple[Revision, ...]:
    """Return the revisions of a gold, the oldest first; none where it was never mended.

    Raises:
        CatalogError: a line of the file is no revision, or their numbers do not follow on each other.
    """
    path = _log(folder, key)
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(_content(path).splitlines(), start=1):
        try:
            found.append(Revision.model_validate_json(line))
        except ValidationError as error:
            raise CatalogError(f"{path}: line {number}: {first_fault(error)}") from None
        if found[-1].revision != number + 1:
            raise CatalogError(f"{path}: line {number} is revision {found[-1].revision}, expected {number + 1}")
    if found and found[-1].before == gold_digest(folder, key) != found[-1].after:
        found.pop()  # a kill came between the line and its gold
    return tuple(found)


def revision_numbers(folder: Path) -> dict[str, int]:
    """Return the newest revision of each gold that was mended, by key. Raises CatalogError as `read_revisions`."""
    keys = sorted(path.stem for path in (folder / "expected" / "revisions").glob("*.jsonl"))
    return {key: len(read_revisions(folder, key)) + 1 for key in keys}


def write_gold(folder: Path, gold: Gold, *, seen: str, actor: str, why: str, at: datetime, lock: Path) -> Revision:
    """Put a gold in the place of the one that was seen, keep that one, and write down who, when and why.

    Args:
        folder: the dataset's.
        gold: the new one; of the key of the old one.
        seen: SHA-256 of the file that the change was made from.
        actor: who.
        why: the reason.
        at: when, in UTC.
        lock: a file that keeps others from writing meanwhile; outside of the dataset.

    Raises:
        CatalogError: the loader would refuse the gold, it was changed meanwhile, or it cannot be written. Then the
            gold stands as it stood.
    """
    path = gold_path(folder, gold.key)
    content = as_yaml(gold)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_WAIT_S):
            before = _content(path)
            if hashlib.sha256(before).hexdigest() != seen:
                raise CatalogError(f"{path}: somebody changed it meanwhile; load the page again and mend what is there")
            _check(folder, gold.key, content)
            earlier = read_revisions(folder, gold.key)
            revision = Revision(
                revision=len(earlier) + 2,
                at=at,
                actor=actor,
                why=why,
                before=seen,
                after=hashlib.sha256(content).hexdigest(),
            )
            _put(folder, path, before, content, (*earlier, revision))
            return revision
    except Timeout:
        raise CatalogError(f"{path}: somebody else is writing it; try again") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    except ValidationError as error:
        raise CatalogError(f"{path}: {first_fault(error)}") from None


def write_first(folder: Path, gold: Gold, *, lock: Path) -> None:
    """Put the first gold of a fixture in its place; it is the fixture's revision 1.

    Raises:
        CatalogError: the fixture has gold by now, the loader would refuse this one, or it cannot be written. Then
            nothing is written.
    """
    path = gold_path(folder, gold.key)
    content = as_yaml(gold)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_WAIT_S):
            if path.exists():
                raise CatalogError(f"{path}: somebody wrote it meanwhile; nothing was written")
            _check(folder, gold.key, content)
            path.parent.mkdir(exist_ok=True)
            put(path, content)
    except Timeout:
        raise CatalogError(f"{path}: somebody else is writing it; try again") from None
    except OSError as error:
        raise CatalogError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None


def gold_of_revision(folder: Path, key: str, revision: int) -> Gold:
    """Return the gold of a fixture as it was in a revision, from 1.

    Raises:
        CatalogError: there is no such revision, or its file cannot be used.
    """
    newest = len(read_revisions(folder, key)) + 1
    if not 1 <= revision <= newest:
        raise CatalogError(f"gold of {key!r}: it has no revision {revision}; its newest is {newest}")
    kept = folder / "expected" / "revisions" / f"{key}.r{revision}.yaml"
    return read_form(gold_path(folder, key) if revision == newest else kept, Gold)


def as_yaml(gold: Gold) -> bytes:
    """Return a gold as its file, in the order of its fields."""
    given = gold.model_dump(mode="json")
    text = yaml.dump(given, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.encode("utf-8")


class _Indented(yaml.SafeDumper):
    """Indents lists as people do, so that a revision's diff shows what changed and nothing else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002
        return super().increase_indent(flow, False)  # noqa: FBT003 - PyYAML's own form


def _check(folder: Path, key: str, content: bytes) -> None:
    """Have the loader read the new gold beside its issue, and beside its rated suites where it has some."""
    with TemporaryDirectory(prefix="gold-") as made:
        staged = Path(made)
        (staged / "expected").mkdir()
        (staged / "expected" / f"{key}.yaml").write_bytes(content)
        _link(folder, staged, f"issues/{key}.json")
        _link(folder, staged, f"attachments/{key}")
        _link(folder, staged, f"suites/{key}.yaml")
        try:
            (read,) = read_fixtures(staged)
            if (staged / "suites").is_dir():
                read_labelled(staged)
        except CatalogError as error:
            raise CatalogError(str(error).replace(made, str(folder))) from None
        if as_yaml(read.gold) != content:
            raise CatalogError(f"{gold_path(folder, key)}: reads otherwise than it was written; nothing was written")


def _link(folder: Path, staged: Path, name: str) -> None:
    if (folder / name).exists():
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        (staged / name).symlink_to((folder / name).resolve())


def _put(folder: Path, path: Path, before: bytes, content: bytes, revisions: Sequence[Revision]) -> None:
    """Keep the old gold, write the line, and put the new gold in place last; a line without its gold is void."""
    kept = path.parent / "revisions"
    kept.mkdir(exist_ok=True)
    _keep(kept / f"{path.stem}.r{revisions[-1].revision - 1}.yaml", before)
    put(_log(folder, path.stem), b"".join(line_of(each) for each in revisions))
    put(path, content)


def line_of(revision: Revision) -> bytes:
    """Return a revision as a line of its file."""
    return revision.model_dump_json(by_alias=True).encode("utf-8") + b"\n"


def _keep(path: Path, content: bytes) -> None:
    """Write a file that is never changed; the same again is no harm."""
    if path.is_file() and _content(path) != content:
        raise CatalogError(f"{path}: holds another gold; nothing was written")
    put(path, content)


def _log(folder: Path, key: str) -> Path:
    return folder / "expected" / "revisions" / f"{key}.jsonl"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None

"""The ledger of releases as a file: a line of canonical JSON each, each naming the hash of the line before it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import ALGORITHM, canonical_json, digest
from workbench.generator.prompt.file import first_fault
from workbench.generator.prompt.ledger_line import LINE, Count, Digest, LedgerLine
from workbench.generator.records import Closed

FORMAT: Final = 1
LEDGER: Final = "ledger.jsonl"
HEAD: Final = "head.json"
RESTORE: Final = "restore the folder of releases from version control"


class Head(Closed):
    """How many lines the ledger has and the last one's hash: what a ledger that was cut no longer agrees with."""

    lines: Count
    hash: Digest


def seal_line(previous: str | None, fields: Mapping[str, Any]) -> LedgerLine:
    """Return the line of these fields that comes after another.

    Args:
        previous: the hash of the line before, None for the first.
        fields: all but `format`, `previous` and `hash`, as JSON values.

    Raises:
        ReleaseError: a field is unknown, missing or beyond its bounds; says which.
    """
    draft = {**fields, "format": FORMAT, "previous": previous, "hash": digest(None)}
    try:
        line = LINE.validate_python(draft)
    except ValidationError as error:
        raise ReleaseError(f"the ledger does not take this line: {first_fault(error)}") from None
    return line.model_copy(update={"hash": own_hash(line)})


def own_hash(line: LedgerLine) -> str:
    """Return what a line's `hash` has to be."""
    return digest(line.model_dump(mode="json", exclude={"hash"}))


def as_bytes(record: BaseModel) -> bytes:
    """Return a record as it stands in a file: canonical JSON and a line break."""
    return canonical_json(record.model_dump(mode="json")) + b"\n"


def head_of(lines: tuple[LedgerLine, ...]) -> Head:
    """Return what `head.json` has to say of these lines, of which there is at least one."""
    return Head(lines=len(lines), hash=lines[-1].hash)


def read_ledger(content: bytes, head: bytes) -> tuple[LedgerLine, ...]:
    """Return the lines of a ledger, the first one first; every byte is as it was written.

    Args:
        content: of `ledger.jsonl`.
        head: of `head.json`, which says where the ledger ends.

    Raises:
        ReleaseError: a byte was changed, a line is missing, was moved or added, or has an unknown key.
    """
    *raw_lines, rest = content.split(b"\n")
    if rest or not raw_lines:
        raise ReleaseError(f"{LEDGER}: does not end with a whole line; {RESTORE}")
    lines: list[LedgerLine] = []
    for number, raw in enumerate(raw_lines, start=1):
        line = _read_line(raw, f"line {number} of {LEDGER}")
        if line.previous != (lines[-1].hash if lines else None):
            raise ReleaseError(f"line {number} of {LEDGER}: does not follow on the line before it; {RESTORE}")
        lines.append(line)
    if as_bytes(head_of(tuple(lines))) != head:
        raise ReleaseError(f"{LEDGER}: does not end where {HEAD} says; {RESTORE}")
    return tuple(lines)


def _read_line(raw: bytes, where: str) -> LedgerLine:
    said = canonical(raw, where).get("hash")
    own = f'"hash":"{said}",'.encode()  # in canonical form the line without it is what was digested
    if raw.count(own) != 1 or said != f"{ALGORITHM}:{hashlib.sha256(raw.replace(own, b'')).hexdigest()}":
        raise ReleaseError(f"{where}: is not as it was written; {RESTORE}")
    try:
        return LINE.validate_json(raw, strict=True)
    except ValidationError as error:
        raise ReleaseError(f"{where}: {first_fault(error)}; install the version that wrote it, or {RESTORE}") from None


def canonical(raw: bytes, where: str, restore: str = RESTORE) -> dict[str, Any]:
    """Return the JSON object of these bytes, which are its canonical form and no other.

    Args:
        raw: without a line break at its end.
        where: what a fault says it is about.
        restore: what it says is to be done.

    Raises:
        ReleaseError: they are no JSON object, or another spelling of one.
    """
    try:
        content = json.loads(raw.decode("utf-8"))
        same = isinstance(content, dict) and canonical_json(content) == raw
    except (RecursionError, ValueError):
        same = False
    if not same:
        raise ReleaseError(f"{where}: is not as it was written; {restore}")
    assert isinstance(content, dict)
    return content

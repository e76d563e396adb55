"""What a promotion rests on, as a folder: rows, gate, verdict, and a manifest with their digests. No generated text."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from workbench.adapters.release_files.rows import RESTORE, read_rows, write_rows
from workbench.core.gates import Gate
from workbench.core.proof import Proof, gate_digest, rows_digest
from workbench.core.verdicts import Check, Verdict
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.digest import canonical_json, digest, short
from workbench.generator.prompt.file import first_fault
from workbench.generator.prompt.ledger import as_bytes, canonical
from workbench.generator.prompt.ledger_line import Count, Digest, Name, Side
from workbench.generator.records import Closed

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_ROWS: Final = "rows.parquet"
_GATE: Final = "gate.json"
_VERDICT: Final = "verdict.json"
_LONGEST: Final = 1_000  # signs of a check's words
_DECIDED: Final = TypeAdapter(Verdict)


class Manifest(Closed):
    """What the folder holds, and what it is about.

    Attributes:
        rows: number of rows.
        rows_digest: over their content.
        gate_digest: over that of the gate.
        files: file name to the SHA-256 of its bytes.
    """

    format: Literal[1]
    run: Name
    suite: Name
    primary: Name
    candidate: Side
    baseline: Side
    scorers: dict[Name, Count]
    arithmetic: Count
    rows: Count
    rows_digest: Digest
    gate_digest: Digest
    files: dict[
        Literal["rows.parquet", "gate.json", "verdict.json"],
        Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")],
    ] = Field(min_length=3)

    @property
    def digest(self) -> str:
        """What the ledger's line names, and the folder by its first 12 digits."""
        return digest(self.model_dump(mode="json"))


def write_evidence(folder: Path, proof: Proof) -> str:
    """Write the evidence into a folder of its own and return its digest; it is there whole or not at all.

    Args:
        folder: where each promotion has its folder.
        proof: what is written.

    Raises:
        ReleaseError: something in it is no name or number, or the folder cannot be written.
    """
    try:
        contents, manifest = _contents(proof)
    except ValidationError as error:
        raise ReleaseError(f"the evidence of run {proof.run}: {first_fault(error)}; nothing was written") from None
    except ValueError:
        raise ReleaseError(
            f"the evidence of run {proof.run} holds a number that is infinite or none; score it again"
        ) from None
    place = folder / short(manifest.digest)
    if place.exists():
        read_evidence(folder, manifest.digest)
        return manifest.digest
    part = folder / f".{place.name}.{secrets.token_hex(4)}.part"
    try:
        part.mkdir(parents=True)
        for name, content in contents.items():
            _write(part / name, content)
        part.replace(place)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise ReleaseError(f"{place}: cannot be written ({error.strerror or type(error).__name__})") from None
    return manifest.digest


def read_evidence(folder: Path, expected: str) -> tuple[Manifest, Proof]:
    """Return the evidence of a digest, every byte of it as it was written.

    Args:
        folder: where each promotion has its folder.
        expected: the digest that the ledger's line names.

    Raises:
        ReleaseError: it is missing or damaged, holds a file too many, or is of another format.
    """
    place = folder / short(expected)
    try:
        present = {each.name: each.read_bytes() for each in place.iterdir()}
    except OSError as error:
        raise ReleaseError(f"{place}: cannot be read ({error.strerror or type(error).__name__}); {RESTORE}") from None
    try:
        manifest = _manifest(place, present, expected)
        return manifest, _proof(place, present, manifest)
    except ValidationError as error:
        raise ReleaseError(f"{place}: {first_fault(error)}; {RESTORE}") from None


def _contents(proof: Proof) -> tuple[dict[str, bytes], Manifest]:
    verdict = asdict(proof.verdict)
    _check_words(verdict)
    contents = {
        _ROWS: write_rows(proof.rows),
        _GATE: canonical_json(proof.gate.plain()) + b"\n",
        _VERDICT: canonical_json(verdict) + b"\n",
    }
    manifest = Manifest.model_validate(
        {
            "format": FORMAT,
            "run": proof.run,
            "suite": proof.suite,
            "primary": proof.primary,
            "candidate": proof.candidate,
            "baseline": proof.baseline,
            "scorers": dict(proof.scorers),
            "arithmetic": proof.arithmetic,
            "rows": len(proof.rows),
            "rows_digest": rows_digest(proof.rows),
            "gate_digest": gate_digest(proof.gate),
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        }
    )
    return {**contents, _MANIFEST: as_bytes(manifest)}, manifest


def _check_words(verdict: dict[str, Any]) -> None:
    """Refuse words that are more than a line."""
    words = [text for check in verdict["checks"] for text in check.values() if isinstance(text, str)]
    if any(len(text) > _LONGEST or not text.isprintable() for text in words):
        raise ReleaseError("the verdict holds a text that is more than a line; nothing was written")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _manifest(place: Path, present: dict[str, bytes], expected: str) -> Manifest:
    raw = present.get(_MANIFEST, b"")
    where = f"{place.name}/{_MANIFEST}"
    content = canonical(raw.removesuffix(b"\n"), where, RESTORE)
    if digest(content) != expected or not raw.endswith(b"\n"):
        raise ReleaseError(f"{where}: is not as it was written; {RESTORE}")
    manifest = Manifest.model_validate_json(raw, strict=True)
    for name in sorted({*manifest.files, _MANIFEST} ^ set(present)):
        what = "is there and in no manifest" if name in present else "is missing"
        raise ReleaseError(f"{place.name}/{name}: {what}; {RESTORE}")
    for name, known in manifest.files.items():
        if hashlib.sha256(present[name]).hexdigest() != known:
            raise ReleaseError(f"{place.name}/{name}: is not as it was written; {RESTORE}")
    return manifest


def _proof(place: Path, present: dict[str, bytes], manifest: Manifest) -> Proof:
    gate = canonical(present[_GATE].removesuffix(b"\n"), f"{place.name}/{_GATE}", RESTORE)
    rows = read_rows(present[_ROWS], f"{place.name}/{_ROWS}")
    if (digest(gate), rows_digest(rows), len(rows)) != (manifest.gate_digest, manifest.rows_digest, manifest.rows):
        raise ReleaseError(f"{place.name}: gate or rows are not those that the manifest names; {RESTORE}")
    return Proof(
        run=manifest.run,
        suite=manifest.suite,
        primary=manifest.primary,
        candidate=manifest.candidate,
        baseline=manifest.baseline,
        scorers=manifest.scorers,
        arithmetic=manifest.arithmetic,
        gate=Gate.model_validate_json(present[_GATE], strict=True),
        rows=rows,
        verdict=_verdict(place, present[_VERDICT]),
    )


def _verdict(place: Path, raw: bytes) -> Verdict:
    content = canonical(raw.removesuffix(b"\n"), f"{place.name}/{_VERDICT}", RESTORE)
    for key in _unknown(content):
        raise ReleaseError(f"{place.name}/{_VERDICT}: unknown key {key!r}; {RESTORE}")
    return _DECIDED.validate_python(content)


def _unknown(content: dict[str, Any]) -> Iterator[str]:
    """Yield the keys that a verdict or a check does not have: a plain dataclass passes over them."""
    yield from sorted(set(content) - {field.name for field in fields(Verdict)})
    for check in content.get("checks", ()):
        yield from sorted(set(check) - {field.name for field in fields(Check)})

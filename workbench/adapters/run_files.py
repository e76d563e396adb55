"""One run as a folder: a Parquet file for each table, and a manifest with their digests."""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field

from workbench.core.errors import StoreError
from workbench.generator.prompt.digest import digest
from workbench.generator.records import Closed

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"


class TableFile(Closed):
    """A file of the folder."""

    rows: int = Field(ge=0)
    sha256: str


class Manifest(Closed):
    """What a folder holds.

    Attributes:
        format: of the folder; a newer one is not read.
        run: its id.
        suite: the suite's name.
        written_by: the workbench's version.
        files: table to its file, `<table>.parquet`.
        digest: over all of the above.
    """

    format: int
    run: str
    suite: str
    written_by: str
    files: dict[Annotated[str, Field(pattern="^[a-z_]+$")], TableFile]
    digest: str

    def own_digest(self) -> str:
        """Return what `digest` has to be."""
        return digest(self.model_dump(mode="json", exclude={"digest"}))


def write_run(folder: Path, tables: Mapping[str, pa.Table], *, run: str, suite: str, written_by: str) -> Manifest:
    """Write a run into a folder that is new or empty; it is there whole or not at all.

    Raises:
        StoreError: the folder holds something, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: is there already; name a new folder, or an empty one")
    place = folder.resolve()
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        part.mkdir(parents=True)
        files = {name: _write_table(part / f"{name}.parquet", table) for name, table in tables.items()}
        draft = Manifest(format=FORMAT, run=run, suite=suite, written_by=written_by, files=files, digest="")
        manifest = draft.model_copy(update={"digest": draft.own_digest()})
        _write(part / _MANIFEST, (manifest.model_dump_json(indent=2) + "\n").encode())
        part.replace(place)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StoreError(f"{folder}: cannot be written ({error.strerror or type(error).__name__})") from None
    return manifest


def read_run(folder: Path) -> tuple[Manifest, dict[str, pa.Table]]:
    """Return what a folder holds, every byte of it as it was written.

    Raises:
        StoreError: it is no run, of a newer workbench, damaged, or cannot be read.
    """
    try:
        manifest = _read_manifest(folder / _MANIFEST)
        return manifest, {name: _read_table(folder, name, file) for name, file in manifest.files.items()}
    except OSError as error:
        named = Path(error.filename or folder)
        raise StoreError(f"{named}: cannot be read ({error.strerror or type(error).__name__})") from None


def _write_table(path: Path, table: pa.Table) -> TableFile:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    _write(path, content)
    return TableFile(rows=table.num_rows, sha256=hashlib.sha256(content).hexdigest())


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read_manifest(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_bytes())
        newer = isinstance(content, dict) and isinstance(content.get("format"), int) and content["format"] > FORMAT
        manifest = None if newer else Manifest.model_validate(content)
    except ValueError:  # pydantic's is one
        raise StoreError(f"{path}: is no manifest of a run, or is damaged; export the run again") from None
    if manifest is None:
        raise StoreError(f"{path}: is of format {content['format']}, of a newer workbench; import it with that one")
    if manifest.digest != manifest.own_digest():
        raise StoreError(f"{path}: is not as it was written; export the run again")
    return manifest


def _read_table(folder: Path, name: str, file: TableFile) -> pa.Table:
    path = folder / f"{name}.parquet"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise StoreError(f"{path}: is not as it was written; export the run again")
    try:
        table = pq.read_table(pa.BufferReader(content))
    except pa.ArrowException:
        raise StoreError(f"{path}: is no Parquet file that can be read; export the run again") from None
    if table.num_rows != file.rows:
        raise StoreError(f"{path}: holds {table.num_rows} rows where the manifest says {file.rows}")
    return table

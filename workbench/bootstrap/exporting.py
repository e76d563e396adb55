"""What `workbench export` and `workbench import` need."""

import importlib.metadata
from dataclasses import dataclass
from pathlib import Path

from workbench.adapters.run_files import Manifest, read_run, write_run
from workbench.bootstrap import Workbench
from workbench.core.runs import RunRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """A run that came from a folder.

    Attributes:
        run: as it is here now.
        new: table to how many rows were not here; all 0 where the run was here already.
    """

    run: RunRecord
    new: dict[str, int]


def export_run(workbench: Workbench, run_id: str, folder: Path) -> Manifest:
    """Write a run into a folder as Parquet with a manifest.

    Args:
        workbench: where the run is.
        run_id: its id, or the beginning of it.
        folder: new or empty.

    Raises:
        StoreError: there is no such run, the store is damaged, or the folder cannot be written.
    """
    run = workbench.store.run(run_id)
    version = importlib.metadata.version("ai-test-studio-workbench")
    return write_run(folder, workbench.store.tables(run.id), run=run.id, suite=run.suite, written_by=version)


def import_run(workbench: Workbench, folder: Path) -> Imported:
    """Store the run of a folder, all of it or nothing; doing it again changes nothing.

    Raises:
        StoreError: the folder is no run or is damaged, or the store holds other answers to its cells.
    """
    manifest, tables = read_run(folder)
    new = workbench.store.add_tables(tables)
    return Imported(run=workbench.store.run(manifest.run), new=new)

"""The workbench as commands find it: with all that journals hold, and a warning of what they hold no more."""

from typing import TYPE_CHECKING

from workbench.cli.output import note

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench


def opened() -> "Workbench":
    """Return the workbench of this folder after its journals were taken in.

    Raises:
        NoProjectError: there is no project here.
        StoreError: the store cannot be used.
    """
    from workbench.bootstrap import open_workbench

    workbench = open_workbench()
    workbench.store.ingest()
    warn(workbench)
    return workbench


def warn(workbench: "Workbench") -> None:
    """Say which journals could not be taken in whole; the runs they are of are not complete."""
    for sentence in workbench.store.damaged().values():
        note(f"warning: {sentence}")

"""Commands that carry a run from one machine to another: export, import."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, print_json, say


def export(
    run: Annotated[str, typer.Argument(help="A run's id, or its beginning.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A folder that is new or empty.")],
    json: Json = False,
) -> None:
    """Write a run as Parquet files with a manifest; they hold the models' answers."""
    from workbench.bootstrap.exporting import export_run

    manifest = export_run(opened(), run, to)
    if json:
        print_json(manifest.model_dump(mode="json"))
    else:
        rows = sum(file.rows for file in manifest.files.values())
        say(f"Run {manifest.run} of {manifest.suite}: {rows} rows in {len(manifest.files)} tables, in {to}.")


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `workbench export` wrote.")],
    json: Json = False,
) -> None:
    """Take in a run that was exported elsewhere; what is here already stays as it is."""
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.exporting import import_run

    imported = import_run(open_workbench(), folder)
    run, new = imported.run, sum(imported.new.values())
    if json:
        print_json({"run": {**asdict(run), "complete": run.complete}, "new": imported.new})
    elif new == 0:
        say(f"Run {run.id} of {run.suite} is here already.")
    else:
        say(f"Run {run.id} of {run.suite}: {run.done}/{run.planned} cells, {new} new rows.")
        say(f"Look at it with: workbench show {run.id}")

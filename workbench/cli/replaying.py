"""Commands that replay: demo and run."""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.output import Json, note, print_json, say

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.records import RunRecord
    from workbench.service.replay import Progress


def demo(json: Json = False) -> None:
    """Replay six issues through three prompts on the embedded model, and rank them."""
    from workbench.bootstrap import open_workbench
    from workbench.cli.boards import board_json, print_board

    workbench = open_workbench()
    started = time.monotonic()
    note("Six issues, three prompts, one small model on this machine, and the rules floor. No key, nothing leaves.")
    record = _replay(workbench, "demo", None, None, None, [])
    seconds = time.monotonic() - started
    if json:
        print_json({**board_json(workbench, record), "seconds": round(seconds, 1)})
        raise typer.Exit(0 if record.complete else 2)
    print_board(workbench, record)
    say(f"Took {seconds:.0f} s. The data is in {workbench.home / 'workbench.duckdb'}.")
    start = "python3 -m uv run workbench" if os.environ.get("UV") else "workbench"
    say(f"Look closer with: {start} app   (or: {start} show {record.id})")
    raise typer.Exit(0 if record.complete else 2)


def run(
    suite: Annotated[str, typer.Argument(help="A suite's file or name, as evals/demo.yaml or demo.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first N fixtures.")] = None,
    only: Annotated[
        str | None, typer.Option("--filter", help="Only fixtures whose key contains this, or of this stratum.")
    ] = None,
    note_text: Annotated[str | None, typer.Option("--note", help="Kept with the run.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Kept with the run; may be repeated.")] = None,
    json: Json = False,
) -> None:
    """Replay a suite; what is known already is not asked again."""
    from workbench.bootstrap import open_workbench
    from workbench.cli.boards import board_json, print_board

    workbench = open_workbench()
    record = _replay(workbench, suite, limit, only, note_text, tag or [])
    if json:
        print_json(board_json(workbench, record))
    else:
        print_board(workbench, record)
    raise typer.Exit(0 if record.complete else 2)


def _replay(
    workbench: "Workbench", name: str, limit: int | None, only: str | None, text: str | None, tags: list[str]
) -> "RunRecord":
    from workbench.bootstrap import limited

    suite = limited(workbench.catalog.suite(name), limit=limit, only=only)
    bar = _Bar()
    try:
        return workbench.run(suite, note=text, tags=tags, begin=bar.begin, tell=bar.tell, scored=bar.scored)
    finally:
        bar.end()


class _Bar:
    """A progress bar with rate and remaining time on standard error; plain lines where that is no terminal."""

    def __init__(self) -> None:
        self._live: Any = None
        self._task: Any = None
        self._show: Callable[[Progress], None] = self._print

    def begin(self, run: "RunRecord", todo: int) -> None:
        """Say what is ahead."""
        known = run.planned - todo
        note(f"Run {run.id}: {run.planned} cells, {known} known, {todo} to do.")
        if todo and sys.stderr.isatty():
            self._start(todo)

    def _start(self, todo: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns = (
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeElapsedColumn(),
            TextColumn("left"), TimeRemainingColumn(), TextColumn("{task.description}", markup=False),
        )  # fmt: skip
        self._live = Progress(*columns, console=Console(stderr=True))
        self._task = self._live.add_task("", total=todo, rate="")
        self._live.start()
        self._show = self._advance

    def tell(self, progress: "Progress") -> None:
        """Show one cell that is through."""
        self._show(progress)

    def _advance(self, progress: "Progress") -> None:
        elapsed = self._live.tasks[0].elapsed or 0.001
        text = f"{progress.candidate} {progress.fixture}: {progress.outcome}"
        rate = f"{60 * progress.done / elapsed:.0f}/min"
        self._live.update(self._task, completed=progress.done, description=text, rate=rate)

    def _print(self, progress: "Progress") -> None:
        note(f"  {progress.done}/{progress.todo} {progress.candidate} {progress.fixture}: {progress.outcome}")

    def scored(self, done: int, todo: int) -> None:
        """Show that scoring goes on: new texts need sentence vectors, which take seconds an answer."""
        if self._live is not None:
            self._live.update(self._task, completed=done, total=todo, description="scoring", rate="")
        elif done == 0:
            note(f"  scoring {todo} answers")

    def end(self) -> None:
        """Put the terminal back."""
        if self._live is not None:
            self._live.stop()

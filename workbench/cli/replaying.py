"""Commands that replay: demo and run."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.opening import warn
from workbench.cli.options import Fresh, Limit, Only
from workbench.cli.output import Json, note, print_json, say
from workbench.core.consent import ASK_ABOVE_USD
from workbench.core.errors import RunError

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.records import Suite
    from workbench.core.runs import RunRecord
    from workbench.core.spending import Estimate, Terms
    from workbench.service.replay import Progress


def demo(json: Json = False) -> None:
    """Replay six issues through three prompts on the embedded model, and rank them."""
    from workbench.bootstrap import open_workbench
    from workbench.cli.boards import board_json, print_board
    from workbench.core.spending import Terms

    workbench = open_workbench()
    started = time.monotonic()
    note("Six issues, three prompts, one small model on this machine, and the rules floor. No key, nothing leaves.")
    record = replay_suite(workbench, _suite(workbench, "demo"), Terms())
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
    limit: Limit = None,
    only: Only = None,
    fresh: Fresh = False,
    budget: Annotated[
        str | None, typer.Option(help="US dollars that the whole run may spend, as 2.00; else the suite's budget_usd.")
    ] = None,
    max_minutes: Annotated[
        float | None, typer.Option(min=0.01, help="Ask for nothing more after so many minutes.")
    ] = None,
    allow_unpriced: Annotated[
        bool, typer.Option("--allow-unpriced", help="Ask models without a price too; nothing can hold their cost.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=f"Do not ask, even where it may cost more than {ASK_ABOVE_USD} USD.")
    ] = False,
    note_text: Annotated[str | None, typer.Option("--note", help="Kept with the run.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Kept with the run; may be repeated.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who starts the run; kept with it.")] = None,
    json: Json = False,
) -> None:
    """Replay a suite; what is known already is not asked again."""
    from workbench.bootstrap import open_workbench
    from workbench.cli.boards import board_json, print_board
    from workbench.core.spending import Terms

    workbench = open_workbench()
    chosen = _suite(workbench, suite, limit, only)
    for sentence in chosen.warnings:
        note(f"warning: {sentence}")
    terms = Terms(budget_usd=chosen.budget_usd if budget is None else dollars(budget), max_minutes=max_minutes)
    record = replay_suite(
        workbench,
        chosen,
        terms,
        yes=yes,
        fresh=fresh,
        allow_unpriced=allow_unpriced,
        note=note_text,
        tags=tag or [],
        actor=actor,
    )
    if json:
        print_json(board_json(workbench, record))
    else:
        print_board(workbench, record)
    raise typer.Exit(0 if record.complete and not unjudged(workbench, record) else 2)


def unjudged(workbench: "Workbench", record: "RunRecord") -> bool:
    """Say which scores wait for a judge, and return whether any does."""
    rows = [row for row in workbench.store.rows(record.id) if row.outcome is not None]
    waiting = {name: sum(name not in row.scores for row in rows) for name in record.scorers}
    for name, count in waiting.items():
        if count:
            note(f"{count} of {len(rows)} answers have no {name} yet: the judge has not answered. Run the same again.")
    return any(waiting.values())


def dollars(text: str) -> Decimal:
    """Return an amount of money. Raises RunError where the text is none above 0."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise RunError("--budget is no amount of US dollars above 0; write it as 2.00")
    return amount


def _suite(workbench: "Workbench", name: str, limit: int | None = None, only: str | None = None) -> "Suite":
    from workbench.bootstrap import limited

    return limited(workbench.catalog.suite(name), limit=limit, only=only)


def replay_suite(
    workbench: "Workbench",
    suite: "Suite",
    terms: "Terms",
    *,
    yes: bool = False,
    **options: Any,  # noqa: ANN401
) -> "RunRecord":
    """Replay a suite with a bar, after its estimate was told and a person has agreed where it is dear.

    Args:
        workbench: of the project.
        suite: what to replay.
        terms: what it may spend.
        yes: do not ask.
        options: as `Workbench.run` takes them.

    Raises:
        RunError: nobody agreed, or the run cannot start.
    """
    bar = _Bar()

    def begin(run: "RunRecord", expected: "Estimate") -> None:
        warn(workbench)
        announce(run, expected, terms)
        if not yes:
            consent(expected, terms)
        bar.begin(expected.todo)

    try:
        return workbench.run(
            suite, terms=terms, begin=begin, tell=bar.tell, judged=bar.judged, scored=bar.scored, **options
        )
    finally:
        bar.end()


def announce(run: "RunRecord", expected: "Estimate", terms: "Terms") -> None:
    """Print what a run will take, on standard error."""
    from workbench.cli.estimating import print_estimate

    number = f", asked anew for the {_ordinal(run.fresh)} time" if run.fresh else ""
    note(f"Run {run.id}{number}")
    print_estimate(expected)
    if terms.budget_usd is not None:
        note(f"The run may spend {terms.budget_usd:f} USD, sessions before included.")


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def consent(expected: "Estimate", terms: "Terms") -> None:
    """Ask a person where it may cost more than `ASK_ABOVE_USD`.

    Raises:
        RunError: there is nobody to ask, or the answer is no.
    """
    from workbench.core.estimate_words import most_usd

    most = most_usd(expected, terms.budget_usd)
    if most <= ASK_ABOVE_USD:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RunError(f"this may cost up to {most:.2f} USD; say --yes, or a --budget of at most {ASK_ABOVE_USD} USD")
    if not typer.confirm(f"This may cost up to {most:.2f} USD. Go on?", err=True):
        raise RunError("nothing was asked")


@contextmanager
def question_bar(whom: str = "the judge") -> Iterator[Callable[[int, int], None]]:
    """Offer a bar for questions to a judge or another model: to be told how many of how many are through."""
    bar = _Bar(whom)
    try:
        yield bar.judged
    finally:
        bar.end()


class _Bar:
    """A progress bar with rate and remaining time on standard error; plain lines where that is no terminal."""

    def __init__(self, whom: str = "the judge") -> None:
        self._whom = whom
        self._live: Any = None
        self._task: Any = None
        self._show: Callable[[Progress], None] = self._print

    def begin(self, todo: int) -> None:
        """Start the bar where there is something to do and somebody to see it."""
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

    def judged(self, done: int, todo: int) -> None:
        """Show how many questions are through."""
        if self._live is None and sys.stderr.isatty() and todo:
            self._start(todo)
        if self._live is not None:
            rate = f"{60 * done / (self._live.tasks[0].elapsed or 0.001):.0f}/min"
            self._live.update(self._task, completed=done, total=todo, description=f"asking {self._whom}", rate=rate)
        elif done == 0 and todo:
            note(f"  asking {self._whom} {todo} questions")

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

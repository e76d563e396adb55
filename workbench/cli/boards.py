"""Commands that show runs: runs, show, leaderboard."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.output import Json, print_json, print_table, say
from workbench.core.errors import StoreError

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.records import RunRecord
    from workbench.core.statistics import Interval
    from workbench.service.leaderboard import Standing


def runs(json: Json = False) -> None:
    """List the runs, newest first."""
    from workbench.bootstrap import open_workbench

    workbench = open_workbench()
    workbench.store.ingest()
    found = workbench.store.runs()
    if json:
        print_json([{**asdict(run), "complete": run.complete} for run in found])
    elif not found:
        say("No runs yet. Start with: workbench demo")
    else:
        rows = [
            (run.id, run.suite, f"{run.started_at:%Y-%m-%d %H:%M}", _state(run), run.note or "", ", ".join(run.tags))
            for run in found
        ]
        print_table("Runs", ("run", "suite", "started (UTC)", "cells", "note", "tags"), rows)


def show(
    run: Annotated[str, typer.Argument(help="A run's id, or its beginning.")],
    json: Json = False,
) -> None:
    """Show a run: its candidates, then every cell with its outcome and primary score."""
    from workbench.bootstrap import open_workbench

    workbench = open_workbench()
    workbench.store.ingest()
    record = workbench.store.run(run)
    rows = workbench.store.rows(record.id)
    if json:
        print_json({"run": {**asdict(record), "complete": record.complete}, "cells": [asdict(row) for row in rows]})
        return
    print_board(workbench, record)
    cells = [
        (row.candidate, row.fixture, row.stratum, row.outcome or ("failed" if row.failure else "open"),
         _number(row.scores.get(record.primary)), (row.reason or row.failure or "")[:70])
        for row in rows
    ]  # fmt: skip
    print_table(
        f"Cells of {record.id}", ("candidate", "fixture", "stratum", "outcome", record.primary, "reason"), cells
    )


def leaderboard(
    suite: Annotated[str, typer.Argument(help="A suite's name.")],
    json: Json = False,
) -> None:
    """Show the ranking of a suite's newest run."""
    from pathlib import Path

    from workbench.bootstrap import open_workbench

    workbench = open_workbench()
    workbench.store.ingest()
    name = Path(suite).stem
    record = next((each for each in workbench.store.runs() if each.suite == name), None)
    if record is None:
        raise StoreError(f"no run of suite {name!r}; start one with: workbench run {name}")
    if json:
        print_json(board_json(workbench, record))
    else:
        print_board(workbench, record)


def standings(workbench: "Workbench", record: "RunRecord") -> "list[Standing]":
    """Return the ranking of a run."""
    from workbench.service.leaderboard import leaderboard as rank

    return rank(workbench.store.rows(record.id), primary=record.primary, scorers=list(record.scorers))


def board_json(workbench: "Workbench", record: "RunRecord") -> dict[str, object]:
    """Return a run with its ranking as a JSON value."""
    ranking = [asdict(each) for each in standings(workbench, record)]
    return {"run": {**asdict(record), "complete": record.complete}, "standings": ranking}


def print_board(workbench: "Workbench", record: "RunRecord") -> None:
    """Print the ranking of a run, each mean with its 95 % interval and number of fixtures."""
    scores: Sequence[str] = [record.primary, *(name for name in record.scorers if name != record.primary)]
    rows = [
        (
            "floor" if each.rank is None else str(each.rank),
            each.candidate,
            *(_interval(each.scores.get(name)) for name in scores),
            ", ".join(f"{count} {outcome}" for outcome, count in sorted(each.outcomes.items())),
        )
        for each in standings(workbench, record)
    ]
    title = f"{record.suite}: run {record.id}, {_state(record)} cells, by {record.primary} (mean [95 % interval] n)"
    print_table(title, ("rank", "candidate", *scores, "outcomes"), rows)
    if not record.complete:
        say(f"This run is not complete: {_state(record)} cells. Run the suite again to go on.")


def _interval(interval: "Interval | None") -> str:
    if interval is None:
        return "-"
    if interval.low is None or interval.high is None:
        return f"{_number(interval.mean)} (n={interval.n})"
    return f"{_number(interval.mean)} [{_number(interval.low)}, {_number(interval.high)}] n={interval.n}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    if value == 0:
        return "0"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 0.01 else f"{value:.5f}"


def _state(run: "RunRecord") -> str:
    failed = f", {run.failed} failed" if run.failed else ""
    return f"{run.done}/{run.planned}{failed}"

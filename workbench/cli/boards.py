"""Commands that show runs: runs, show, leaderboard."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, print_table, say, width
from workbench.cli.spent import failures_line, print_spent, spent_json
from workbench.core.errors import StoreError
from workbench.generator.errors import GeneratorError

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.judging.corrected import Corrected, TooFew
    from workbench.core.runs import Row, RunRecord
    from workbench.core.statistics import Interval
    from workbench.service.correct import RunJudged
    from workbench.service.leaderboard import Standing

_SHORT = 20  # a longer name as a heading leaves no room; the rank stands for it then
_GAP = 3


def runs(json: Json = False) -> None:
    """List the runs, newest first."""
    workbench = opened()
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
        columns = ("run", "suite", "started (UTC)", "cells", "note", "tags")
        print_table("Runs", columns, rows, texts=("suite", "note", "tags"))


def show(
    run: Annotated[str, typer.Argument(help="A run's id, or its beginning.")],
    json: Json = False,
) -> None:
    """Show a run: its candidates, then every cell with its outcome and primary score."""
    workbench = opened()
    record = workbench.store.run(run)
    rows = workbench.store.rows(record.id)
    judged = _judged(workbench, record)
    if json:
        shown: dict[str, Any] = {
            "run": {**asdict(record), "complete": record.complete},
            "cells": [asdict(row) for row in rows],
        }
        shown |= {"judged": asdict(judged)} if judged else {}
        print_json(shown | spent_json(workbench, record))
        return
    print_board(workbench, record)
    for name, found in judged.corrected.items() if judged else ():
        say(_corrected(name, found))
    if judged and judged.twice:
        say(f"The judge was asked twice about {judged.twice} behaviours and said the same of {judged.same}.")
    print_spent(workbench, record)
    for candidate in dict.fromkeys(row.candidate for row in rows):
        _print_cells(record, candidate, [row for row in rows if row.candidate == candidate])


def _judged(workbench: "Workbench", record: "RunRecord") -> "RunJudged | None":
    """Return how far the run's judge can be believed; where that cannot be told, a note says why."""
    from workbench.bootstrap.judging import run_judged

    try:
        return run_judged(workbench, record)
    except GeneratorError as error:
        note(f"coverage is not corrected: {error}")
        return None


def _corrected(name: str, found: "Corrected | TooFew") -> str:
    from workbench.core.judging.corrected import TooFew

    if isinstance(found, TooFew):
        return (
            f"{name}: coverage is not corrected, for people rated {found.n} behaviours of {found.issues} issues; "
            f"{found.needed} of {found.issues_needed} are needed."
        )
    return (
        f"{name}: coverage corrected by {found.labels} labels of people: {found.value:.2f} "
        f"[{found.low:.2f}, {found.high:.2f}]; the judge alone says {found.uncorrected:.2f}."
    )


def _print_cells(record: "RunRecord", candidate: str, rows: "Sequence[Row]") -> None:
    from workbench.core.statistics import number

    cells = [
        (row.fixture, str(row.repeat + 1), row.stratum, row.outcome or ("failed" if row.failure else "open"),
         number(row.scores.get(record.primary)), row.reason or row.failure or "")
        for row in rows
    ]  # fmt: skip
    columns = ("fixture", "repeat", "stratum", "outcome", record.primary, "reason")
    print_table(f"Cells of {candidate}", columns, cells, texts=("reason",))


def leaderboard(
    suite: Annotated[str, typer.Argument(help="A suite's name.")],
    json: Json = False,
) -> None:
    """Show the ranking of a suite's newest run."""
    from pathlib import Path

    workbench = opened()
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
    """Print the ranking of a run, then all its other scores; each mean with its 95 % interval and n."""
    ranking = standings(workbench, record)
    labels = _labels(ranking)
    rows = [
        (
            label,
            each.candidate,
            str(each.scores.get(record.primary) or "-"),
            _count(each.scores.get(record.primary)),
            ", ".join(f"{count} {outcome}" for outcome, count in sorted(each.outcomes.items())),
        )
        for label, each in zip(labels, ranking, strict=True)
    ]
    title = f"{record.suite}: run {record.id}, {_state(record)} cells"
    print_table(title, ("rank", "candidate", record.primary, "n", "outcomes"), rows, texts=("candidate", "outcomes"))
    others = [name for name in record.scorers if name != record.primary]
    if others:
        _print_scores(ranking, others)
    for line in _grounds(record):
        say(line)
    say(f"Means over n fixtures [95 % interval]. Lower is better: {', '.join(_falling(record)) or 'none'}.")
    if not record.complete:
        say(f"This run is not complete: {_state(record)} cells{_why_open(workbench.store.rows(record.id))} to go on.")


def _grounds(record: "RunRecord") -> list[str]:
    """Return which split a run was on and how much of its gold is a draft; nothing where nobody wrote that down."""
    from workbench.core.splits import spelled

    grounds = record.grounds
    said = []
    if grounds and grounds.splits and grounds.split_digest:
        short = grounds.split_digest.rpartition(":")[2][:12]
        said.append(f"Fixtures of {record.dataset}: {spelled(dict(grounds.splits))} (splits {short}).")
    if grounds and grounds.drafts:
        said.append(f"{grounds.drafts} of them rest on draft gold, which nobody has confirmed.")
    return said


def _falling(record: "RunRecord") -> list[str]:
    from workbench.scorers import scorers_of

    return [name for name, each in scorers_of(record.scorers).items() if not each.higher_is_better]


def _print_scores(ranking: "Sequence[Standing]", names: Sequence[str]) -> None:
    """Print scores as rows and candidates (or their ranks) as columns, in as many tables as the width asks for."""
    short = all(len(each.candidate) <= _SHORT for each in ranking)
    headings = [each.candidate for each in ranking] if short else _labels(ranking)
    columns = [[_cell(each.scores.get(name)) for name in names] for each in ranking]
    widths = [max(map(len, [heading, *cells])) + _GAP for heading, cells in zip(headings, columns, strict=True)]
    room = width() - max(map(len, names)) - _GAP
    start = 0
    while start < len(columns):
        end = start + 1
        while end < len(columns) and sum(widths[start : end + 1]) <= room:
            end += 1
        rows = [(name, *(cells[row] for cells in columns[start:end])) for row, name in enumerate(names)]
        print_table("", ("score" if short else "score, by rank", *headings[start:end]), rows, numbers=end - start)
        start = end


def _labels(ranking: "Sequence[Standing]") -> list[str]:
    """Return `1`, `2` ..., `-` for who has no answer, and `floor`, numbered where there are several."""
    floors = [each.candidate for each in ranking if each.reference]
    return [
        str(each.rank or "-") if not each.reference
        else "floor" if len(floors) == 1
        else f"floor {floors.index(each.candidate) + 1}"
        for each in ranking
    ]  # fmt: skip


def _cell(interval: "Interval | None") -> str:
    return "-" if interval is None else f"{interval} n={interval.n}"


def _count(interval: "Interval | None") -> str:
    return "-" if interval is None else str(interval.n)


def _why_open(rows: "Sequence[Row]") -> str:
    why = failures_line(rows)
    more = " with a larger --budget or more --max-minutes" if any(row.failure_kind == "budget" for row in rows) else ""
    return f"{f' ({why})' if why else ''}. Run the suite again{more}"


def _state(run: "RunRecord") -> str:
    if not run.planned:
        return "no cells"  # a calibration asks about tests that were written before
    failed = f", {run.failed} failed" if run.failed else ""
    return f"{run.done}/{run.planned}{failed}"

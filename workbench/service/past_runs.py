"""Finding runs in the history, and what an unfinished one was asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.runs import RunRecord

State = Literal["complete", "not complete", "with failures"]
STATES: Final[tuple[State, ...]] = ("complete", "not complete", "with failures")
# What `limited` makes of a suite's name: `smoke --filter RMB --limit 3`.
_NAME: Final = re.compile(r"(?P<suite>.*?)(?: --filter (?P<only>.*?))?(?: --limit (?P<limit>\d+))?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What of a suite a run was over: None is all of it."""

    suite: str
    only: str | None
    limit: int | None


def past_runs(
    runs: Sequence[RunRecord],
    *,
    suite: str | None = None,
    state: State | None = None,
    tag: str | None = None,
    text: str = "",
) -> list[RunRecord]:
    """Return the runs that fit everything that is asked, in the order given.

    Args:
        runs: all of them.
        suite: of this suite, and not of a part of it.
        state: in this state.
        tag: with this tag.
        text: in the note, the actor's name or the run's id; capitals do not matter.
    """
    sought = text.strip().casefold()
    return [
        run
        for run in runs
        if suite in (None, run.suite)
        and (state is None or _is(run, state))
        and (tag is None or tag in run.tags)
        and sought in f"{run.id} {run.note or ''} {run.actor or ''}".casefold()
    ]


def part_of(name: str) -> Part:
    """Return suite, filter and limit of the name that a run over a part of a suite has."""
    found = _NAME.fullmatch(name)
    assert found is not None  # every text fits
    limit = found["limit"]
    return Part(suite=found["suite"], only=found["only"], limit=None if limit is None else int(limit))


def _is(run: RunRecord, state: State) -> bool:
    return {"complete": run.complete, "not complete": not run.complete, "with failures": run.failed > 0}[state]

"""What a run has spent, how its limits moved, and what kept it from its end; as lines and as JSON."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workbench.cli.estimating import deviation_lines, estimate_json
from workbench.cli.output import say

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.estimating import Deviation
    from workbench.core.runs import Row, RunRecord
    from workbench.core.spending import LimitStep, Session, Spending, Took


def spent_json(workbench: "Workbench", run: "RunRecord") -> dict[str, Any]:
    """Return a run's spending, sessions and limits as a JSON value."""
    spending = workbench.store.spending(run.id)
    sessions = [
        {
            "id": each.id,
            "began_at": each.began_at,
            "seconds": each.seconds,
            **asdict(each.terms),
            "estimate": estimate_json(each.estimate),
        }
        for each in workbench.store.sessions(run.id)
    ]
    limits = [asdict(step) for step in workbench.store.limit_steps(run.id)]
    return {
        "spending": {**asdict(spending), "incurred_usd": spending.incurred_usd},
        "sessions": sessions,
        "limits": limits,
    }


def print_spent(workbench: "Workbench", run: "RunRecord") -> None:
    """Print what a run paid, and the history of each provider's limit."""
    spending = workbench.store.spending(run.id)
    say(_paid(spending))
    sessions = workbench.store.sessions(run.id)
    if sessions and run.complete:
        for line in deviation_lines(_off(workbench.store.took(run.id), spending, sessions)):
            say(line)
    steps = sorted(workbench.store.limit_steps(run.id), key=lambda step: step.name)
    for name, own in groupby(steps, key=lambda step: step.name):
        say(f"Calls at once at {name}: {_path(list(own))}")


def _off(took: "Took", spending: "Spending", sessions: "Sequence[Session]") -> "list[Deviation]":
    """Compare the first session's estimate with what all sessions took; the time is known where none was killed."""
    from workbench.core.estimating import how_far_off

    seconds = [each.seconds for each in sessions if each.seconds is not None]
    return how_far_off(
        sessions[0].estimate,
        calls=took.calls,
        input_tokens=took.input_tokens,
        output_tokens=took.output_tokens,
        usd=spending.incurred_usd,
        seconds=sum(seconds) if len(seconds) == len(sessions) else None,
    )


def _paid(spending: "Spending") -> str:
    from workbench.core.estimate_words import usd

    if not spending.calls:
        return "This run paid nothing: its answers were known, or cost nothing."
    said = f"This run paid {usd(spending.settled_usd)} for {spending.calls} calls"
    if spending.held_usd:
        said += f", and up to {usd(spending.held_usd)} more for calls whose end is not known"
    if spending.judge_calls:
        said += f"; {usd(spending.judge_usd)} of it for {spending.judge_calls} calls of the judge"
    if spending.unpriced:
        said += f"; {spending.unpriced} of them went to models without a price"
    return said + "."


def _path(steps: "Sequence[LimitStep]") -> str:
    return " → ".join(f"{step.limit} ({step.cause})" for step in sorted(steps, key=lambda step: step.at))


def failures_line(rows: "Sequence[Row]") -> str | None:
    """Return what kept cells from an answer, counted by kind, or None where nothing did."""
    kinds = Counter(row.failure_kind.replace("_", " ") for row in rows if row.failure_kind)
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) or None

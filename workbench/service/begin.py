"""Which run a replay is: an unfinished one of the same plan, or a new one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.core.keys import plan_digest
from workbench.core.ports import Clock, Store
from workbench.core.records import Cell, Suite
from workbench.core.runs import RunGrounds, RunRecord
from workbench.service.plan import plan


def begin(
    suite: Suite,
    *,
    versions: Mapping[str, int],
    tools: str,
    store: Store,
    clock: Clock,
    fresh: bool = False,
    note: str | None = None,
    tags: Sequence[str] = (),
    grounds: RunGrounds | None = None,
    actor: str | None = None,
) -> tuple[RunRecord, tuple[Cell, ...]]:
    """Return the run to go on with, or a new one, and its cells; nothing is written.

    A suite stays on the generation number of its newest run. `fresh` takes a new one, unless the newest run is a fresh
    one of the same plan that was not finished: then that one goes on, so that nothing is paid for twice.

    A run keeps the grounds of its beginning. Where it goes on on other ones (another commit, another gate) it counts as
    dirty from then on: no one commit made it.

    Args:
        suite: what to replay.
        versions: of the suite's scorers, by name.
        tools: identity of what scores are made with.
        store: where the runs are.
        clock: the time now.
        fresh: ask again for what is known.
        note: kept with a new run.
        tags: kept with a new run.
        grounds: what the run would rest on now; None where that does not matter.
        actor: who starts it; kept with a new run.

    Raises:
        IssueError: a fixture is no issue as Jira answers it.
    """
    number = store.fresh(suite.name)
    cells = plan(suite, tools=tools, fresh=number)
    unfinished = store.unfinished(plan_digest(suite, cells, versions))
    if fresh and not (number and unfinished):
        number, unfinished = store.fresh(None) + 1, None
        cells = plan(suite, tools=tools, fresh=number)
    if unfinished:
        return _gone_on(unfinished, grounds), cells
    now = clock()
    run = RunRecord(
        id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        suite=suite.name,
        dataset=suite.dataset,
        plan_digest=plan_digest(suite, cells, versions),
        primary=suite.primary,
        scorers=dict(versions),
        started_at=now,
        planned=len(cells),
        note=note,
        tags=tuple(tags),
        fresh=number,
        grounds=grounds,
        actor=actor,
    )
    return run, cells


def _gone_on(run: RunRecord, now: RunGrounds | None) -> RunRecord:
    """Return a run as it goes on: dirty where its grounds are others now."""
    if run.grounds is None or now is None or run.grounds == now:
        return run
    return replace(run, grounds=replace(run.grounds, dirty=True))

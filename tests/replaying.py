"""A replay without waiting: every wait of the pacer is over at once."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.builders import session
from tests.fakes import ConnectsTo, NoTime, RunsInTurn, Ticks
from workbench.core.ports import Store
from workbench.core.records import Cell
from workbench.core.runs import RunRecord
from workbench.core.spending import Terms
from workbench.generator.models import Model
from workbench.generator.models.pacing import Limiters
from workbench.service.asking import Asking
from workbench.service.replay import Progress, replay


def play(
    store: Store,
    run: RunRecord,
    cells: Sequence[Cell],
    model: Model,
    *,
    terms: Terms | None = None,
    session_id: str = "session",
    tell: Callable[[Progress], None] = lambda progress: None,
    **more: Any,
) -> int:
    """Replay a run over a store; one in memory is its journal too."""
    tools: dict[str, Any] = {
        "journal": store,
        "executor": RunsInTurn(),
        "connect": ConnectsTo(model),
        "clock": Ticks(),
        "limiters": Limiters(clock=NoTime()),
        **more,
    }
    now = session(id=session_id, terms=terms or Terms())
    asking = Asking(run=run, session=now, store=store, **tools)
    todo = replay(cells, asking, tell=tell)
    asking.end()
    return todo

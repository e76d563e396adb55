"""Random schedules of faults and interruptions under a budget: what the provider billed never passes the cap."""

import random
import threading
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import candidate, completion, config, counted, fixture, run_record, spec, suite
from tests.fakes import NoTime
from tests.replaying import play
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.executors import Threads
from workbench.adapters.spool import Spool
from workbench.bootstrap import clock
from workbench.core.pricing import cost, most_input_tokens, worst_case
from workbench.core.records import Price
from workbench.core.runs import RunRecord
from workbench.core.spending import Terms
from workbench.generator.errors import ProviderError
from workbench.generator.generate import ask
from workbench.generator.models.pacing import Limiters
from workbench.generator.records import Completion, ModelSpec, Request, Usage
from workbench.service.plan import plan

DEAR = Price(input=Decimal(100), output=Decimal(400), cache_read=Decimal(10), cache_write=Decimal(125), source="a test")
CHEAP = Price(input=Decimal(10), output=Decimal(40), source="a test")
GIVEN = suite(
    candidates=(
        candidate("dear", price=DEAR),
        candidate("cheap", config("cheap: {{ issue.summary }}", model=spec("vendor/small")), price=CHEAP),
    ),
    fixtures=tuple(fixture(f"SHOP-{n}") for n in range(1, 9)),
    repeats=2,
)
CELLS = plan(GIVEN)
WORST = worst_case(ask(CELLS[0].issue, CELLS[0].candidate.config), DEAR)
assert WORST is not None


class Bills:
    """A provider that bills what it works on, whatever becomes of its answer, and ends calls as a schedule says."""

    def __init__(self, seed: int) -> None:
        self.chance, self.guard = random.Random(seed), threading.Lock()
        self.billed, self.most_billed, self.fates = Decimal(0), Decimal(0), Counter[str]()

    def bill(self, request: Request, price: Price) -> tuple[str, Usage]:
        """Decide a call's fate, and bill it where the model was at work."""
        with self.guard:
            fates = ["answer"] * 6 + ["uncounted", "lost", "garbled", "limited", "down", "refused connection"]
            fate = self.chance.choice(fates)
            self.fates[fate] += 1
            given = self.chance.randint(0, most_input_tokens(request))
            written = self.chance.randint(0, given) if price.cache_write else 0
            answered = self.chance.randint(0, request.params.max_output_tokens)
            usage = counted(given - written, answered, cache_write_tokens=written)
            if fate in {"answer", "uncounted", "lost", "garbled"}:
                self.billed += cost(usage, price) or 0
            return fate, usage


class BilledModel:
    """One model of that provider."""

    def __init__(self, given: ModelSpec, bills: Bills) -> None:
        self.spec, self._bills = given, bills
        self._price = CHEAP if given.name == "vendor/small" else DEAR

    def complete(self, request: Request) -> Completion:
        fate, usage = self._bills.bill(request, self._price)
        name = self.spec.name
        if fate == "lost":
            raise ProviderError(name, "timeout", billable=True)
        if fate == "garbled":
            raise ProviderError(name, "malformed", status=200, billable=True)
        if fate == "limited":
            raise ProviderError(name, "rate_limit", status=429, retry_after_s=0)
        if fate == "down":
            raise ProviderError(name, "server", status=500)
        if fate == "refused connection":
            raise ProviderError(name, "connection")
        return completion(usage=usage if fate == "answer" else Usage())


class Interrupted(BaseException):
    """As Ctrl-C: no handler of ours takes it."""


def session(folder: Path, run: RunRecord, bills: Bills, cap: Decimal, number: int, after: int | None) -> None:
    """One go at the run, cut off after so many cells."""
    store = DuckDbStore(folder / "store.duckdb", folder / "spool")
    store.ingest()

    def tell(progress: Any) -> None:
        if progress.done == after:
            raise Interrupted

    with suppress(Interrupted), Spool(folder / "spool", run.id, clock) as journal:
        play(
            store, run, CELLS, BilledModel(spec(), bills), journal=journal, terms=Terms(budget_usd=cap), tell=tell,
            session_id=f"session-{number}", executor=Threads(), clock=clock, limiters=Limiters(clock=NoTime()),
            connect=lambda given: BilledModel(given, bills),
        )  # fmt: skip


def check(folder: Path, seed: int) -> tuple[Counter[str], int]:
    """Play one schedule of up to four sessions and return what became of the calls, and the cells without an answer."""
    chance, bills = random.Random(seed), Bills(seed)
    run = run_record(GIVEN, CELLS, id=f"run-{seed}")
    cap = WORST * Decimal(chance.choice(["0.5", "1", "3", "10", "40"]))
    for number in range(4):
        after = chance.choice([None, chance.randint(1, len(CELLS))]) if number < 3 else None
        session(folder, run, bills, cap, number, after)
        assert bills.billed <= cap, seed
    store = DuckDbStore(folder / "store.duckdb", folder / "spool")
    store.ingest()
    spent = store.spending(run.id)
    assert bills.billed <= spent.most_usd <= cap, seed
    rows = store.rows(run.id)
    assert all(row.outcome or row.failure_kind for row in rows), seed
    return bills.fates, sum(row.outcome is None for row in rows)


@pytest.mark.parametrize("schedules", [3, pytest.param(200, marks=[pytest.mark.campaign, pytest.mark.timeout(1200)])])
def test_what_was_billed_never_passes_the_cap(tmp_path: Path, schedules: int) -> None:
    seed, fates, still_open = 20261124, Counter[str](), 0
    for number in range(schedules):
        folder = tmp_path / str(number)
        found, left = check(folder, seed + number)
        fates += found
        still_open += left
    print(f"{schedules} schedules from seed {seed}: {dict(fates)}, {still_open} cells left open")
    assert fates["answer"] > 0 < fates["lost"]

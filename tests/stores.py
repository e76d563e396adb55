"""A store with a run of everything in it, what a reader sees of it, and readers that damage may kill."""

import hashlib
import json
import os
import random
import select
import string
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.builders import AT, candidate, completion, fixture, generation, label, run_record, scenarios, score, session
from tests.builders import suite as built
from tests.fakes import Ticks
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.duckdb_store.file import opened, transaction
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError
from workbench.core.records import Cell
from workbench.core.runs import Failure, RunRecord
from workbench.core.spending import LimitStep
from workbench.service.plan import plan

ROOT = Path(__file__).parents[1]
SUITE = built(
    candidates=(candidate("plain"), candidate("long")), fixtures=tuple(fixture(f"SHOP-{n}") for n in range(10)),
    repeats=2,
)  # fmt: skip
CELLS = plan(SUITE)
RUN = run_record(SUITE, CELLS, note="of everything", tags=("a",))
LATER = replace(RUN, id="20261124-130000-bbbbbb", started_at=AT + timedelta(hours=1))


def store_in(folder: Path) -> DuckDbStore:
    """Return the store of a folder."""
    return DuckDbStore(folder / "workbench.duckdb", folder / "spool")


def journalled(folder: Path, *, cells: Sequence[Cell] = CELLS, run: RunRecord = RUN, letters: int = 2_000) -> Path:
    """Write the journal of a complete run, with answers that do not compress, and return it."""
    chance = random.Random(1)
    with Spool(folder / "spool", run.id, Ticks()) as journal:
        journal.begin(run, cells, session())
        journal.failure(cells[0], Failure(kind="provider", provider_kind="timeout", detail="no answer"))
        journal.limited(LimitStep(at=AT, name="vendor/large", limit=3, cause="a 429"))
        for cell in cells:
            text = "".join(chance.choices(string.ascii_letters, k=letters))
            journal.reserved(cell.key, "vendor/large", Decimal("0.01"))
            journal.completion(f"call of {cell.key}", "vendor/large", completion(text), 100)
            journal.settled(cell.key, Decimal("0.001"), certain=True)
            journal.generation(cell, generation(tests=scenarios(f"Then {text[:99]}")), [f"call of {cell.key}"])
        journal.end("session", 12.5)
    return folder / "spool" / f"{run.id}.jsonl"


def filled(folder: Path, *, letters: int = 2_000) -> DuckDbStore:
    """Return a store with a complete and scored run, labels and vectors."""
    journalled(folder, letters=letters)
    store = store_in(folder)
    store.ingest()
    store.add_scores([score(cell, value=number / 7) for number, cell in enumerate(CELLS)])
    store.add_labels([label(behaviour=f"B{number}") for number in range(20)])
    store.add_vectors({f"key {number}": bytes(range(number, number + 99)) for number in range(50)}, "encoder")
    return store


def paid_for(store: DuckDbStore, run: str = RUN.id) -> str:
    """Return a digest of all rows of a run that its journal holds: every table but the scores."""
    tables = {name: table.to_pylist() for name, table in store.tables(run).items() if name != "scores"}
    return hashlib.sha256(repr(tables).encode()).hexdigest()


def content(store: DuckDbStore, run: str = RUN.id) -> str:
    """Return a digest of all that a store holds: a run's rows, labels, vectors, and which runs there are."""
    vectors = sorted(store.vectors([f"key {number}" for number in range(50)], "encoder").items())
    rest = store.tables(run)["scores"].to_pylist(), store.labels(), vectors, store.runs()
    return paid_for(store, run) + hashlib.sha256(repr(rest).encode()).hexdigest()


def look(folder: Path) -> dict[str, Any]:
    """Read all of a store as a command does, and say what came of it."""
    try:
        return {"content": content(store_in(folder))}
    except StoreError as error:
        return {"refused": str(error)}


def look_in(folders: Sequence[Path]) -> list[dict[str, Any]]:
    """Look into stores, each in a process of its own: `content`, `refused`, or how the process ended."""
    script = "from tests.stores import look_for_all; look_for_all()"
    named = "\n".join(str(folder) for folder in folders)
    ended = subprocess.run(
        [sys.executable, "-c", script], input=named, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]


def look_for_all() -> None:
    """Look into the folders that standard input names, each in a child, and print a line of JSON for each."""
    for line in sys.stdin.read().splitlines():
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            _look_and_leave(Path(line), theirs)
        os.close(theirs)
        with os.fdopen(ours) as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        print(said or json.dumps({"died": os.waitstatus_to_exitcode(status)}), flush=True)


def _look_and_leave(folder: Path, pipe: int) -> None:
    try:
        said = look(folder)
    except BaseException as error:
        said = {"crashed": f"{type(error).__name__}: {error}"[:500]}
    os.write(pipe, json.dumps(said).encode())
    os._exit(0)


def write_on(folder: Path, number: int, rounds: int) -> None:
    """Be a run that journals, takes in and scores so many times, as a process of its own does."""
    run = replace(RUN, id=f"20261124-14000{number}-cccccc", plan_digest=f"plan {number}")
    cells = [replace(cell, key=f"cell {number} {place}") for place, cell in enumerate(CELLS)]
    store = store_in(folder)
    with Spool(folder / "spool", run.id, Ticks()) as journal:
        journal.begin(run, cells, session())
        for turn in range(rounds):
            cell = cells[turn % len(cells)]
            journal.completion(f"call {number} {turn}", "vendor/large", completion("word " * 200), 100)
            journal.generation(cell, generation(), [f"call {number} {turn}"])
            store.ingest()
            store.add_scores([score(cell, value=0.5)])
    print(json.dumps({"run": run.id, "done": store.run(run.id).done}))


def commit_on(folder: Path) -> None:
    """Commit one score after the other without closing the store, and say each number once it is sealed."""
    path = folder / "workbench.duckdb"
    with opened(path) as db:
        for number in range(10_000):
            with transaction(db, path) as change:
                change.insert("scores", [(CELLS[0].key, CELLS[0].basis, f"scorer {number}", 1, number / 7, "x" * 99)])
            print(number, flush=True)


def read_on(folder: Path) -> None:
    """Be the app until standard input ends: take in and read all, again and again; rows never become fewer."""
    store, most, looks = store_in(folder), 0, 0
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        store.ingest()
        rows = [row for run in store.runs() for row in store.rows(run.id)]
        done = sum(row.outcome is not None for row in rows)
        if done < most:
            raise AssertionError(f"{done} cells after {most}")
        most, looks = done, looks + 1
    print(json.dumps({"looks": looks, "most": most}))


def started(call: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a function of this module as a process of its own."""
    given = ", ".join(repr(each) if isinstance(each, int) else f"Path({str(each)!r})" for each in arguments)
    script = f"from pathlib import Path; from tests.stores import {call}; {call}({given})"
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)


def side_by_side(folder: Path, *, writers: int, rounds: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Let writers and a reader work on one store; return what each writer and the reader said at its end."""
    reader = started("read_on", folder)
    running = [started("write_on", folder, number, rounds) for number in range(writers)]
    ended = [(process, *process.communicate(timeout=600)) for process in running]
    ended.append((reader, *reader.communicate("\n", timeout=60)))
    assert [(process.returncode, error) for process, _, error in ended] == [(0, "")] * (writers + 1)
    *written, read = [json.loads(said) for _, said, _ in ended]
    return written, read

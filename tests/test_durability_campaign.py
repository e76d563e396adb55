"""Damage, kills and company in large numbers: every outcome is exact rows or a sentence.

uv run pytest -m campaign tests/test_durability_campaign.py -s
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stores import (
    CELLS,
    LATER,
    ROOT,
    RUN,
    content,
    filled,
    journalled,
    look_in,
    paid_for,
    side_by_side,
    started,
    store_in,
)
from workbench.adapters.duckdb_store.seal import read_seal
from workbench.core.errors import StoreError

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1_800)]

SEED = 20_261_124
STORE_CASES = 400
LOG_CASES = 150
JOURNAL_CASES = 300
KILLS = 40
_GENERATION = b'"type":"generation"'

Harm = Callable[[random.Random, bytes], bytes]


def _flip_a_bit(chance: random.Random, whole: bytes) -> bytes:
    return _put(whole, place := chance.randrange(len(whole)), bytes([whole[place] ^ 1 << chance.randrange(8)]))


def _flip_a_bit_in_the_headers(chance: random.Random, whole: bytes) -> bytes:
    return _flip_a_bit(chance, whole[: 3 * 4096]) + whole[3 * 4096 :]


def _overwrite_8_bytes(chance: random.Random, whole: bytes) -> bytes:
    return _put(whole, chance.randrange(len(whole) - 8), chance.randbytes(8))


def _overwrite_a_page(chance: random.Random, whole: bytes) -> bytes:
    return _put(whole, chance.randrange(max(1, len(whole) - 4096)), chance.randbytes(4096))[: len(whole)]


def _lose_a_page(chance: random.Random, whole: bytes) -> bytes:
    return _put(whole, chance.randrange(-(-len(whole) // 4096)) * 4096, bytes(4096))[: len(whole)]


def _swap_two_pages(chance: random.Random, whole: bytes) -> bytes:
    one, other = (4096 * chance.randrange(len(whole) // 4096) for _ in range(2))
    return _put(_put(whole, one, whole[other : other + 4096]), other, whole[one : one + 4096])


def _cut(chance: random.Random, whole: bytes) -> bytes:
    return whole[: chance.randrange(len(whole))]


def _cut_a_little(chance: random.Random, whole: bytes) -> bytes:
    return whole[: -chance.randrange(1, 200)]


def _put(whole: bytes, place: int, new: bytes) -> bytes:
    return whole[:place] + new + whole[place + len(new) :]


FILE_HARMS: tuple[Harm, ...] = (
    _flip_a_bit, _flip_a_bit_in_the_headers, _overwrite_8_bytes, _overwrite_a_page, _lose_a_page, _swap_two_pages, _cut,
    _cut_a_little,
)  # fmt: skip
LINE_HARMS: tuple[Harm, ...] = (_flip_a_bit, _overwrite_8_bytes, _overwrite_a_page, _lose_a_page, _cut, _cut_a_little)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    filled(folder, letters=8_000)
    return folder


def harmed(
    template: Path, folder: Path, name: str, harms: tuple[Harm, ...], count: int
) -> Iterator[tuple[str, int, Path]]:
    """Yield copies of a home in which a file is damaged: how, under which seed, where."""
    for number in range(count):
        seed = SEED + number
        harm = harms[number % len(harms)]
        home = shutil.copytree(template, folder / str(number))
        path = home / name
        whole = path.read_bytes()
        damaged = harm(random.Random(seed), whole)
        path.write_bytes(damaged)
        yield ("nothing changed" if damaged == whole else harm.__name__.strip("_")), seed, home


def outcomes(cases: list[tuple[str, int, Path]], exact: str) -> Counter[tuple[str, str]]:
    """Look into each home in a process of its own, print the table, and return how many ended how."""
    table: Counter[tuple[str, str]] = Counter()
    for (harm, seed, home), found in zip(cases, look_in([home for _, _, home in cases]), strict=True):
        (kind, said), *_ = found.items()
        if kind == "content":
            kind = "exact rows" if said == exact else "OTHER ROWS"
        elif kind == "refused" and not _is_a_sentence(said, home):
            kind = "no sentence"
        if kind not in {"exact rows", "refused"}:
            print(f"seed {seed}, {harm}: {kind}: {said}")
        table[harm, kind] += 1
        shutil.rmtree(home)
    _print(table)
    return table


def _is_a_sentence(said: str, home: Path) -> bool:
    return said.startswith(str(home)) and "\n" not in said and "put a copy of it back" in said


def _print(table: Counter[tuple[str, str]]) -> None:
    kinds = sorted({kind for _, kind in table})
    print(f"\n{'':28}" + "".join(f"{kind:>18}" for kind in kinds))
    for harm in sorted({harm for harm, _ in table}):
        print(f"{harm:28}" + "".join(f"{table[harm, kind]:18}" for kind in kinds))
    print(f"{'in all':28}" + "".join(f"{sum(n for (_, k), n in table.items() if k == kind):18}" for kind in kinds))


def test_a_damaged_store_is_exact_or_refused(template: Path, tmp_path: Path) -> None:
    exact = content(store_in(template))
    cases = list(harmed(template, tmp_path, "workbench.duckdb", FILE_HARMS, STORE_CASES))
    print(f"\nThe store's file, {len(cases)} cases, seeds from {SEED}")
    assert {kind for _, kind in outcomes(cases, exact)} <= {"exact rows", "refused"}


LEFT = """
import os, sys
from pathlib import Path
from tests.stores import LATER, journalled
from workbench.adapters.duckdb_store.file import opened
from workbench.adapters.duckdb_store.journals import take_all
home = Path(sys.argv[1])
journalled(home, run=LATER, letters=9)
with opened(home / "workbench.duckdb") as db:
    take_all(db, home / "workbench.duckdb", home / "spool")
    os._exit(0)
"""


@pytest.mark.parametrize("name", ["workbench.duckdb.wal", "workbench.duckdb"])
def test_a_damaged_store_of_a_killed_process_is_exact_or_refused(template: Path, tmp_path: Path, name: str) -> None:
    killed = shutil.copytree(template, tmp_path / "killed")
    subprocess.run([sys.executable, "-c", LEFT, str(killed)], check=True, cwd=ROOT)
    exact = content(store_in(shutil.copytree(killed, tmp_path / "whole")))
    harms = LINE_HARMS if name.endswith("wal") else FILE_HARMS
    cases = list(harmed(killed, tmp_path, name, harms, LOG_CASES))
    print(f"\n{name} of a killed process, {len(cases)} cases, seeds from {SEED}")
    assert {kind for _, kind in outcomes(cases, exact)} <= {"exact rows", "refused"}


def test_a_damaged_seal_is_exact_or_refused(template: Path, tmp_path: Path) -> None:
    exact = content(store_in(template))
    cases = list(harmed(template, tmp_path, "workbench.duckdb.seal", (_flip_a_bit, _overwrite_8_bytes, _cut), 60))
    print(f"\nThe seal, {len(cases)} cases, seeds from {SEED}")
    assert {kind for _, kind in outcomes(cases, exact)} <= {"exact rows", "refused"}


def test_a_damaged_journal_is_said_and_gives_no_other_rows(template: Path, tmp_path: Path) -> None:
    whole = {
        name: {_plain(row) for row in table.to_pylist()} for name, table in store_in(template).tables(RUN.id).items()
    }
    table: Counter[tuple[str, str]] = Counter()
    name = f"spool/{RUN.id}.jsonl"
    print(f"\nA journal that fills a new store, {JOURNAL_CASES} cases, seeds from {SEED}")
    for harm, seed, home in harmed(template, tmp_path, name, LINE_HARMS, JOURNAL_CASES):
        for path in home.glob("workbench.duckdb*"):
            path.unlink()
        journalled(home, run=LATER, cells=CELLS[:1], letters=9)
        kind = _fill(home, whole)
        if kind in {"OTHER ROWS", "fewer in silence"}:
            print(f"seed {seed}, {harm}: {kind}")
        table[harm, kind] += 1
        shutil.rmtree(home)
    _print(table)
    assert {kind for _, kind in table} <= {"all rows", "fewer, and said", "cut as by a kill"}


def _fill(home: Path, whole: dict[str, set[str]]) -> str:
    """Fill a new store from a home's journals and say what came of it; the other run must be there in any case."""
    journal = home / "spool" / f"{RUN.id}.jsonl"
    store = store_in(home)
    store.ingest()
    assert store.run(LATER.id).planned == 1
    try:
        found = {name: {_plain(row) for row in table.to_pylist()} for name, table in store.tables(RUN.id).items()}
    except StoreError:
        found = {name: set() for name in whole}
    counted = [name for name in whole if name not in {"scores", "limit_steps"}]
    if any(found[name] - whole[name] for name in counted if name not in {"completions", "generations"}):
        return "OTHER ROWS"
    if RUN.id in store.damaged():
        return "fewer, and said"
    if all(len(found[name]) == len(whole[name]) for name in counted):
        return "all rows"
    return "fewer in silence" if journal.read_bytes().endswith(b"\n") else "cut as by a kill"


def _plain(row: dict[str, object]) -> str:
    return repr(sorted(row.items()))


def test_a_writer_killed_at_any_moment_loses_nothing_that_was_journalled(tmp_path: Path) -> None:
    chance, store = random.Random(SEED), store_in(tmp_path)
    filled(tmp_path, letters=100)
    before = paid_for(store)
    print(f"\n{KILLS} writers killed while they write, seed {SEED}")
    for number in range(KILLS):
        writer = started("write_on", tmp_path, number, 10_000)
        _wait_for(tmp_path / "spool" / f"20261124-14000{number}-cccccc.jsonl", chance.randrange(1, 9))
        time.sleep(chance.uniform(0.0, 0.2))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        store.ingest()
        store.verify()
        assert store.damaged() == {}
        assert paid_for(store) == before
        (run,) = [each for each in store.runs() if f"-14000{number}-" in each.id]
        journal = (tmp_path / "spool" / f"{run.id}.jsonl").read_bytes()
        answers = journal[: journal.rfind(b"\n") + 1].count(_GENERATION)
        assert run.done == min(len(CELLS), answers)
        print(answers, end=" ")


def _wait_for(journal: Path, answers: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if journal.exists() and journal.read_bytes().count(_GENERATION) >= answers:
            return
        time.sleep(0.005)
    raise AssertionError("the journal does not grow")


def test_a_store_killed_between_any_two_commits_holds_what_was_committed(tmp_path: Path) -> None:
    chance, store = random.Random(SEED), store_in(tmp_path)
    states: Counter[str] = Counter()
    filled(tmp_path, letters=100)
    before = paid_for(store)
    template = shutil.copytree(tmp_path, tmp_path / "template")
    print(f"\n{KILLS} processes killed between and in their commits, seed {SEED}")
    for number in range(KILLS):
        home = shutil.copytree(template, tmp_path / str(number))
        process = started("commit_on", home)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randrange(1, 60))]
        time.sleep(chance.uniform(0.0, 0.03))
        process.send_signal(signal.SIGKILL)
        committed = len(said) + process.communicate()[0].count("\n")
        seal = read_seal(home / "workbench.duckdb")
        assert seal is not None
        states["in a commit" if seal.after else "between commits"] += 1
        mine = store_in(home)
        mine.verify()
        found = mine.scored(CELLS[:1], {f"scorer {each}": 1 for each in range(10_000)})
        assert len(found) in (committed, committed + 1)
        assert paid_for(mine) == before
    print(dict(states))
    assert len(states) == 2


def test_five_runs_and_a_reader_work_side_by_side(tmp_path: Path) -> None:
    began = time.monotonic()
    written, read = side_by_side(tmp_path, writers=5, rounds=40)
    assert [each["done"] for each in written] == [40] * 5
    store = store_in(tmp_path)
    store.verify()
    assert [sum(bool(row.scores) for row in store.rows(run.id)) for run in store.runs()] == [40] * 5
    print(
        f"\n5 writers x 40 rounds beside a reader: {time.monotonic() - began:.0f} s, {read['looks']} looks, none failed"
    )

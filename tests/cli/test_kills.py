"""A run that is killed with -9 at a random moment: nothing is lost, doubled, paid for twice or reported away."""

import json
import random
import signal
import threading
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import FEATURE
from tests.cli.commands import call, start
from tests.cli.provider import KEYS
from tests.faults import Asked, Fault, FaultServer, good
from workbench.core.journal import unsealed

PARALLEL = 4
REPEATS = 3
CALLS = 2 * REPEATS * len(KEYS)
UNUSABLE = "I would rather not."
PRICE = {"input": "1", "output": "2", "as_of": "2026-11-01"}


@dataclass
class Schedule:
    """Answers after a moment; those just before the kill are no tests. Counts every question with its repeat."""

    chance: random.Random
    kill_at: int
    reached: threading.Event = field(default_factory=threading.Event)
    killed: bool = False
    moment: threading.Event = field(default_factory=threading.Event)

    def __call__(self, asked: Asked) -> Fault:
        self.moment.wait(self.chance.uniform(0, 0.03))  # a model takes its time
        if self.killed:
            return good(FEATURE)
        if asked.number >= self.kill_at:
            self.reached.set()
        return good(UNUSABLE if asked.number >= self.kill_at - PARALLEL else FEATURE)


def write_suite(project: Path, address: str) -> None:
    """Write the suite `killed`: two prompts on a priced model and the rules floor, three times each."""
    models = project / "evals" / "models.yaml"
    known = yaml.safe_load(models.read_text(encoding="utf-8"))["models"]
    rules = next(each for each in known if each["name"] == "rules")
    priced = {"name": "loopback/m", "adapter": "openai", "model": "m-1", "base_url": f"{address}/v1", "price": PRICE}
    models.write_text(yaml.safe_dump({"models": [rules, {**priced, "parallel": PARALLEL}]}), encoding="utf-8")
    prompts = [("few", "few-shot/v1"), ("zero", "zero-shot/v1")]
    suite = {
        "dataset": "tiny",
        "candidates": [
            *({"name": name, "prompt": prompt, "model": "loopback/m"} for name, prompt in prompts),
            {"name": "floor", "prompt": "floor/v1", "model": "rules"},
        ],
        "repeats": REPEATS,
        "scorers": ["gherkin_valid", "tokens", "cost_usd"],
        "primary": "gherkin_valid",
    }
    (project / "evals" / "killed.yaml").write_text(yaml.safe_dump(suite), encoding="utf-8")


def journalled(project: Path) -> tuple[dict[str, str], int]:
    """Return the outcomes of cells that the only journal holds, and how many calls went out without an answer in it."""
    (path,) = (project / ".workbench" / "spool").glob("*.jsonl")
    lines = path.read_bytes().split(b"\n")[:-1]
    events = [unsealed(line) for line in lines]
    outcomes = {each["cell_key"]: each["outcome"] for each in events if each["type"] == "generation"}
    sent = sum(each["type"] == "reserved" for each in events)
    return outcomes, sent - sum(each["type"] == "completion" and each["model"] != "rules" for each in events)


def finished(capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run the suite again and return its board and its cells."""
    code, out, err = call(capsys, "run", "killed", "--json")
    assert code == 0, err
    board = json.loads(out)
    code, out, _ = call(capsys, "show", board["run"]["id"], "--json")
    assert code == 0
    return board, json.loads(out)


def runs(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call(capsys, "runs", "--json")[1])
    return found


def check(project: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> tuple[int, int]:
    """Kill one run, finish it, and return how many calls were made again and how many unusable answers were kept."""
    chance = random.Random(seed)
    schedule = Schedule(chance, kill_at=chance.randrange(PARALLEL, CALLS))
    with FaultServer(schedule) as server:
        write_suite(project, server.address)
        running = start("run", "killed")
        assert schedule.reached.wait(60), running.communicate(timeout=5)
        schedule.moment.wait(chance.uniform(0, 0.04))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        schedule.killed = True
        known, in_flight = journalled(project)
        board, shown = finished(capsys)
        in_all, billed = len(server.calls), server.billed
        finished(capsys)
        assert len(server.calls) == in_all, "a third run asks nothing"

    repeated = in_all - CALLS
    assert 0 <= repeated <= in_flight <= PARALLEL, (seed, repeated, in_flight)
    cells = {cell["cell_key"]: cell for cell in shown["cells"]}
    assert len(cells) == len(shown["cells"]) == CALLS + REPEATS * len(KEYS), seed
    assert {key: cells[key]["outcome"] for key in known} == known, seed
    unusable = Counter(cell["outcome"] for cell in cells.values())["unusable"]
    assert unusable >= Counter(known.values())["unusable"], seed
    totals = Counter[str]()
    for standing in board["standings"]:
        totals.update(standing["outcomes"])
        assert standing["planned"] == standing["answered"] == REPEATS * len(KEYS), seed
    assert totals == Counter(cell["outcome"] for cell in cells.values()), seed
    true = (Decimal(billed.input) * 1 + Decimal(billed.output) * 2) / 1_000_000
    # Of every run, because a kill behind the last answer leaves a run that is complete.
    spent = [json.loads(call(capsys, "show", run["id"], "--json")[1])["spending"] for run in runs(capsys)]
    assert true <= sum(Decimal(each["settled_usd"]) + Decimal(each["held_usd"]) for each in spent), seed
    # Some were reserved and never sent.
    assert in_all <= sum(each["calls"] for each in spent) <= in_all + in_flight, seed
    return repeated, unusable


@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("kills", [1, pytest.param(50, marks=pytest.mark.campaign)])
def test_a_killed_run_loses_doubles_and_hides_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kills: int
) -> None:
    seed, found = 20261124, []
    for number in range(kills):
        monkeypatch.setenv("WORKBENCH_HOME", str(small / ".workbench"))
        found.append(check(small, seed + number, capsys))
        (small / ".workbench").rename(tmp_path / f"done-{number}")
    repeated = [again for again, _ in found]
    unusable = sum(count for _, count in found)
    print(
        f"{kills} kills from seed {seed}, {PARALLEL} calls at once: {sum(repeated)} calls made again, "
        f"at most {max(repeated)} a kill; {unusable} unusable answers kept"
    )
    assert unusable > 0

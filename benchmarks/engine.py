"""What the engine adds to the models' own time: seconds, memory and bytes a case, cold and warm.

    python -m benchmarks.engine [--counts 1000 5000 10000] [--seed 7] [--loopback 1000]

Each measurement runs in a process of its own, so that its peak of memory is its own. `echo` answers at once in the
process with the prompt (which is no Gherkin), `feature` with four scenarios; the check is `cases`. `bare` is what
no engine can leave out: read the issue's JSON, fill a prompt, look for the key, put the row into DuckDB. `warm` is
the same suite again, where all is known; `rescored` adds a score to what is known. `loopback` is the openai SDK against
a model that takes 50 ms, 20 calls at once.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is imported

if TYPE_CHECKING:
    from workbench.generator.records import Completion, ModelSpec, Request

from benchmarks.work import feature, write_project, write_suite

PARALLEL: Final = 20
LATENCY_MS: Final = 50


class AtOnce:
    """A model in this process that answers at once."""

    def __init__(self, spec: "ModelSpec", answer: str) -> None:
        self.spec, self._answer = spec, answer

    def complete(self, request: "Request") -> "Completion":
        """Echo the question, or answer with a feature."""
        from workbench.generator.records import Completion, Usage

        text = self._answer or request.messages[-1].content
        tokens = len(text) // 4
        usage = Usage(
            input_tokens=tokens, cache_read_tokens=0, cache_write_tokens=0, output_tokens=tokens, reasoning_tokens=0
        )
        return Completion(text=text, finish="stop", usage=usage, latency_s=0.0)


def main() -> None:
    """Print a table of all measurements."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 5_000, 10_000])
    parser.add_argument("--loopback", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--child", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(MEASURED[given.child[0]](Path(given.child[1]))))
        return
    print(f"{'what':10} {'cases':>6} {'load s':>7} {'engine s':>9} {'ms/case':>8} {'cpu s':>7} {'MB':>5} {'B/case':>7}")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            rows = in_process(Path(folder), count, given.seed)
        for name, row in rows.items():
            show(name, count, row, bare_s=rows["bare"]["engine_s"])
    if given.loopback:
        with tempfile.TemporaryDirectory() as folder:
            row = over_loopback(Path(folder), given.loopback, given.seed)
        ideal_s = given.loopback * LATENCY_MS / 1000 / PARALLEL
        show("loopback", given.loopback, row)
        print(f"           {row['engine_s'] / ideal_s:.2f} times the ideal {ideal_s:.2f} s")


def show(name: str, count: int, row: dict[str, Any], *, bare_s: float | None = None) -> None:
    """Print one measurement, and its ratio to the bare loop's wall time."""
    ratio = "" if bare_s is None or name == "bare" else f"  {row['engine_s'] / bare_s:5.1f} x bare"
    print(
        f"{name:10} {count:6} {row['load_s']:7.2f} {row['engine_s']:9.2f} {1000 * row['engine_s'] / count:8.3f} "
        f"{row['cpu_s']:7.2f} {row['mb']:5.0f} {row['bytes'] / count:7.0f}{ratio}"
    )


def in_process(folder: Path, count: int, seed: int) -> dict[str, dict[str, Any]]:
    """Measure the bare loop, then each answer cold, warm and rescored."""
    rows: dict[str, dict[str, Any]] = {}
    for answer in ("echo", "feature"):
        project = folder / answer
        write_project(project, count, address="http://127.0.0.1:1/v1", parallel=2, scorers=["cases"], seed=seed)
        if answer == "echo":
            rows["bare"] = child("bare", project)
        rows[answer] = child(answer, project)
        rows["warm" if answer == "echo" else "f. warm"] = child(answer, project)
        write_suite(project, ["cases", "traceability"])
        rows["rescored" if answer == "echo" else "f. score"] = child(answer, project)
    return rows


def over_loopback(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Measure the openai SDK against the loopback model."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.loopback", "0", str(LATENCY_MS)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        write_project(folder / "p", count, address=address, parallel=PARALLEL, scorers=["cases"], seed=seed)
        return child("loopback", folder / "p")
    finally:
        server.kill()
        server.wait()


def child(what: str, project: Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engine", "--child", what, str(project)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def measured(project: Path, answer: Callable[[], str] | None) -> dict[str, Any]:
    """Load the project, replay its suite, and return the figures."""
    from workbench.bootstrap import open_workbench
    from workbench.core.spending import Terms

    begun = time.perf_counter()
    workbench = open_workbench(project)
    if answer is not None:
        text = answer()
        workbench = replace(workbench, connect=lambda spec: AtOnce(spec, text))
    suite = workbench.catalog.suite("bench")
    loaded, loaded_cpu = time.perf_counter(), time.process_time()
    run = workbench.run(suite, terms=Terms(), begin=quiet, tell=quiet)
    assert run.complete, run
    return figures(project, loaded - begun, time.perf_counter() - loaded, time.process_time() - loaded_cpu)


def quiet(*_: object) -> None:
    """Tell nobody."""


def figures(project: Path, load_s: float, engine_s: float, cpu_s: float) -> dict[str, Any]:
    """Return the times, this process's peak of memory, and what lies on the disk."""
    home = project / ".workbench"
    stored = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load_s": load_s, "engine_s": engine_s, "cpu_s": cpu_s, "mb": peak, "bytes": stored}


def bare(project: Path) -> dict[str, Any]:
    """The floor: issues, prompts, an echo, a check, rows in DuckDB."""
    import duckdb
    import pyarrow as pa

    begun, spent = time.perf_counter(), time.process_time()
    rows = []
    for path in (project / "datasets" / "bench" / "issues").iterdir():
        issue = json.loads(path.read_bytes())
        fields = issue["fields"]
        prompt = f"Issue {issue['key']}: {fields['summary']}\n{fields['description']}\n{fields['customfield_10001']}"
        rows.append((issue["key"], prompt, issue["key"] in prompt))
    keys, texts, checks = zip(*rows, strict=True)
    with duckdb.connect(str(project / "bare.duckdb")) as db:
        db.register("given", pa.table({"key": keys, "text": texts, "good": checks}))
        db.execute("create table t as select * from given")
    row = figures(project, 0.0, time.perf_counter() - begun, time.process_time() - spent)
    return {**row, "bytes": (project / "bare.duckdb").stat().st_size}


MEASURED: Final[dict[str, Callable[[Path], dict[str, Any]]]] = {
    "bare": bare,
    "echo": lambda project: measured(project, lambda: ""),
    "feature": lambda project: measured(project, lambda: feature("BEN-1", random.Random(7))),
    "loopback": lambda project: measured(project, None),
}


if __name__ == "__main__":
    main()

"""How soon each page of the app answers on a store of many runs, beside the same page on one run.

    python -m benchmarks.app [--runs 200] [--seed 7]

A run has the 41 fixtures of `studio`, four candidates, six repeats and ten scores: 9,840 scores. Each page is run by
Streamlit's own AppTest in this process, without a browser: `first` is the first look at it, `warm` the slowest of five
more within the time for which answers are kept, `late` one after that time.
"""

import argparse
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy is imported

if TYPE_CHECKING:
    import pyarrow as pa
    from streamlit.testing.v1 import AppTest

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = (
    "overview", "leaderboard", "compare", "case", "release", "runs", "playground", "datasets", "scorers",
)  # fmt: skip
SCORES: Final = (
    "gherkin_valid", "gherkin_quality", "coverage_evidence", "traceability", "duplicates", "oracle", "cases", "tokens",
    "latency_s", "cost_usd",
)  # fmt: skip
CANDIDATES: Final = ("zero-shot", "few-shot", "few-shot-grammar", "rules-floor")
REPEATS: Final = 6
_FRESH_S: Final = 3.5


def main() -> None:
    """Print milliseconds for each page, on many runs and on one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    timed = {}
    for count in (1, given.runs):
        with tempfile.TemporaryDirectory() as folder:
            project = write_project(Path(folder), count, random.Random(given.seed))
            size = sum(file.stat().st_size for file in (project / ".workbench").iterdir()) / 1e6
            print(f"{count} runs, {size:.0f} MB; seed {given.seed}")
            timed[count] = times(project)
    print(f"{'page':12} {'first':>8} {'warm':>8} {'late':>8}   {'on one run':>10} {'ratio':>6}")
    for page in PAGES:
        (first, warm, late), (_, alone, _) = timed[given.runs][page], timed[1][page]
        print(f"{page:12} {first:8.0f} {warm:8.0f} {late:8.0f}   {alone:10.0f} {warm / alone:6.1f}")


def times(project: Path) -> dict[str, tuple[float, float, float]]:
    """Return for each page the milliseconds of a first, the slowest warm, and a late look."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    os.environ["WORKBENCH_ROOT"] = str(project)
    for cache in (st.cache_resource, st.cache_data):
        cache.clear()
    found = {}
    for page in PAGES:
        app = AppTest.from_file(str(ROOT / "workbench" / "app" / "main.py"), default_timeout=300)
        app.run()
        app.switch_page(f"screens/{page}.py")
        first = looked(app)
        warm = max(looked(app) for _ in range(5))
        time.sleep(_FRESH_S)
        found[page] = (first, warm, looked(app))
    return found


def looked(app: "AppTest") -> float:
    """Return the milliseconds of one look."""
    started = time.perf_counter()
    app.run()
    took = time.perf_counter() - started
    if app.exception:
        raise SystemExit(f"a page failed: {app.exception[0].value}")
    return 1000 * took


def write_project(folder: Path, runs: int, chance: random.Random) -> Path:
    """Copy the repository's files, and fill a store."""
    for name in ("prompts", "evals", "datasets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("evidence"))
    from workbench.adapters.duckdb_store import DuckDbStore

    home = folder / ".workbench"
    store = DuckDbStore(home / "workbench.duckdb", home / "spool")
    fixtures = sorted(path.stem for path in (folder / "datasets" / "studio" / "issues").glob("*.json"))
    for number in range(runs):
        store.add_tables(tables(number, fixtures, chance))
    return folder


def tables(number: int, fixtures: Sequence[str], chance: random.Random) -> "dict[str, pa.Table]":
    """Return one run with its cells, generations and scores."""
    import pyarrow as pa

    from workbench.adapters.duckdb_store.exchange import schema_of

    run, at = f"20261001-{number:06d}-abcdef", datetime(2026, 10, 1, tzinfo=UTC).replace(tzinfo=None)
    began = at + timedelta(hours=number)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    rows["runs"].append(
        {
            "id": run, "suite": "embedded" if number % 2 == 0 else "demo", "dataset": "studio",
            "plan_digest": f"plan-{number}", "primary_score": "coverage_evidence",
            "scorers": json.dumps(versions()), "started_at": began, "note": None, "tags": "[]", "fresh": 0,
        }
    )  # fmt: skip
    for position, (candidate, fixture, repeat) in enumerate(
        (c, f, r) for c in CANDIDATES for f in fixtures for r in range(REPEATS)
    ):
        key = f"{run}/{position}"
        rows["cells"].append(
            {
                "run_id": run, "candidate": candidate, "prompt": f"{candidate}/v1", "model": "local/x",
                "reference": candidate == "rules-floor", "fixture": fixture, "stratum": "story_ac", "repeat": repeat,
                "cell_key": key, "basis": "b", "config_digest": f"config-{candidate}", "position": position,
            }
        )  # fmt: skip
        rows["generations"].append(
            {
                "cell_key": key, "run_id": run, "outcome": "ok", "reason": None, "suite": '{"title": ""}',
                "calls": "[]", "left_out": "[]", "arrived_at": began,
            }
        )  # fmt: skip
        rows["scores"] += [
            {"cell_key": key, "basis": "b", "scorer": name, "version": version, "value": chance.random(), "detail": ""}
            for name, version in versions().items()
        ]
    return {name: pa.Table.from_pylist(found, schema=schema_of(name)) for name, found in rows.items()}


NAMES: Final = (
    "runs", "cells", "completions", "generations", "failures", "sessions", "endings", "reservations", "settlements",
    "limit_steps", "scores",
)  # fmt: skip


def versions() -> dict[str, int]:
    """Return the scores with today's versions."""
    from workbench.scorers import SCORERS

    return {name: SCORERS[name].version for name in SCORES}


if __name__ == "__main__":
    main()

"""Runs that the app starts as processes of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.provider import KEYS, serving
from tests.cli.test_interrupted_runs import wait_for_journal
from tests.projects import small_project
from workbench.bootstrap import Workbench, open_workbench
from workbench.bootstrap.jobs import Job, Order, Watched, jobs, start_job, stop_job
from workbench.core.errors import RunError


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    """A project of eight fixtures; what a test leaves running is stopped."""
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    workbench = open_workbench(small_project(tmp_path / "small", KEYS))
    yield workbench
    for each in jobs(workbench):
        if each.end == "going on":
            stop_job(workbench, each.job.id, actor="the test")
            wait(workbench, lambda watched: watched.end != "going on")


def wait(workbench: Workbench, until: Callable[[Watched], bool]) -> Watched:
    """Wait until the newest job is so."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        newest = jobs(workbench)[0]
        if until(newest):
            return newest
        time.sleep(0.05)
    raise AssertionError(f"it never came so far: {jobs(workbench)[0]}")


def written(workbench: Workbench, job: Job) -> None:
    (workbench.home / "jobs").mkdir(parents=True)
    (workbench.home / "jobs" / f"{job.id}.json").write_text(job.model_dump_json())


def stranger(**more: object) -> Job:
    """A job whose process number belongs to somebody else by now: this test itself."""
    known = {"id": "20261125-120000-aaaaaa", "pid": os.getpid(), "born": "1@another-boot", "suite": "slow"}
    given = {**known, "arguments": ("run",), "actor": "Ada", "started_at": "2026-11-25T12:00:00Z", **more}
    return Job.model_validate_json(json.dumps(given))


def test_a_run_is_watched_stopped_and_gone_on_with(small: Workbench) -> None:
    with serving(small.root, quick=3) as provider:
        order = Order(suite="slow", note="by hand", tags=("a", "b"))
        start_job(small, order, actor="Ada")
        provider.wait_for_held(2)
        wait_for_journal(small.root, 3 + len(KEYS))
        going = wait(small, lambda watched: watched.run is not None)
        assert going.end == "going on"
        with pytest.raises(RunError, match="a run of suite 'slow' that was started here goes on"):
            start_job(small, order, actor="Grace")
        stop_job(small, going.job.id, actor="Grace")
        stopped = wait(small, lambda watched: watched.end != "going on")
        assert stopped.end == "stopped"
        assert "Grace asked it to stop." in stopped.said
        assert going.run is not None
        small.store.ingest()
        unfinished = small.store.run(going.run)
        assert (unfinished.complete, unfinished.note, unfinished.tags) == (False, "by hand", ("a", "b"))
        progress = small.store.progress(going.run)
        assert [(each.candidate, each.done, each.todo) for each in progress.shares] == [("slow", 3, 5), ("floor", 8, 0)]
        assert progress.made == 11

        provider.let_go.set()
        start_job(small, order, actor="Ada")
        ended = wait(small, lambda watched: watched.end != "going on")
    assert (ended.end, ended.run) == ("ended", going.run)
    assert small.store.run(going.run).complete
    assert [each.end for each in jobs(small)] == ["ended", "stopped"]


def test_a_run_that_cannot_start_says_why(small: Workbench) -> None:
    start_job(small, Order(suite="no-such"), actor="Ada")
    ended = wait(small, lambda watched: watched.end != "going on")
    assert ended.end == "could not go on"
    assert ended.said[-1].startswith("error: no suite 'no-such'")


def test_a_process_that_only_has_the_number_is_left_alone(small: Workbench) -> None:
    written(small, stranger())
    (found,) = jobs(small)
    assert (found.end, found.run) == ("gone", None)
    with pytest.raises(RunError, match="is not there any more"):
        stop_job(small, found.job.id, actor="Ada")


def test_a_number_that_nobody_has_is_gone(small: Workbench) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    written(small, stranger(pid=ended.pid))
    assert [each.end for each in jobs(small)] == ["gone"]


@pytest.mark.parametrize("name", ["no-such", "../../etc/passwd"])
def test_a_job_that_is_not_there_is_one_sentence(small: Workbench, name: str) -> None:
    with pytest.raises(RunError, match="no run was started here under"):
        stop_job(small, name, actor="Ada")


def test_a_damaged_job_file_hides_no_other_one(small: Workbench) -> None:
    written(small, stranger())
    (small.home / "jobs" / "20261125-130000-bbbbbb.json").write_text("{")
    assert [each.job.id for each in jobs(small)] == ["20261125-120000-aaaaaa"]


def test_what_is_typed_is_never_taken_for_an_option() -> None:
    order = Order(
        suite="--help", limit=3, only="--fresh", fresh=True, budget_usd=Decimal("2.00"), max_minutes=5.0,
        allow_unpriced=True, note="--json", tags=("-y", "x"),
    )  # fmt: skip
    assert order.arguments("--actor") == [
        "run", "--yes", "--json", "--limit=3", "--filter=--fresh", "--budget=2.00", "--max-minutes=5.0",
        "--note=--json", "--tag=-y", "--tag=x", "--actor=--actor", "--fresh", "--allow-unpriced", "--", "--help",
    ]  # fmt: skip

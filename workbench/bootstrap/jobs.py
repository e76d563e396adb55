"""Runs that the app started: each a process of its own, which outlives the page and the app.

A job is a file `jobs/<id>.json` beside `<id>.log`, what the command said, and `<id>.out`, the ranking that it prints at
its end. A process is the one that was started only while it has the number and the time of birth that were written
down, so that no other one is ever taken for it, told to stop or waited for.
"""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from filelock import FileLock
from pydantic import ValidationError

from workbench.bootstrap import Workbench, clock
from workbench.core.errors import RunError
from workbench.generator.records import Closed

End = Literal["going on", "ended", "stopped", "could not go on", "gone"]
_CALL: Final = "from workbench.cli import main; main()"
_RUN: Final = re.compile(r"^Run (\S+?)(?:,.*)?$", re.MULTILINE)
_ERROR: Final = "error: "
_INTERRUPTED: Final = "Interrupted."
_TAIL: Final = 20_000  # bytes of a log that are read
_LOCK_S: Final = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A run that is asked for; None and False leave an option out.

    Attributes:
        only: the `--filter`.
        budget_usd: of the whole run; None is the suite's own.
        max_minutes: of this session.
    """

    suite: str
    limit: int | None = None
    only: str | None = None
    fresh: bool = False
    budget_usd: Decimal | None = None
    max_minutes: float | None = None
    allow_unpriced: bool = False
    note: str | None = None
    tags: tuple[str, ...] = ()

    def arguments(self, actor: str) -> list[str]:
        """Return what follows `workbench`: values behind `=` and the name behind `--`, whatever they begin with."""
        values: list[tuple[str, Any]] = [
            ("--limit", self.limit), ("--filter", self.only), ("--budget", self.budget_usd),
            ("--max-minutes", self.max_minutes), ("--note", self.note), *(("--tag", tag) for tag in self.tags),
            ("--actor", actor),
        ]  # fmt: skip
        flags = [("--fresh", self.fresh), ("--allow-unpriced", self.allow_unpriced)]
        return [
            "run", "--yes", "--json",
            *(f"{name}={value}" for name, value in values if value is not None),
            *(name for name, given in flags if given),
            "--", self.suite,
        ]  # fmt: skip


class Job(Closed):
    """A run that was started here.

    Attributes:
        pid: of the process.
        born: when that process began, as the system tells; another process with the same number has another one.
        arguments: what follows `workbench`.
    """

    id: str
    pid: int
    born: str
    suite: str
    arguments: tuple[str, ...]
    actor: str
    started_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A job as it is now.

    Attributes:
        end: `gone` where the process is not there any more and said nothing at its end.
        run: the run's id; None while it has not said one.
        said: the command's last lines.
    """

    job: Job
    end: End
    run: str | None
    said: tuple[str, ...]


def start_job(workbench: Workbench, order: Order, *, actor: str) -> Job:
    """Start a run as a process of its own session and write down which one it is.

    Raises:
        RunError: the same run was started before and goes on, or no process can be started.
    """
    folder = workbench.home / "jobs"
    arguments = order.arguments(actor)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=_LOCK_S):
            _refuse_twice(workbench, order.suite)
            job = _started(workbench, folder, order, arguments, actor)
            _write(folder / f"{job.id}.json", job)
    except OSError as error:
        raise RunError(f"{folder}: no run can be started ({error.strerror or type(error).__name__})") from None
    return job


def jobs(workbench: Workbench) -> list[Watched]:
    """Return the runs that were started here, newest first, each as it is now."""
    folder = workbench.home / "jobs"
    found = sorted(folder.glob("*.json"), reverse=True) if folder.is_dir() else []
    return [_watched(job, folder) for job in map(_read, found) if job is not None]


def stop_job(workbench: Workbench, job_id: str, *, actor: str) -> None:
    """Ask the process of a job to end, as Ctrl-C does; what was answered is stored. Asked twice it ends at once.

    Args:
        workbench: where the job is.
        job_id: its id.
        actor: who asks; stands in the job's log.

    Raises:
        RunError: there is no such job, or its process is not there any more.
    """
    folder = workbench.home / "jobs"
    job = _read(folder / f"{job_id}.json") if re.fullmatch(r"[\w-]+", job_id) else None
    if job is None:
        raise RunError(f"no run was started here under {job_id!r}; reload the page")
    if not _signalled(job, signal.SIGINT):
        raise RunError(f"the process of job {job_id} is not there any more; there is nothing to stop")
    with suppress(OSError), (folder / f"{job_id}.log").open("a", encoding="utf-8") as log:
        log.write(f"{actor} asked it to stop.\n")


# The process


def _started(workbench: Workbench, folder: Path, order: Order, arguments: list[str], actor: str) -> Job:
    now = clock()
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    places = {"WORKBENCH_ROOT": str(workbench.root.resolve()), "WORKBENCH_HOME": str(workbench.home.resolve())}
    pid = _spawn(arguments, {**os.environ, **places}, out=folder / f"{name}.out", log=folder / f"{name}.log")
    return Job(
        id=name,
        pid=pid,
        born=_born(pid) or "",
        suite=order.suite,
        arguments=tuple(arguments),
        actor=actor,
        started_at=now,
    )


def _spawn(arguments: list[str], environment: dict[str, str], *, out: Path, log: Path) -> int:
    """Start the command in a session of its own, so that no terminal's end reaches it, and hearing Ctrl-C again."""
    new = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    return os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", _CALL, *arguments],
        environment,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(out), new, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(log), new, 0o600),
        ],
        setsid=True,
        setsigdef=[signal.SIGINT, signal.SIGTERM],
    )


def _born(pid: int) -> str | None:
    """Return when a process began, in a form that no other one with its number shares; None where there is none."""
    with suppress(OSError):
        os.waitpid(pid, os.WNOHANG)  # a child that has ended is laid to rest
    stat, boot = Path(f"/proc/{pid}/stat"), Path("/proc/sys/kernel/random/boot_id")
    if boot.exists():
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else f"{fields[19]}@{boot.read_text(encoding='ascii').strip()}"
    shown = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return shown.stdout.strip() or None


def _alive(job: Job) -> bool:
    return bool(job.born) and _born(job.pid) == job.born


def _signalled(job: Job, number: signal.Signals) -> bool:
    """Send a signal to exactly the process that was started; False where it is not there any more."""
    opened = getattr(os, "pidfd_open", None)
    try:
        handle = opened(job.pid) if opened else None
    except OSError:
        return False
    try:
        if not _alive(job):  # the handle was taken before, so it stands for the process that this is true of
            return False
        if handle is None:
            os.kill(job.pid, number)
        else:
            signal.pidfd_send_signal(handle, number)
    except ProcessLookupError:
        return False
    finally:
        if handle is not None:
            os.close(handle)
    return True


# The files


def _refuse_twice(workbench: Workbench, suite: str) -> None:
    if any(each.job.suite == suite and each.end == "going on" for each in jobs(workbench)):
        raise RunError(f"a run of suite {suite!r} that was started here goes on; wait for it, or stop it")


def _write(path: Path, job: Job) -> None:
    part = path.with_suffix(".part")
    part.write_text(job.model_dump_json(indent=2) + "\n", encoding="utf-8")
    part.replace(path)


def _read(path: Path) -> Job | None:
    """Return the job of a file; None where it is none, for a damaged one has no process that could be told."""
    try:
        return Job.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _watched(job: Job, folder: Path) -> Watched:
    alive = _alive(job)  # asked before the files are read, so that an end between the two is not missed
    said = _tail(folder / f"{job.id}.log")
    run = _RUN.search(_head(folder / f"{job.id}.log"))
    return Watched(
        job=job,
        end="going on" if alive else _end(said, folder / f"{job.id}.out"),
        run=run[1] if run else None,
        said=tuple(said.splitlines()),
    )


def _end(said: str, out: Path) -> End:
    try:
        json.loads(out.read_bytes())
    except (OSError, ValueError):
        lines = [line for line in said.splitlines() if line.startswith((_ERROR, _INTERRUPTED))]
        if not lines:
            return "gone"
        return "could not go on" if lines[-1].startswith(_ERROR) else "stopped"
    return "ended"


def _head(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return file.read(_TAIL).decode("utf-8", errors="replace")
    return ""


def _tail(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read().decode("utf-8", errors="replace")
    return ""

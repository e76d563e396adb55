"""The parent's side of the child process: hands a file over, waits, and stays alive whatever happens."""

import atexit
import contextlib
import io
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from workbench.generator.intake.attachments.frames import FrameError, pack, receive
from workbench.generator.intake.attachments.kinds import Kind
from workbench.generator.intake.attachments.limits import MAX_FILE_BYTES, MAX_REPLY_BYTES, MB, Limits

_MODULE: Final = "workbench.generator.intake.attachments.child"
_START_S: Final = 15  # a machine with no core to spare
_MOST_IDLE: Final = 2
_MOST_NOTES: Final = 5
_MOST_REASON: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What the child made of a file.

    Attributes:
        text: what was found; "" where `reason` is set.
        whole: whether that is all of it.
        notes: what was left out.
        reason: why there is no text, or None.
        cpu_s: processor time in seconds, None where unknown.
        peak_bytes: resident memory at its highest, None where unknown.
    """

    text: str
    whole: bool = True
    notes: tuple[str, ...] = ()
    reason: str | None = None
    cpu_s: float | None = None
    peak_bytes: int | None = None


def parse_apart(kind: Kind, data: bytes, *, max_chars: int, limits: Limits) -> Parsed:
    """Parse a file in a child process; safe to call from several threads.

    Args:
        kind: what it is.
        data: the whole file.
        max_chars: so much text is wanted; a little more may come.
        limits: what the child may use; over them the file has no text and a reason.
    """
    if len(data) > MAX_FILE_BYTES:
        return Parsed(text="", reason=f"larger than {MAX_FILE_BYTES // MB} MB")
    if not hasattr(os, "fork"):
        return Parsed(text="", reason="files are parsed on Linux and macOS only")
    head = {"kind": kind, "max_chars": max_chars, "seconds": limits.seconds, "memory_bytes": limits.memory_bytes}
    try:
        child = _take()
    except OSError:  # no process left, or no memory for one
        return Parsed(text="", reason="its reader cannot be started")
    try:
        reply = child.ask(pack(head, data), limits.seconds + _START_S)
        found = _read(reply)
    except (FrameError, OSError, ValueError, TypeError, KeyError):
        child.end()
        return Parsed(text="", reason="its reader broke down")
    except BaseException:
        child.end()
        raise
    _give_back(child)
    return found


def _read(reply: tuple[dict[str, Any], bytes]) -> Parsed:
    """Take over what the fork wrote: it read a stranger's file, so its form is checked here."""
    figures, inner = reply
    cpu_s, peak_bytes = float(figures["cpu_s"]), int(figures["peak_bytes"])
    reason, text = figures.get("reason"), b""
    head: dict[str, Any] = {}
    if reason is None:
        inside = receive(io.BytesIO(inner), MAX_REPLY_BYTES)
        if inside is None:
            raise FrameError("empty")
        head, text = inside
        reason = head["reason"]
    return Parsed(
        text=text.decode("utf-8", "replace"),
        whole=head.get("whole") is True,
        notes=tuple(str(note)[:_MOST_REASON] for note in list(head.get("notes", ()))[:_MOST_NOTES]),
        reason=None if reason is None else str(reason)[:_MOST_REASON],
        cpu_s=cpu_s,
        peak_bytes=peak_bytes,
    )


class _Child:
    """A started child; one thread at a time asks it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=-1,
        )

    def ask(self, frame: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            pipe, answers = self._pipes()
            pipe.write(frame)
            pipe.flush()
            reply = receive(answers, MAX_REPLY_BYTES + MB)
        finally:
            watch.cancel()
        if reply is None:
            raise FrameError("the child ended")
        return reply

    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        for pipe in self._pipes():
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout  # type: ignore[return-value]


def _environment() -> dict[str, str]:
    """Where Python finds its modules, and nothing else: no key comes near a stranger's file."""
    places = os.pathsep.join(place or os.getcwd() for place in sys.path)  # noqa: PTH109
    return {"PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}


# The children that wait -------------------------------------------------------------------------

_idle: list[_Child] = []
_forgotten: list[_Child] = []
_lock = threading.Lock()


def _take() -> _Child:
    while True:
        with _lock:
            child = _idle.pop() if _idle else None
        if child is None:
            return _Child()
        if child.alive():
            return child
        child.end()


def _give_back(child: _Child) -> None:
    with _lock:
        if len(_idle) < _MOST_IDLE:
            _idle.append(child)
            return
    child.end()


def _end_all() -> None:
    with _lock:
        waiting = list(_idle)
        _idle.clear()
    for child in waiting:
        child.end()


def _forget_all() -> None:
    """In a fork of ours: the children are the parent's, and two that ask one child would get each other's answers."""
    global _lock  # another thread may have held it at the fork
    _lock = threading.Lock()
    _forgotten.extend(_idle)
    _idle.clear()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)

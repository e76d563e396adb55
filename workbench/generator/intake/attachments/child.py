"""The process that files are parsed in: `python -m workbench.generator.intake.attachments.child`.

It loads the parsers once and then forks for every file. The fork has limits on memory, time and output, may write no
file, and ends with its file: what a hostile file does to it meets no other. Requests come on stdin, replies go to
stdout, and it ends when stdin does, so that it never outlives who started it.
"""

import contextlib
import os
import resource
import select
import signal
import sys
import time
from typing import Any, Final

from workbench.generator.intake.attachments.frames import FrameError, pack, receive
from workbench.generator.intake.attachments.gathering import Enough, Gathering, Skipped
from workbench.generator.intake.attachments.limits import MAX_FILE_BYTES, MAX_REPLY_BYTES, MB
from workbench.generator.intake.attachments.parsers import parse

_FILES: Final = 64
_MOST_FDS: Final = 256
_NO_DUMP: Final = 1  # below a page nothing is dumped, and 1 keeps it from a dump program too (Linux, core(5))
_PIECE: Final = 65_536
_UNIT: Final = 1_024 if sys.platform.startswith("linux") else 1  # of `ru_maxrss`


def serve() -> None:
    """Answer requests until stdin is closed."""
    _preload()
    while (asked := receive(sys.stdin.buffer, MAX_FILE_BYTES + MB)) is not None:
        head, data = asked
        sys.stdout.buffer.write(_answer(head, data))
        sys.stdout.buffer.flush()


def _preload() -> None:
    for name in ("docx.opc.package", "lxml.etree", "pypdfium2", "python_calamine"):
        with contextlib.suppress(ImportError):
            __import__(name)


def _answer(head: dict[str, Any], data: bytes) -> bytes:
    """Parse in a fork and return its reply with what it used, or the reason why there is none."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        _run(head, data, writes)
    os.close(writes)
    reply, late = _collect(reads, time.monotonic() + head["seconds"])
    os.close(reads)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status, used = os.wait4(pid, 0)
    figures = {"cpu_s": used.ru_utime + used.ru_stime, "peak_bytes": used.ru_maxrss * _UNIT}
    if late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return pack(figures | {"reason": f"took over {head['seconds']} s"}, b"")
    if not reply:
        memory = head["memory_bytes"] // MB  # which most parsers answer with an abort
        return pack(figures | {"reason": f"its reader broke down or needed over {memory} MB"}, b"")
    return pack(figures, reply)


def _collect(pipe: int, until: float) -> tuple[bytes, bool]:
    """Return what the fork wrote before it closed the pipe, and whether it was late; too much is nothing."""
    pieces: list[bytes] = []
    size = 0
    while size <= MAX_REPLY_BYTES:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return b"", True
        piece = os.read(pipe, _PIECE)
        if not piece:
            return b"".join(pieces), False
        pieces.append(piece)
        size += len(piece)
    return b"", False


# In the fork -------------------------------------------------------------------------------------


def _run(head: dict[str, Any], data: bytes, writes: int) -> None:
    """Parse, write the reply and end; never returns."""
    try:
        _shut_in(head, writes)
        reply = _parsed(head, data)
        with os.fdopen(writes, "wb") as pipe:
            pipe.write(reply)
    finally:
        os._exit(0)


def _shut_in(head: dict[str, Any], writes: int) -> None:
    signal.alarm(head["seconds"] + 1)  # should nobody be left to stop it
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    for low, high in ((3, writes), (writes + 1, _MOST_FDS)):
        os.closerange(low, high)
    for what, most, room in (
        (resource.RLIMIT_CORE, _NO_DUMP, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, _FILES, 0),
        (resource.RLIMIT_CPU, head["seconds"], 1),  # at the hard limit Linux sends SIGKILL, which tells no reason
        (resource.RLIMIT_AS, head["memory_bytes"], 0),
    ):
        _limit(what, most, room)


def _limit(what: int, most: int, room: int) -> None:
    """Set the soft limit to `most` and the hard one `room` above it, neither over what is allowed already."""
    hard = resource.getrlimit(what)[1]
    allowed = most + room if hard == resource.RLIM_INFINITY else min(most + room, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS has no limit on address space
        resource.setrlimit(what, (min(most, allowed), allowed))


def _parsed(head: dict[str, Any], data: bytes) -> bytes:
    found = Gathering(head["max_chars"])
    whole, reason = True, None
    try:
        parse(head["kind"], data, found)
    except Enough:
        whole = False
    except Skipped as skipped:
        reason = str(skipped)
    except MemoryError:
        reason = "needs too much memory"
    except BaseException:  # noqa: BLE001 - a panic of a Rust library is none; what it says may quote the file
        reason = "broken"
    text = "" if reason else found.text
    notes = [] if reason else found.notes
    return pack({"reason": reason, "whole": whole, "notes": notes}, text.encode("utf-8", "replace"))


if __name__ == "__main__":
    with contextlib.suppress(FrameError, BrokenPipeError, KeyboardInterrupt):
        serve()

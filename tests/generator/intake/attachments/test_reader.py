"""The child process: shut in, replaceable, and out of reach of keys and of the disk."""

import io
import os
import signal
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.generator.intake.attachments.files import cells, docx, paragraph, pdf, xlsx
from workbench.generator.intake.attachments import read_attachment, reader
from workbench.generator.intake.attachments.frames import FrameError, pack, receive
from workbench.generator.intake.attachments.limits import DOCUMENT, MB

SHUT_IN = """
import os, resource, sys
from workbench.generator.intake.attachments.child import _shut_in
reads, writes = os.pipe()
other = os.open(sys.argv[1], os.O_RDONLY)
_shut_in({"seconds": 5, "memory_bytes": 512_000_000}, writes)
write = lambda: os.write(os.open(sys.argv[1], os.O_WRONLY), b"x")
broken = [resource.getrlimit(resource.RLIMIT_CPU)[0] != 5, resource.getrlimit(resource.RLIMIT_CORE)[0] > 1]
for step in (lambda: os.read(other, 1), lambda: bytearray(600_000_000), write):
    try:
        step()
        broken.append(True)
    except (OSError, MemoryError):
        broken.append(False)
os._exit(any(broken))
"""

ENDLESS = """
import os
from workbench.generator.intake.attachments.child import _shut_in
_shut_in({"seconds": 1, "memory_bytes": 512_000_000}, os.pipe()[1])
while True:
    pass
"""


def running() -> list[int]:
    """The processes that this one has started and that still run (Linux)."""
    listed = Path("/proc/self/task").glob("*/children")
    return [int(pid) for tasks in listed for pid in tasks.read_text().split()]


def read_page(number: int = 1) -> str | None:
    return read_attachment("a", f"<p>page {number}".encode(), max_chars=100).text


def test_a_fork_may_open_nothing_of_its_parent_take_no_more_memory_and_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"kept")
    ended = subprocess.run([sys.executable, "-c", SHUT_IN, str(target)], check=False)
    assert ended.returncode == 0
    assert target.read_bytes() == b"kept"


def test_a_fork_over_its_time_is_ended_by_the_signal_that_says_so() -> None:
    """Linux sends SIGKILL, which tells no reason, where the hard limit is no higher than the soft one."""
    ended = subprocess.run([sys.executable, "-c", ENDLESS], check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_the_child_gets_no_key_of_its_parents_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-4711")
    assert "sk-4711" not in str(reader._environment())


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    reader._end_all()
    for data in (docx(paragraph("a")), xlsx({"N": cells(["a"])}), pdf(["a"]), b"<p>a", b"%PDF-"):
        read_attachment("a", data, max_chars=100)
    reader._end_all()
    assert list(tmp_path.rglob("*")) == []


def test_a_child_that_died_is_replaced() -> None:
    assert read_page() == "page 1"
    for child in reader._idle:
        child._process.kill()
        child._process.wait()
    assert read_page(2) == "page 2"


def test_the_same_child_reads_one_file_after_the_other_and_keeps_nothing() -> None:
    reader._end_all()
    read_page()
    (child,) = reader._idle
    assert [read_page(number) for number in range(5)] == [f"page {number}" for number in range(5)]
    assert reader._idle == [child]


def test_many_threads_get_their_own_files() -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(read_page, range(40))) == [f"page {number}" for number in range(40)]
    assert len(reader._idle) <= 2


def test_a_fork_of_ours_starts_children_of_its_own() -> None:
    read_page()
    before = {child._process.pid for child in reader._idle}
    pid = os.fork()
    if pid == 0:
        fine = reader._idle == [] and read_page(7) == "page 7" and not before & {c._process.pid for c in reader._idle}
        reader._end_all()
        os._exit(0 if fine else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert read_page(8) == "page 8"


@pytest.mark.parametrize(
    "frame", [b"\0", pack({}, b"abc")[:-1], pack({}, b"a" * 200), b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{x"]
)
def test_a_reply_that_is_cut_too_long_or_no_frame_is_none(frame: bytes, tmp_path: Path) -> None:
    (tmp_path / "pipe").write_bytes(frame)
    with (tmp_path / "pipe").open("rb") as pipe, pytest.raises(FrameError):
        receive(pipe, 100)


@pytest.mark.parametrize(
    "inner",
    [b"", b"noise", pack({}, b"text"), pack({"reason": None, "notes": 5}, b""), pack({"reason": None}, b"x" * 5 * MB)],
    ids=["empty", "noise", "no reason", "notes that are none", "too long"],
)
def test_what_a_fork_writes_is_not_trusted(inner: bytes) -> None:
    with pytest.raises((FrameError, KeyError, TypeError)):
        reader._read(({"cpu_s": 0.1, "peak_bytes": 1}, inner))


@pytest.mark.campaign
def test_two_hundred_parsers_killed_in_the_middle_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    data = pdf(["page"] * 300)
    for _ in range(200):
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(reader.parse_apart, "PDF", data, max_chars=1_000, limits=DOCUMENT)
            for pid in running():
                os.kill(pid, signal.SIGKILL)
            waiting.result()
    assert list(tmp_path.rglob("*")) == []
    assert read_page() == "page 1"


def test_where_no_process_can_be_started_the_file_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_idle", [])
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    found = reader.parse_apart("HTML", b"<html>", max_chars=10, limits=DOCUMENT)
    assert found == reader.Parsed(text="", reason="its reader cannot be started")


def test_a_head_nested_without_end_is_no_frame() -> None:
    head = b'{"a":' + b"[" * 100_000
    with pytest.raises(FrameError):
        receive(io.BytesIO(struct.pack(">II", len(head), 0) + head), 1_000_000)

"""The journal of a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import completion, generation, run_record, session, suite
from tests.fakes import Ticks
from workbench.adapters.spool import Spool
from workbench.core.errors import RunError, StoreError
from workbench.core.journal import unsealed
from workbench.service.plan import plan

SUITE = suite()
CELLS = plan(SUITE)
RUN = run_record(SUITE, CELLS)

OPEN = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from workbench.adapters.spool import Spool
from workbench.core.errors import RunError
try:
    with Spool(Path(sys.argv[1]), sys.argv[2], lambda: datetime.now(UTC)):
        print("opened", flush=True)
        sys.stdin.readline()
except RunError as error:
    print(error)
"""


def elsewhere(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, str(folder), RUN.id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_second_process_cannot_go_on_with_the_same_run(tmp_path: Path) -> None:
    with Spool(tmp_path, RUN.id, Ticks()):
        out, _ = elsewhere(tmp_path).communicate()
    assert out == f"run {RUN.id} is going on in another process; wait for it, or stop it\n"


def test_another_run_is_free_to_start(tmp_path: Path) -> None:
    with Spool(tmp_path, "another", Ticks()):
        out, _ = elsewhere(tmp_path).communicate("\n")
    assert out == "opened\n"


def test_the_lock_falls_with_the_process_that_held_it(tmp_path: Path) -> None:
    holder = elsewhere(tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "opened\n"
    with pytest.raises(RunError), Spool(tmp_path, RUN.id, Ticks()):
        pass
    holder.kill()
    holder.communicate()
    with Spool(tmp_path, RUN.id, Ticks()) as journal:
        journal.begin(RUN, CELLS, session())
    assert (tmp_path / f"{RUN.id}.jsonl").read_text().count("\n") == 2


def test_what_a_kill_cut_off_is_dropped_when_the_run_goes_on(tmp_path: Path) -> None:
    with Spool(tmp_path, RUN.id, Ticks()) as journal:
        journal.begin(RUN, CELLS, session())
    path = tmp_path / f"{RUN.id}.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"type": "generation", "cel')
    with Spool(tmp_path, RUN.id, Ticks()):
        pass
    assert path.read_bytes() == whole


def test_a_line_is_in_the_file_the_moment_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{RUN.id}.jsonl"
    with Spool(tmp_path, RUN.id, Ticks()) as journal:
        journal.completion("call", "vendor/large", completion("line one\nline two\u2028\u0085three"), 400)
        assert path.read_bytes().count(b"\n") == len(path.read_text().splitlines()) == 1


def test_a_thread_left_behind_by_an_interrupted_run_writes_nothing(tmp_path: Path) -> None:
    with Spool(tmp_path, RUN.id, Ticks()) as journal:
        pass
    journal.generation(CELLS[0], generation(), [])
    assert (tmp_path / f"{RUN.id}.jsonl").read_bytes() == b""


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"), Spool(tmp_path / "file" / "spool", RUN.id, Ticks()):
        pass


FULL = """
import resource, sys
from pathlib import Path
from datetime import datetime, UTC
from tests.builders import run_record, session, suite
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError
from workbench.service.plan import plan
cells = plan(suite())
run = run_record(suite(), cells)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    with Spool(Path(sys.argv[1]), run.id, lambda: datetime.now(UTC)) as journal:
        journal.begin(run, cells, session())
except StoreError as error:
    print(error)
"""


def test_a_full_disk_is_one_sentence_and_the_run_is_free_again(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    full = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True, cwd=root
    )
    assert full.stdout.endswith(": cannot be written (File too large)\n")
    assert full.stderr == ""
    with Spool(tmp_path, RUN.id, Ticks()) as journal:
        journal.begin(RUN, CELLS, session())
    plan_line, session_line = (tmp_path / f"{RUN.id}.jsonl").read_bytes().splitlines()
    assert (unsealed(plan_line)["type"], unsealed(session_line)["type"]) == ("run", "session")

"""The store under damage, kills, a full disk and other processes: exact rows or a sentence."""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import completion
from tests.fakes import Ticks
from tests.stores import (
    LATER,
    ROOT,
    RUN,
    content,
    filled,
    journalled,
    look,
    side_by_side,
    store_in,
)
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    filled(folder)
    return folder


@pytest.fixture(scope="module")
def whole(template: Path) -> str:
    """What a reader sees of it."""
    return content(store_in(template))


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A store with a run of everything, and its journal."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def journal(home: Path) -> Path:
    return home / "spool" / f"{RUN.id}.jsonl"


# A store that was cut short or has flipped bits -------------------------------------------------


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "main header": lambda whole: flipped(whole, 20),
    "first database header": lambda whole: flipped(whole, 4096 + 20),
    "second database header": lambda whole: flipped(whole, 8192 + 20),
    "first block": lambda whole: flipped(whole, 3 * 4096 + 1000),
    "a block in the middle": lambda whole: flipped(whole, len(whole) // 2),
    "the end": lambda whole: flipped(whole, len(whole) - 9),
    "a page of zeros": lambda whole: whole[: 5 * 4096] + bytes(4096) + whole[6 * 4096 :],
    "cut behind the headers": lambda whole: whole[: 3 * 4096],
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut by a byte": lambda whole: whole[:-1],
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_store_gives_exact_rows_or_a_sentence(home: Path, whole: str, kind: str) -> None:
    path = home / "workbench.duckdb"
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    found = look(home)
    if "refused" in found:
        assert found["refused"].startswith(f"{path}: ")
        assert "\n" not in found["refused"]
        assert "move workbench.duckdb* away and the journals in spool/ fill a new one" in found["refused"]
    else:
        assert found == {"content": whole}


KILLED = """
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


@pytest.fixture(scope="module")
def killed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose process was killed after it took a second run in."""
    folder = tmp_path_factory.mktemp("killed")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=True, cwd=ROOT)
    return folder


def test_a_log_that_a_kill_left_counts(killed: Path, tmp_path: Path) -> None:
    shutil.copytree(killed, tmp_path, dirs_exist_ok=True)
    assert [(run.id, run.complete) for run in store_in(tmp_path).runs()] == [(LATER.id, True), (RUN.id, True)]


@pytest.mark.parametrize("left", [0, 5_000])
def test_a_log_that_was_cut_is_a_sentence_and_no_fewer_runs(killed: Path, tmp_path: Path, left: int) -> None:
    shutil.copytree(killed, tmp_path, dirs_exist_ok=True)
    log = tmp_path / "workbench.duckdb.wal"
    assert log.stat().st_size > left
    log.write_bytes(log.read_bytes()[:left])
    with pytest.raises(StoreError, match="the table 'runs' holds 1 rows where 2 were put in"):
        store_in(tmp_path).runs()


# A full disk, and folders that cannot be written --------------------------------------------------


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file become longer than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("size", "named"), [(9, "workbench.duckdb.seal"), (10_000, "workbench.duckdb")])
def test_a_full_disk_is_a_sentence_and_nothing_is_lost(home: Path, whole: str, size: int, named: str) -> None:
    store = store_in(home)
    store.runs()
    journalled(home, run=LATER)
    with pytest.raises(StoreError) as caught, room_for(size):
        store.ingest()
    assert str(caught.value).startswith(f"{home / named}: ")
    assert "full" in str(caught.value)
    assert [run.id for run in store.runs()] == [RUN.id]
    assert content(store) == whole
    assert store.ingest() > 0
    assert store.run(LATER.id).complete


def test_a_full_disk_leaves_the_journal_plain_when_it_is_packed(home: Path, journal: Path) -> None:
    whole = journal.read_bytes()
    refused = pytest.raises(StoreError, match=r"cannot be written \(File too large\); the journal stays plain")
    with Spool(home / "spool", RUN.id, Ticks()) as spool, refused, room_for(100):
        spool.pack()
    assert journal.read_bytes() == whole
    assert store_in(home).ingest() == 0


def test_a_journal_on_a_full_disk_goes_on_once_there_is_room(home: Path, journal: Path) -> None:
    with Spool(home / "spool", RUN.id, Ticks()) as spool:
        with pytest.raises(StoreError, match=r"jsonl: cannot be written"), room_for(journal.stat().st_size + 50):
            spool.completion("first", "vendor/large", completion(), 100)
        spool.completion("second", "vendor/large", completion(), 100)
    store = store_in(home)
    store.ingest()
    assert (store.damaged(), "second" in store.completions(["first", "second"])) == ({}, True)


READ_ONLY = """
import json, os, sys
from pathlib import Path
from tests.builders import score
from tests.fakes import Ticks
from tests.stores import CELLS, LATER, RUN, look, store_in
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.spool import Spool
from workbench.core.errors import StoreError

def said(work):
    try:
        return work()
    except StoreError as error:
        return str(error)

home, other = Path(sys.argv[1]), Path(sys.argv[2])
look(other)  # all that is imported later is imported now
if os.geteuid() == 0:
    os.seteuid(65534)
store = store_in(home)
found = {"look": look(home), "ingest": said(store.ingest), "score": said(lambda: store.add_scores([score(CELLS[0])]))}
found["journal"] = said(Spool(home / "spool", RUN.id, Ticks()).__enter__)
found["new"] = said(DuckDbStore(home / "new.duckdb", home / "spool").runs)
found["folder"] = said(DuckDbStore(home / "new" / "new.duckdb", home / "spool").runs)
found["more"] = said(store_in(Path(sys.argv[3])).ingest)
print(json.dumps(found))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into; pytest's own may not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_home_that_cannot_be_written_can_be_read_and_says_what_it_lacks(
    home: Path, whole: str, open_folder: Path
) -> None:
    copy = shutil.copytree(home, open_folder / "home")
    more = shutil.copytree(home, open_folder / "more")
    journalled(more, run=LATER, letters=9)
    for path in [copy, *copy.rglob("*"), more, *more.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = open_folder / "code"  # the repository may stand in a folder that only its owner may look into
    for name in ("workbench", "tests"):
        shutil.copytree(ROOT / name, code / name, ignore=shutil.ignore_patterns("__pycache__"))
    given = [str(copy), str(home), str(more)]
    ended = subprocess.run(
        [sys.executable, "-B", "-c", READ_ONLY, *given], capture_output=True, text=True, check=True, cwd=code
    )
    assert json.loads(ended.stdout) == {
        "look": {"content": whole},
        "ingest": 0,
        "score": f"{copy / 'workbench.duckdb'}: cannot be written; what is new stays in spool/ until it can",
        "journal": f"{copy / 'spool' / RUN.id}.jsonl: cannot be written (Permission denied)",
        "new": f"{copy / 'new.duckdb'}: cannot be read or written (Permission denied)",
        "folder": f"{copy / 'new'}: cannot be made (Permission denied)",
        "more": f"{more / 'workbench.duckdb'}: cannot be written; what is new stays in spool/ until it can",
    }


# Two runs and the app at once ----------------------------------------------------------------------


def test_two_runs_and_a_reader_work_side_by_side(tmp_path: Path) -> None:
    written, read = side_by_side(tmp_path, writers=2, rounds=2)
    assert [each["done"] for each in written] == [2, 2]
    assert read["looks"] > 0
    store = store_in(tmp_path)
    store.verify()
    assert [sum(bool(row.scores) for row in store.rows(run.id)) for run in store.runs()] == [2, 2]

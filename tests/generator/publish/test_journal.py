"""The journal: what it kept survives, and nobody else has it meanwhile."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.generator.errors import InputError, PublishError
from workbench.generator.publish.journal import Entry, ids, intended, opened

AT = datetime(2026, 11, 2, 9, 40, tzinfo=UTC)
PLACE = "0123456789ab"
ONE, TWO = "aits-0123456789abcdef", "aits-fedcba9876543210"


def entry(trace: str = ONE, state: str = "intended", id_: str | None = None, place: str = PLACE) -> Entry:
    return Entry.model_validate({"at": AT, "place": place, "trace": trace, "state": state, "id": id_})


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "journal.jsonl"
    with opened(file) as journal:
        journal.add([entry(), entry(TWO)])
        journal.add([entry(state="created", id_="10001")])
    with opened(file) as journal:
        entries = journal.entries()
    assert (ids(entries, PLACE), intended(entries, PLACE)) == ({ONE: "10001"}, {TWO: AT})
    assert (ids(entries, "ba9876543210"), intended(entries, "ba9876543210")) == ({}, {})


def test_a_line_that_was_cut_off_is_forgotten_and_the_next_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    with opened(file) as journal:
        journal.add([entry(), entry(TWO)])
    file.write_bytes(file.read_bytes()[:-20])
    with opened(file) as journal:
        assert [each.trace for each in journal.entries()] == [ONE]
        journal.add([entry(TWO)])
    with opened(file) as journal:
        assert [each.trace for each in journal.entries()] == [ONE, TWO]


def test_another_file_is_no_journal_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Buy milk\n")
    with pytest.raises(InputError, match=r"notes\.txt: line 1 is none of a journal of ours"), opened(file):
        pass
    assert file.read_text() == "Buy milk\n"


def test_one_process_has_it_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    with opened(file), pytest.raises(PublishError, match="another process publishes"), opened(file):
        pass


def test_a_process_that_was_killed_leaves_it_free_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    script = (
        "import os, pathlib, signal, sys; from tests.generator.publish.test_journal import entry;"
        "from workbench.generator.publish.journal import opened\n"
        "with opened(pathlib.Path(sys.argv[1])) as journal:\n"
        "    journal.add([entry()]); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", script, str(file)], cwd=root, check=False).returncode == -9
    with opened(file) as journal:
        assert [each.state for each in journal.entries()] == ["intended"]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="the journal cannot be opened"), opened(tmp_path / "file" / "journal.jsonl"):
        pass


@pytest.mark.parametrize("id_", ["Ann Alder", "ann@example.com", "https://x", ""])
def test_no_content_fits_into_an_entry(id_: str) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        entry(id_=id_)

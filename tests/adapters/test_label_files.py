"""Labels from file to store to file."""

from pathlib import Path

import pytest

from tests.builders import label
from workbench.adapters.duckdb_store import DuckDbStore
from workbench.adapters.label_files import read_label_file, write_label_file
from workbench.core.errors import LabelError
from workbench.service.label import take_labels

LABELS = [
    label(note="why? \u2028 ünï", rater_kind="person", rater="Ann"),
    label(note="after all", rater_kind="person", rater="Ann", value="not", revision=2),
    label(kind="pair", test="T1", value="partly"),
    label(kind="finding", behaviour=None, rule="V04", line=3, value="wrong"),
    label(kind="rating", behaviour=None, test="T1", value="weak"),
]


def test_labels_pass_through_the_store_unchanged(tmp_path: Path) -> None:
    write_label_file(tmp_path / "in.jsonl", LABELS)
    store = DuckDbStore(tmp_path / "store.duckdb", tmp_path / "spool")
    take_labels(read_label_file(tmp_path / "in.jsonl"), store=store)
    write_label_file(tmp_path / "new" / "out.jsonl", store.labels(every_revision=True))
    lines = [sorted((tmp_path / name).read_text().split("\n")) for name in ("in.jsonl", "new/out.jsonl")]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 6


def test_files_that_cannot_be_reached_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LabelError, match="cannot be read"):
        read_label_file(tmp_path / "nothing.jsonl")
    with pytest.raises(LabelError, match="cannot be written"):
        write_label_file(tmp_path / "file" / "out.jsonl", LABELS)

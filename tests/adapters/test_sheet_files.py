"""Sheets as files: what spreadsheets save is read, and nobody's work is written over."""

from pathlib import Path

import pytest

from workbench.adapters.sheet_files import is_sheet, read_sheet_file, write_sheet_file
from workbench.core.errors import LabelError

TEXT = 'row;value\r\nr1.1;"Größe – 5 €"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT.encode(encoding))
    assert read_sheet_file(tmp_path / "a.csv") == TEXT


@pytest.mark.parametrize("content", [TEXT.encode("utf-16"), b"PK\x03\x04\x14\x00\x06\x00", b"row,value\n\x81\xff,c"])
def test_what_is_in_neither_encoding_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(LabelError, match=r"neither UTF-8 nor Windows-1252; save it as 'CSV UTF-8'$"):
        read_sheet_file(tmp_path / "a.csv")


def test_a_sheet_is_written_once_and_with_a_mark_for_excel(tmp_path: Path) -> None:
    write_sheet_file(tmp_path / "new" / "a.csv", TEXT)
    assert (tmp_path / "new" / "a.csv").read_bytes() == b"\xef\xbb\xbf" + TEXT.encode()
    with pytest.raises(LabelError, match="is there already"):
        write_sheet_file(tmp_path / "new" / "a.csv", "other")
    assert read_sheet_file(tmp_path / "new" / "a.csv") == TEXT


def test_files_that_cannot_be_reached_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LabelError, match="cannot be read"):
        read_sheet_file(tmp_path / "nothing.csv")
    with pytest.raises(LabelError, match="cannot be written"):
        write_sheet_file(tmp_path / "file" / "a.csv", TEXT)


def test_the_ending_tells_what_a_file_is() -> None:
    assert [is_sheet(Path(name)) for name in ("a.csv", "a.CSV", "a.tsv", "a.jsonl")] == [True, True, True, False]
    for name in ("a.xlsx", "a", "a.json"):
        with pytest.raises(LabelError, match=r"labels come as \.jsonl, sheets as \.csv"):
            is_sheet(Path(name))

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.generator.intake.attachments import read_attachment


@pytest.mark.parametrize(
    "data",
    [
        "Größe;1".encode(),
        codecs.BOM_UTF8 + "Größe;1".encode(),
        codecs.BOM_UTF16_LE + "Größe;1".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Größe;1".encode("utf-16-be"),
        "Größe;1".encode("cp1252"),
    ],
)
def test_text_is_read_in_its_encoding_whatever_its_name(data: bytes) -> None:
    assert read_attachment("rules.png", data, max_chars=100).text == "Größe;1"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"\x89PNG\r\n\x1a\n0000", "image: not read"),
        (b"\xff\xd8\xff\xe0", "image: not read"),
        (b"RIFF0000WEBPVP8 ", "image: not read"),
        (b"%PDF-1.7", "PDF: not read, broken"),
        (b"PK\x03\x04", "ZIP or Office file: not read, broken"),
        (b"MZ\x00\x01", "not text: not read"),
        (b"caf\xe9\x02", "not text: not read"),
    ],
)
def test_what_is_no_text_is_left_out_with_its_reason(data: bytes, note: str) -> None:
    found = read_attachment("notes.txt", data, max_chars=100)
    assert (found.text, found.note) == (None, note)


def test_a_long_text_is_cut_and_told() -> None:
    found = read_attachment("a.log", "€".encode() * 5_000, max_chars=10)
    assert found.text == "€" * 10
    assert found.note is not None
    assert found.note.startswith("cut after 10")


def test_a_limit_of_zero_sends_nothing() -> None:
    assert read_attachment("a.txt", b"abc", max_chars=0).text is None


def test_a_text_that_begins_with_the_letters_of_a_bitmap_is_text() -> None:
    assert read_attachment("a.txt", b"BMI is a number", max_chars=100).text == "BMI is a number"


def test_a_file_name_is_one_line() -> None:
    assert read_attachment("a\nb\x00.txt", b"x", max_chars=1).name == "a b.txt"


@given(st.binary(max_size=200), st.integers(0, 50))
def test_any_bytes_give_a_text_or_a_reason(data: bytes, max_chars: int) -> None:
    found = read_attachment("a", data, max_chars=max_chars)
    assert (found.text is None and found.note) or (found.text is not None and len(found.text) <= max_chars)

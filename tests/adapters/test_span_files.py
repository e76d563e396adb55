"""Reading a bench's file."""

from pathlib import Path

import pytest

from workbench.adapters.span_files import read_span_file
from workbench.core.anonymising.records import Person
from workbench.core.errors import CatalogError


def test_a_line_is_a_text_with_its_spans(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text(
        '{"text": "Bo L", "spans": [{"type": "PER", "start": 0, "end": 2, "x": 1}], "roster": ["Bo L"]}\n\n'
    )
    (row,) = read_span_file(path)
    assert (row.text, row.spans, row.language, row.people) == (
        "Bo L", ((0, 2, "PER"),), None, (Person(names=("Bo L",)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "no texts"),
        ("secret words", "line 1: a JSON object"),
        ('{"text": "a"}', "line 1: a JSON object"),
        ('{"text": "ab", "spans": [{"type": "PER", "start": 1, "end": 9}]}', "does not lie in its text"),
    ],
)
def test_a_file_of_another_form_is_refused_without_its_words(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_text(content)
    with pytest.raises(CatalogError, match=sentence) as refused:
        read_span_file(path)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="cannot be read"):
        read_span_file(tmp_path / "none.jsonl")

"""Issues out of files and folders."""

import codecs
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.issue_sources.exports import HEADER, ROW, as_lines, csv_text, numbered, rest
from tests.core.importing.full_issue import full_issue, words
from tests.generator.intake.attachments.files import docx, paragraph, pdf, png
from workbench.adapters.issue_sources import bounds, read_source, read_upload
from workbench.core.errors import CatalogError
from workbench.core.importing.content import content_of
from workbench.core.importing.sourced import SourcedIssue, Wanted

ALL = Wanted(fields=("environment",), comments=True)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, wanted: Wanted = ALL) -> list[SourcedIssue]:
    return list(read_source(path, wanted))


def comparable(issue: SourcedIssue) -> Any:
    """An issue without what a form does not tell: a custom field's id, and how much was left out."""
    names = issue.document.get("names", {})
    fields = {names.get(name, name): value for name, value in issue.document["fields"].items()}
    fields["reporter"] = fields["reporter"]["displayName"]
    return issue.key, issue.number, fields, sorted(names.values()), issue.attached, content_of(issue.document)


def _without_names() -> dict[str, Any]:
    return {name: value for name, value in rest().items() if name != "names"}


FORMS: dict[str, Callable[[], str | bytes]] = {
    "one": lambda: json.dumps(rest(), indent=1),
    "one on a line": lambda: json.dumps(rest()),
    "list": lambda: json.dumps([rest()]),
    "search": lambda: json.dumps({"issues": [rest()], "isLast": True}, indent=2),
    "search with names": lambda: json.dumps({"names": rest().pop("names"), "issues": [_without_names()]}),
    "lines": lambda: as_lines([rest(), rest()]),
    "version 2": lambda: json.dumps(rest(2)),
    "csv": lambda: csv_text(),
    "csv with semicolons": lambda: csv_text(delimiter=";"),
    "csv of Excel": lambda: codecs.BOM_UTF8 + csv_text(delimiter=";").encode(),
    "csv in UTF-16": lambda: csv_text(delimiter="\t").encode("utf-16"),
    "json with a mark": lambda: codecs.BOM_UTF8 + json.dumps(rest()).encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_issue_is_the_same_in_every_form(form: str, tmp_path: Path) -> None:
    (expected,) = read(write(tmp_path / "a", json.dumps(rest())))
    came = read(write(tmp_path / "any.name", FORMS[form]()))
    assert [comparable(issue) for issue in came] == [comparable(expected)] * len(came)
    assert len(came) == (2 if form == "lines" else 1)


@pytest.mark.parametrize("form", FORMS)
def test_an_upload_is_read_from_memory(form: str, tmp_path: Path) -> None:
    content = FORMS[form]()
    data = content if isinstance(content, bytes) else content.encode()
    assert list(read_upload("an upload", data, ALL)) == read(write(tmp_path / "a", data))
    with pytest.raises(CatalogError, match="an upload: neither JSON"):
        list(read_upload("an upload", b"words", ALL))


def test_what_came_in_comes_in_again_as_it_is(tmp_path: Path) -> None:
    (first,) = read(write(tmp_path / "a", json.dumps(full_issue())))
    (second,) = read(write(tmp_path / "b", json.dumps(first.document)))
    assert second.document == first.document


def test_public_issues_say_the_same_as_lines_and_as_csv(reference: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (reference / "data/issues_public.jsonl").read_text().splitlines()[:150]]
    texts = [(f"A-{n}", row["summary"], row.get("description") or "none") for n, row in enumerate(rows, 1)]
    issues = [{"key": key, "fields": {"summary": summary, "description": text}} for key, summary, text in texts]
    of_lines = read(write(tmp_path / "a", as_lines(issues)))
    of_csv = read(write(tmp_path / "b", csv_text(texts, header=("Issue key", "Summary", "Description"))))
    again = read(write(tmp_path / "c", as_lines([dict(issue.document) for issue in of_csv])))
    assert [issue.document for issue in of_lines] == [issue.document for issue in of_csv]
    assert [issue.document for issue in again] == [issue.document for issue in of_csv]


def test_a_name_says_nothing_about_what_a_file_is(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.json", csv_text()))[0].key == "SHOP-12"
    assert read(write(tmp_path / "a.csv", as_lines([rest(), rest()])))[1].key == "SHOP-12"


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    (issue,) = read(write(tmp_path / "a", csv_text()), Wanted())
    assert issue.left_out == {"comments": 1, "fields": 4, "files that are not there": 1}
    (issue,) = read(write(tmp_path / "a", json.dumps(rest())), Wanted(attachments=False))
    assert issue.left_out == {"comments": 1, "fields": 3}


def test_an_old_export_in_windows_1252_is_read(tmp_path: Path) -> None:
    row = ("Größe fehlt", *ROW[1:])
    (issue,) = read(write(tmp_path / "a", csv_text([row], delimiter=";").encode("cp1252")))
    assert issue.document["fields"]["summary"] == "Größe fehlt"


def test_headers_in_german_and_new_names_of_columns_are_known(tmp_path: Path) -> None:
    header = ("Vorgangsschlüssel", "Zusammenfassung", "Vorgangstyp", "Benutzerdefiniertes Feld (Akzeptanzkriterien)")
    (issue,) = read(write(tmp_path / "a", csv_text([("A-1", "s", "Story", "c")], header=header)))
    assert issue.document["fields"].keys() >= {"summary", "issuetype"}
    assert list(issue.document["names"].values()) == ["Akzeptanzkriterien"]


def test_a_comment_of_an_export_loses_its_author_and_a_custom_field_comes_by_name(tmp_path: Path) -> None:
    (issue,) = read(write(tmp_path / "a", csv_text()), Wanted(comments=True, fields=("SPRINT",)))
    said = json.dumps(issue.document)
    assert "Seen; twice" in said
    assert "Sprint 9" in said
    assert "ann" not in said.casefold()


def test_of_a_row_only_known_columns_come_in(tmp_path: Path) -> None:
    header = (*HEADER, *(f"Custom field (Own {n})" for n in range(30)), *(f"Column {n}" for n in range(30)))
    row = (*ROW, *(f"zq{n}" for n in range(60)))
    (issue,) = read(write(tmp_path / "a", csv_text([row], header=header)))
    assert "zq" not in repr((issue.document, issue.attached))
    assert issue.left_out["fields"] == 63


def test_nothing_of_an_issue_with_every_field_stands_in_what_can_be_printed(tmp_path: Path) -> None:
    (issue,) = read(write(tmp_path / "a", json.dumps(full_issue())))
    assert "zq" not in repr(issue) + repr(Wanted())
    assert list(words(issue.document))


# Folders -----------------------------------------------------------------------------------------


def test_a_folder_brings_the_text_of_its_files_and_nothing_else_of_them(tmp_path: Path) -> None:
    beside = {"word/comments.xml": "<w:c>zq comment</w:c>", "docProps/core.xml": "<cp:lastModifiedBy>zq</cp:x>"}
    deleted = "<w:p><w:del><w:r><w:delText>zq deleted</w:delText></w:r></w:del></w:p>"
    write(tmp_path / "b.json", json.dumps(rest(attachment=[{"filename": "log.txt"}, {"filename": "gone.txt"}])))
    write(tmp_path / "issues" / "c.csv", csv_text([("s", "SHOP-13", *ROW[2:])]))
    write(tmp_path / "b" / "ignored", "zq")
    data = {
        "log.txt": b"a log",
        "more.docx": docx(paragraph("Words") + deleted, more=beside),
        "a.pdf": pdf(["Page"]),
        "shot.png": png(),
        "zip.bin": b"PK\x03\x04zq",
        "long.log": b"word " * 30_000,
        "padded.log": b"start" + b"\xef\xbb\xbf" * 300_000 + b"end",
        ".hidden": b"zq",
        "empty": b"",
    }
    for name, content in data.items():
        write(tmp_path / "attachments" / "SHOP-12" / name, content)
    write(tmp_path / "attachments" / "OTHER-1" / "a.txt", "zq")
    first, second = read(tmp_path)
    assert {name: text.strip() for name, text in first.attached.items()} == {
        "log.txt": "a log", "more.docx": "Words", "a.pdf": "Page",
    }  # fmt: skip
    assert first.left_out == {
        "fields": 2, "pictures": 1, "unreadable files": 2, "files that are too long": 2, "files that are not there": 1,
    }  # fmt: skip
    listed = [each["filename"] for each in first.document["fields"]["attachment"]]
    assert listed == [
        "log.txt",
        "gone.txt",
        "a.pdf",
        "empty",
        "long.log",
        "more.docx",
        "padded.log",
        "shot.png",
        "zip.bin",
    ]
    assert (second.key, second.attached) == ("SHOP-13", {})


def test_no_document_and_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", "zq")
    folder = tmp_path / "in"
    names = [{"filename": name} for name in ("../../../secret.txt", str(tmp_path / "secret.txt"), "link.txt")]
    write(folder / "a.json", json.dumps(rest(attachment=names)))
    write(folder / "attachments" / "SHOP-12" / "a.txt", "fine")
    (folder / "attachments" / "SHOP-12" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "out" / "SHOP-13").mkdir(parents=True)
    write(tmp_path / "out" / "SHOP-13" / "b.txt", "zq")
    (folder / "attachments" / "SHOP-13").symlink_to(tmp_path / "out" / "SHOP-13")
    write(folder / "b.json", json.dumps(rest() | {"key": "SHOP-13"}))
    first, second = read(folder)
    assert (list(first.attached.values()), second.attached) == (["fine"], {})
    write(folder / "a.json", json.dumps(rest() | {"key": "../.."}))
    with pytest.raises(CatalogError, match=r"a\.json, issue 1: no usable key"):
        read(folder)


# What is wrong -----------------------------------------------------------------------------------

_BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "empty"),
    "blanks": ("\n \n", "empty"),
    "words": ("zq secret words", "neither JSON nor a CSV"),
    "picture": (png(), "neither JSON nor a CSV"),
    "number": ("17", "neither JSON nor a CSV"),
    "broken JSON": ('{"key": "zq",', r"not JSON \(column"),
    "broken JSON of lines": ('{\n"key": "zq"\n"zq"', "not JSON .line 3, column 1"),
    "no end": ('[{"key": "zq"}', "not JSON"),
    "long number": ('{"key": ' + "1" * 5_000 + "}", "a number is too long"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "list of words": ('["zq"]', "issue 1: a JSON object"),
    "list of lists": ("[[]]", "issue 1: a JSON object"),
    "empty list": ("[]", "holds no issue"),
    "issues no list": ('{"issues": {"zq": 1}}', "'issues' is no list"),
    "no key": ('{"fields": {"summary": "zq"}}', "issue 1: no usable key"),
    "second without fields": (as_lines([rest(), {"key": "A-1"}]), "line 2: no object 'fields'"),
    "second line broken": (as_lines([rest()]) + "\n{zq\n", "line 3: not JSON .column 2"),
    "second line a list": (as_lines([rest()]) + "[1]", "line 2: a JSON object"),
    "long text": (json.dumps(rest(environment="zq" * 200_001)), "issue 1: a text has over 400,000"),
    "header alone": (csv_text([]), "holds no issue"),
    "no column of keys": ("Summary,Status\nzq,zq\n", "a column 'Issue key'"),
    "cells missing": (csv_text([ROW, ROW[:5]]), "line 9: 5 cells, and the header has 20"),
    "quote not closed": (csv_text() + '"zq', "line 9: a quote is not closed"),
    "letters after a quote": (csv_text() + '"zq"zq,\n', "line 9: a quote is not closed"),
    "long cell": (csv_text([("zq" * 200_001, *ROW[1:])]), "line 2: a cell has over 400,000"),
    "row without key": (csv_text([("s", "", *ROW[2:])]), "line 2: no usable key"),
    "row without summary": (csv_text([("", *ROW[1:])]), "line 2: the field 'summary'"),
    "too many columns": ("Issue key" + ",zq" * 5_000 + "\n", "more than 5,000 columns"),
}


@pytest.mark.parametrize("case", _BAD)
def test_what_cannot_be_read_is_one_sentence_without_content(case: str, tmp_path: Path) -> None:
    content, sentence = _BAD[case]
    with pytest.raises(CatalogError, match=sentence) as caught:
        read(write(tmp_path / "export", content))
    assert str(caught.value).startswith(str(tmp_path / "export"))
    assert "zq" not in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from([*FORMS]), at=st.floats(0, 1), cut=st.integers(0, 40), put=st.binary(max_size=6))
def test_a_damaged_export_is_read_or_refused_in_one_sentence(
    form: str, at: float, cut: int, put: bytes, tmp_path: Path
) -> None:
    content = FORMS[form]()
    data = content if isinstance(content, bytes) else content.encode()
    start = int(at * len(data))
    try:
        read(write(tmp_path / "a", data[:start] + put + data[start + cut :]))
    except CatalogError as error:
        assert "\n" not in str(error)
        assert "cart" not in str(error)


def test_a_missing_file_an_empty_folder_and_a_strange_file_in_one_are_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no such file"):
        read(tmp_path / "gone")
    with pytest.raises(CatalogError, match="no files in it"):
        read(tmp_path)
    write(tmp_path / "a.json", json.dumps(rest()))
    write(tmp_path / "b.md", "# Words")
    with pytest.raises(CatalogError, match=r"b\.md: neither JSON nor"):
        read(tmp_path)


def test_what_never_comes_in_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="'worklog' cannot be asked for"):
        read_source(tmp_path / "gone", Wanted(fields=("worklog",)))


def test_more_issues_than_a_reviewer_can_read_are_refused(tmp_path: Path) -> None:
    issues = [{"key": "A-1", "fields": {"summary": "s"}}] * (bounds.MOST_ISSUES + 1)
    for content in (as_lines(issues), json.dumps(issues)):
        with pytest.raises(CatalogError, match="more than 10,000 issues"):
            read(write(tmp_path / "a", content))


def test_a_file_over_the_bounds_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(bounds.MOST_BYTES + 1)
    with pytest.raises(CatalogError, match="larger than 500,000,000 bytes"):
        read(tmp_path / "a")
    with (tmp_path / "b").open("wb") as file:
        file.write(b"[")
        file.truncate(bounds.MOST_WHOLE_BYTES + 1)
    with pytest.raises(CatalogError, match="JSON of more than 64,000,000 bytes"):
        read(tmp_path / "b")


def test_issues_are_read_one_after_the_other(tmp_path: Path) -> None:
    """2,000 issues of 3,000 characters: as lines or rows one is held, as a list the list once."""
    issues = numbered(2_000, 3_000)
    rows = [(each["key"], "s", "w" * 3_000) for each in issues]
    forms = {
        "lines": as_lines(issues),
        "csv": csv_text(rows, header=("Issue key", "Summary", "Other")),
        "list": json.dumps(issues),
    }
    for form, content in forms.items():
        path, size = write(tmp_path / form, content), len(content)
        del content
        tracemalloc.start()
        count = sum(1 for _ in read_source(path, Wanted()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 2_000
        assert peak < (2.5 * size if form == "list" else 0.3 * size), form

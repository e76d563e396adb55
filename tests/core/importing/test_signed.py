"""Texts are kept, never files."""

from workbench.core.importing.signed import as_text_files


def test_a_files_text_is_kept_as_a_text_file_and_jiras_list_says_so() -> None:
    listed = [{"filename": "a.pdf", "mimeType": "application/pdf", "size": 9, "id": "7"}, {"filename": "b.png"}, "odd"]
    document = {"key": "ACME-1", "fields": {"attachment": listed}}
    made, files = as_text_files(document, {"a.pdf": "né", "c.TXT": "x", "a.pdf.txt": "y"})
    assert files == {"a.pdf.txt": "né", "c.txt": "x", "a.pdf-2.txt": "y"}
    assert made["fields"]["attachment"] == [
        {"filename": "a.pdf.txt", "mimeType": "text/plain", "size": 3, "id": "7"},
        {"filename": "b.png"},
        "odd",
    ]
    assert listed[0]["filename"] == "a.pdf"


def test_an_issue_without_files_is_as_it_was() -> None:
    document = {"key": "ACME-1", "fields": {"attachment": None}}
    assert as_text_files(document, {}) == (document, {})
    assert as_text_files(document, {"a.log": "x"}) == (document, {"a.log.txt": "x"})

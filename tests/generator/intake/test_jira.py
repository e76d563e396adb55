import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.intake.documents import bullets, deep, doc, heading, issue, p
from tests.generator.intake.test_adf import JSON
from workbench.generator.errors import IssueError
from workbench.generator.intake import load_issue_document, read_issue
from workbench.generator.records import IntakeOptions

OPTIONS = IntakeOptions()
PERSON = {"accountId": "712020:abc", "displayName": "Leonie Brackwater", "emailAddress": "l.b@example.com"}


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "KEY-1",
        {},
        {"key": 7, "fields": {"summary": "secret"}},
        {"key": "a\nb", "fields": {"summary": "secret"}},
        {"key": "SHOP-1"},
        {"key": "SHOP-1", "fields": []},
        {"key": "SHOP-1", "fields": {"description": "secret"}},
        {"key": "SHOP-1", "fields": {"summary": None, "description": "secret"}},
        {"key": "SHOP-1", "fields": {"summary": " ", "description": "secret"}},
    ],
)
def test_what_is_no_issue_is_refused_without_its_text(document: object) -> None:
    with pytest.raises(IssueError) as caught:
        read_issue(document, options=OPTIONS)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("description", [None, "", doc(), 7, True])
def test_an_issue_without_a_description_is_read(description: object) -> None:
    found = read_issue(issue(description), options=OPTIONS)
    assert (found.key, found.type, found.summary, found.criteria) == ("SHOP-12", "Story", "A summary", ())


def test_a_description_that_states_the_criteria_is_left_whole() -> None:
    found = read_issue(issue(doc(p("Why."), heading("AC"), bullets("one"))), options=OPTIONS)
    assert found.description == "Why.\n\n## AC\n\n- one"
    assert len(found.criteria) == 1


def test_people_and_comments_are_never_kept() -> None:
    comments = {"comments": [{"author": PERSON, "body": doc(p("a comment"))}]}
    files = [{"filename": "a.txt", "author": PERSON, "content": "https://x.example"}]
    document = issue(
        doc(p("Why.")), reporter=PERSON, assignee=PERSON, creator=PERSON, comment=comments, attachment=files
    )
    found = repr(read_issue(document, options=OPTIONS))
    for word in ("712020", "Leonie", "example.com", "comment", "https"):
        assert word not in found


def test_what_is_too_long_is_cut_and_told() -> None:
    options = IntakeOptions(max_description_chars=10, max_context_chars=5)
    found = read_issue(issue("x" * 20), options=options, context="y" * 20)
    assert (found.description, found.context) == ("x" * 10, "y" * 5)
    assert found.left_out == (
        "description: cut after 10 of 20 characters",
        "context: cut after 5 of 20 characters",
    )


def test_a_blank_context_is_none() -> None:
    assert read_issue(issue(), options=OPTIONS, context=" \n").context is None


def test_attachments_keep_jiras_order_and_others_follow() -> None:
    listed = [{"filename": "a.png"}, {"filename": "b.md"}, "broken", {"filename": None}]
    attached = [("extra.csv", b"1;2"), ("b.md", b"# Rules")]
    found = read_issue(issue(attachment=listed), options=OPTIONS, attached=attached)
    assert [(one.name, one.text, one.note) for one in found.attachments] == [
        ("a.png", None, "not loaded"),
        ("b.md", "# Rules", None),
        ("extra.csv", "1;2", None),
    ]
    assert found.left_out == ("attachments: 1 of 3 not sent",)


@given(
    st.dictionaries(st.sampled_from(["description", "issuetype", "attachment", "customfield_1", "comment"]), JSON), JSON
)
@settings(max_examples=200, deadline=None)
def test_any_json_in_the_fields_is_read_without_an_error(fields: dict[str, Any], names: object) -> None:
    options = IntakeOptions(criteria_field="customfield_1")
    found = read_issue({"key": "A-1", "names": names, "fields": {"summary": "s", **fields}}, options=options)
    assert (found.key, found.summary) == ("A-1", "s")


def test_a_criteria_field_of_great_depth_is_read() -> None:
    document = issue(names={"c": "AC"}, c=deep("bulletList", 50_000, p("bottom")))
    assert [one.text for one in read_issue(document, options=OPTIONS).criteria] == ["bottom"]


# Files -------------------------------------------------------------------------------------------


def test_a_file_is_loaded_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(json.dumps(issue("ä")), encoding=encoding)
        assert load_issue_document(path) == issue("ä")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{secret", "not JSON"),
        (b'"secret"', "no object"),
        (b"\xff\xfe\x00secret", "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"secret": ' + b"9" * 5_000 + b"}", "too long"),
        (b" " * 20_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_issue_is_refused_in_one_sentence(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    with pytest.raises(IssueError, match=reason) as caught:
        load_issue_document(path)
    assert str(path) in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path, Path("a\0b")):
        with pytest.raises(IssueError, match="cannot be read"):
            load_issue_document(path)

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.generator.intake.documents import bullets, doc, heading, issue, p
from tests.generator.prompt.configs import issue as prepared
from workbench.generator.errors import IssueError
from workbench.generator.intake import read_issue
from workbench.generator.intake.fields import file_allowed
from workbench.generator.intake.minimise import minimise
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Attachment, ExistingTest, IntakeOptions, Issue, IssueField

PERSON = {"accountId": "712020:abc", "displayName": "Leonie Brackwater", "emailAddress": "l.b@example.com"}
DOCUMENT = issue(
    doc(p("Why."), heading("AC"), bullets("It locks.", "It unlocks.")),
    names={"customfield_10": "Rollout", "customfield_11": "Approver"},
    labels=["login", "security"],
    components=[{"name": "Accounts", "description": "hidden"}],
    priority={"name": "High", "iconUrl": "https://x.example"},
    environment=doc(p("Chrome")),
    comment={"comments": [{"author": PERSON, "body": doc(p("Seen twice."))}]},
    customfield_10={"value": "Ring 1"},
    customfield_11=[PERSON],
    reporter=PERSON,
    attachment=[{"filename": "rules.md"}, {"filename": "photo.png"}],
)
FILES = [("rules.md", b"# Rules"), ("photo.png", b"\x89PNG\r\n\x1a\n"), ("note.txt", b"A note")]


def read(**options: Any) -> Issue:
    return read_issue(DOCUMENT, options=IntakeOptions(**options), context="Do it.", attached=FILES)


# Which fields ------------------------------------------------------------------------------------


def test_without_a_list_of_fields_an_issue_is_read_as_ever() -> None:
    found = read()
    assert (found.description[:4], found.context, found.fields) == ("Why.", "Do it.", ())
    assert [each.name for each in found.attachments] == ["rules.md", "photo.png", "note.txt"]
    assert found.left_out == ("attachments: 1 of 3 not sent",)


def test_only_the_named_fields_are_sent_and_what_is_kept_back_is_told() -> None:
    found = read(fields=("summary",))
    assert found == Issue(
        key="SHOP-12",
        type="Story",
        summary="A summary",
        description="",
        left_out=tuple(
            f"{part}: not sent, the config does not name it" for part in ("description", "context", "attachments")
        ),
    )


def test_criteria_are_sent_without_the_description_only_from_a_field_of_their_own() -> None:
    document = issue(doc(heading("AC"), bullets("In the description.")), names={"c": "Acceptance Criteria"})
    options = IntakeOptions(fields=("summary", "criteria"))
    assert read_issue(document, options=options).criteria == ()
    document["fields"]["c"] = doc(bullets("In a field."))
    assert [each.text for each in read_issue(document, options=options).criteria] == ["In a field."]


def test_an_issue_whose_summary_may_not_be_sent_needs_none() -> None:
    document = {"key": "A-1", "fields": {"description": "Why."}}
    assert read_issue(document, options=IntakeOptions(fields=("description",))).summary == ""
    with pytest.raises(IssueError):
        read_issue(document, options=IntakeOptions())


def test_both_levels_of_a_cascading_select_are_read() -> None:
    place = {"value": "Germany", "child": {"value": "Berlin", "child": {"value": "no third"}}}
    found = read_issue(issue(customfield_1=place), options=IntakeOptions(fields=("summary", "customfield_1")))
    assert found.fields[0].text == "Germany\nBerlin"


def test_further_fields_are_read_by_name_in_the_configs_order() -> None:
    named = ("priority", "labels", "components", "environment", "customfield_10", "comment", "status")
    assert read(fields=named).fields == (
        IssueField(id="priority", name="priority", text="High"),
        IssueField(id="labels", name="labels", text="login\nsecurity"),
        IssueField(id="components", name="components", text="Accounts"),
        IssueField(id="environment", name="environment", text="Chrome"),
        IssueField(id="customfield_10", name="Rollout", text="Ring 1"),
        IssueField(id="comment", name="comment", text="Seen twice."),
    )


def test_a_field_that_holds_a_person_is_empty_even_where_it_is_named() -> None:
    of_a_server = {"name": "lbrackwater", "displayName": "Leonie Brackwater", "active": True}
    document = issue(customfield_11=[PERSON, of_a_server], customfield_12=of_a_server)
    options = IntakeOptions(fields=("summary", "customfield_11", "customfield_12"))
    assert read_issue(document, options=options).fields == ()


@pytest.mark.parametrize("name", ["reporter", "assignee", "creator", "watches", "sumary", "customfield_x", ""])
def test_a_field_that_may_never_be_sent_or_is_none_cannot_be_named(name: str) -> None:
    with pytest.raises(ValidationError):
        IntakeOptions(fields=(name,))


def test_options_that_are_not_set_leave_the_digests_of_before_as_they_are() -> None:
    from tests.generator.prompt.configs import config

    options = IntakeOptions(fields=None, attachments=None, max_total_chars=None, mask=None, existing_tests=None)
    assert config_digest(config(intake=options)) == config_digest(config())
    assert config_digest(config(intake=IntakeOptions(mask=("people",)))) != config_digest(config())


# Which files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patterns", "sent"),
    [
        (("*.md",), ["rules.md"]),
        (("*.MD", "*.txt"), ["rules.md", "note.txt"]),
        (("text/*",), ["rules.md", "note.txt"]),
        (("image/png",), ["photo.png"]),
        (("*.pdf", "application/*"), []),
    ],
)
def test_only_files_that_a_pattern_names_are_opened_and_named(patterns: tuple[str, ...], sent: list[str]) -> None:
    found = read(attachments=patterns)
    assert [each.name for each in found.attachments] == sent
    kept_back = f"attachments: {3 - len(sent)} of 3 not sent, the config does not name them"
    assert kept_back in found.left_out


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF0000WEBPVP8 ", "image/webp"),
        (b"PK\x03\x04..word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "application/zip"),
        (b" <!DOCTYPE html>", "text/html"),
        (b"<!-- saved --><div>", "text/html"),
        (b"BM\x00\x00", "image/bmp"),
        (b"BMW, Audi", "text/plain"),
        (b"PK\x05\x06", "application/zip"),
        (b"a;b\n", "text/plain"),
        (b"", "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
    ],
)
def test_a_media_type_is_that_of_the_bytes_whatever_the_name_says(data: bytes, kind: str) -> None:
    assert file_allowed(IntakeOptions(attachments=(kind,)), "photo.gif", data)
    assert not file_allowed(IntakeOptions(attachments=("image/gif",)), "photo.gif", data)


def test_a_file_that_was_not_loaded_has_no_media_type() -> None:
    assert not file_allowed(IntakeOptions(attachments=("*/*",)), "a.md", None)
    assert file_allowed(IntakeOptions(attachments=("*.md",)), "a.md", None)


# How much ----------------------------------------------------------------------------------------

WHOLE = prepared(
    "s" * 10,
    "a" * 10,
    "b" * 10,
    description="d" * 10,
    context="c" * 10,
    fields=(IssueField(id="labels", name="l" * 2, text="f" * 8),),
    existing=(ExistingTest(key="T-1", title="t" * 6, steps=("u" * 4,)),),
    attachments=(Attachment(name="n.md", text="x" * 6), Attachment(name="m.md", text="y" * 6)),
)


def amounts(limit: int) -> list[int]:
    found = minimise(WHOLE, limit)
    return [
        len(found.summary),
        len(found.criteria),
        len(found.description),
        len(found.context or ""),
        len(found.fields),
        len(found.existing),
        sum(len(each.text or "") for each in found.attachments),
    ]


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (0, [0, 0, 0, 0, 0, 0, 0]),
        (5, [5, 0, 0, 0, 0, 0, 0]),
        (25, [10, 1, 5, 0, 0, 0, 0]),
        (30, [10, 2, 0, 0, 0, 0, 0]),
        (35, [10, 2, 5, 0, 0, 0, 0]),
        (45, [10, 2, 10, 5, 0, 0, 0]),
        (55, [10, 2, 10, 10, 1, 0, 0]),
        (70, [10, 2, 10, 10, 1, 1, 0]),
        (78, [10, 2, 10, 10, 1, 1, 4]),
        (90, [10, 2, 10, 10, 1, 1, 12]),
    ],
)
def test_what_matters_most_is_kept_first(limit: int, kept: list[int]) -> None:
    assert amounts(limit) == kept


def test_what_was_cut_is_told_without_its_words() -> None:
    assert minimise(WHOLE, 37).left_out == (
        "description: cut after 7 of 10 characters, over the limit of 37 characters in all",
        "context: cut after 0 of 10 characters, over the limit of 37 characters in all",
        "labels: cut after 0 of 8 characters, over the limit of 37 characters in all",
        "existing tests: 1 of 1 not sent, over the limit of 37 characters in all",
        "attachments: 2 of 2 cut or not sent, over the limit of 37 characters in all",
    )
    assert minimise(WHOLE, 90).left_out == ()


def size(found: Issue) -> int:
    attached = sum(len(each.name) + len(each.text or "") for each in found.attachments)
    further = sum(len(each.name) + len(each.text) for each in found.fields)
    tests = sum(len(each.title) + sum(map(len, each.steps)) for each in found.existing)
    criteria = sum(len(each.text) for each in found.criteria)
    own = len(found.summary) + len(found.description) + len(found.context or "")
    return attached + further + tests + criteria + own


TEXTS = st.text(alphabet="ab \n", max_size=40)


@given(
    st.builds(
        lambda texts, names, limit: (
            replace(
                prepared(texts[0], *texts[1:4], description=texts[4], context=texts[5] or None),
                fields=tuple(IssueField(id="labels", name=name, text=name * 2) for name in names[:2]),
                existing=tuple(ExistingTest(key=None, title=name, steps=(name,)) for name in names),
                attachments=tuple(Attachment(name=name, text=name * 3 or None) for name in names),
            ),
            limit,
        ),
        st.lists(TEXTS, min_size=6, max_size=6),
        st.lists(TEXTS.filter(bool), max_size=4),
        st.integers(0, 500),
    )
)
@settings(max_examples=200, deadline=None)
def test_no_issue_is_longer_than_its_limit_and_one_within_it_is_left_alone(given_: tuple[Issue, int]) -> None:
    whole, limit = given_
    found = minimise(whole, limit)
    assert size(found) <= limit
    assert found == minimise(whole, limit)
    if size(whole) <= limit:
        assert found == whole
    else:
        assert found.left_out


def test_the_limit_of_a_config_is_kept_over_all_that_is_read() -> None:
    found = read(max_total_chars=30)
    assert size(found) <= 30
    assert [each.text for each in found.criteria] == ["It locks.", "It unlocks."]


@pytest.mark.parametrize(("limit", "kept"), [(8, "Person"), (9, "Person 12"), (7, "Person")])
def test_a_cut_never_makes_somebody_else_of_a_placeholder(limit: int, kept: str) -> None:
    masked = Issue(key="A-1", type="", summary="", description="Person 12 signs in")
    assert minimise(masked, limit).description.strip() == kept


def test_of_two_equal_files_the_one_that_does_not_fit_is_told() -> None:
    twice = Issue(key="A-1", type="", summary="", description="", attachments=(Attachment(name="a.md", text="a"),) * 2)
    assert minimise(twice, 5).left_out == (
        "attachments: 1 of 2 cut or not sent, over the limit of 5 characters in all",
    )

"""What is fetched of an issue: what the config needs, within bounds, and the same issue comes of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.generator.intake.documents import doc, p
from tests.jira import HandClock, client, serving
from tests.jira_fake.contract import Check
from tests.jira_fake.faults import LOGIN, Fault, failing, html
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import IssueError, JiraError
from workbench.generator.intake import read_issue
from workbench.generator.intake.jira_client import Fetched, JiraClient, Loads, fetch, needed_fields
from workbench.generator.records import Attachment, IntakeOptions

STUDIO = Path(__file__).parents[4] / "datasets" / "studio"
OPTIONS = IntakeOptions()
NEEDED = ["summary", "issuetype", "description", "customfield_10042", "customfield_10050", "attachment"]


def asked(site: JiraServer) -> list[str]:
    """The fields of the issue that were asked for."""
    (seen,) = [seen for seen in site.seen if "/issue/" in seen.path]
    return seen.asked["fields"].split(",")


def options(**given: Any) -> IntakeOptions:
    return IntakeOptions(**given)


def test_no_more_is_asked_for_than_is_read(site: JiraServer, jira: JiraClient) -> None:
    fetched = fetch(jira, "SHOP-12", options=OPTIONS)
    assert asked(site) == NEEDED
    assert "comment" not in fetched.document["fields"]
    issue = read_issue(fetched.document, options=OPTIONS)
    assert [each.text for each in issue.criteria] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (options(max_attachment_chars=0), NEEDED[:-1]),
        (options(criteria_field="customfield_1"), [*NEEDED[:3], "customfield_1", *NEEDED[3:]]),
        (options(fields=("summary",)), ["summary", "issuetype"]),
        (options(fields=("description", "labels")), ["summary", "issuetype", "description", "labels"]),
        (options(fields=("criteria",)), [*NEEDED[:2], *NEEDED[3:-1]]),
        (options(max_attachment_chars=0, images="send"), NEEDED),
        (options(max_attachment_chars=0, images="send", mask=("secrets",)), NEEDED[:-1]),
        (options(existing_tests=True), [*NEEDED, "subtasks", "issuelinks"]),
        (options(mask=("people",)), [*NEEDED, "reporter", "assignee", "creator", "comment"]),
        (options(mask=("secrets",)), NEEDED),
    ],
)
def test_the_fields_follow_the_config(jira: JiraClient, given: IntakeOptions, fields: list[str]) -> None:
    assert list(needed_fields(given, jira.fields())) == fields


@pytest.fixture(scope="module")
def studio(check: Check | None) -> Iterator[JiraServer]:
    """A site to which a test adds one issue at a time."""
    with serving(check) as server:
        yield server


@pytest.mark.parametrize("path", sorted((STUDIO / "issues").glob("*.json")), ids=lambda path: path.stem)
def test_every_fixture_comes_out_of_jira_as_out_of_its_file(studio: JiraServer, path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    studio.state.names, studio.state.schema = {}, {}
    studio.state.add_document(document)
    files = sorted((STUDIO / "attachments" / path.stem).glob("*"))
    for listed in document["fields"].get("attachment") or []:
        match = next((file for file in files if file.name == listed["filename"]), None)
        data = match.read_bytes() if match else b""
        studio.state.files.pop(str(listed["id"]), None)
        if match:
            listed["size"] = len(data)
            file = studio.state.add_file(path.stem, match.name, data)
            studio.state.issues[path.stem]["fields"]["attachment"].pop()
            listed["id"] = file.id
    with client(studio.address, clock=HandClock()) as jira:
        fetched = fetch(jira, path.stem, options=OPTIONS)
    attached = [(file.name, file.read_bytes()) for file in files]
    by_file = read_issue(document, options=OPTIONS, attached=attached)
    assert read_issue(fetched.document, options=OPTIONS, attached=fetched.attached) == by_file


# Attachments


def loaded(jira: JiraClient, loads: Loads | None = None, given: IntakeOptions = OPTIONS) -> tuple[Fetched, list[str]]:
    fetched = fetch(jira, "SHOP-12", options=given, loads=loads or Loads())
    return fetched, [name for name, _ in fetched.attached]


@pytest.fixture
def files(site: JiraServer) -> list[str]:
    """The ids of three attachments of 10 bytes each."""
    return [site.state.add_file("SHOP-12", f"Name-4711-{at}.txt", b"0123456789").id for at in range(3)]


def test_attachments_come_with_the_issue_and_reach_the_prompt(jira: JiraClient, files: list[str]) -> None:
    fetched, _ = loaded(jira)
    issue = read_issue(fetched.document, options=OPTIONS, attached=fetched.attached)
    assert issue.attachments[2] == Attachment(name="Name-4711-2.txt", text="0123456789")
    assert (fetched.notes, issue.left_out) == ((), ())
    assert "0123456789" not in repr(fetched)


def test_an_attachment_that_cannot_be_loaded_is_counted_and_the_others_come(
    site: JiraServer, jira: JiraClient, files: list[str]
) -> None:
    site.state.hidden.add(files[0])
    del site.state.files[files[1]]
    fetched, names = loaded(jira)
    assert names == ["Name-4711-2.txt"]
    assert fetched.notes == (
        "attachments: 1 of 3 not loaded: Jira forbids it",
        "attachments: 1 of 3 not loaded: Jira has it no more, or hides it",
    )


def test_what_jira_says_is_too_large_is_not_asked_for(site: JiraServer, jira: JiraClient, files: list[str]) -> None:
    fetched, names = loaded(jira, Loads(file_bytes=9))
    assert (names, fetched.notes) == ([], ("attachments: 3 of 3 not loaded: too large",))
    assert not [seen for seen in site.seen if "attachment" in seen.path]


def test_a_size_that_is_not_true_is_not_believed(site: JiraServer, jira: JiraClient, files: list[str]) -> None:
    for listed in site.state.issues["SHOP-12"]["fields"]["attachment"]:
        listed["size"] = 1
    assert loaded(jira, Loads(file_bytes=9))[1] == []


def test_all_attachments_together_and_their_number_are_bounded(jira: JiraClient, files: list[str]) -> None:
    fetched, names = loaded(jira, Loads(all_bytes=25))
    assert (len(names), fetched.notes) == (2, ("attachments: 1 of 3 not loaded: too large",))
    fetched, names = loaded(jira, Loads(files=1))
    assert (len(names), fetched.notes) == (1, ("attachments: 2 of 3 not loaded: only the first 1 are loaded",))


def test_where_jira_takes_no_more_requests_the_rest_is_not_asked_for(
    site: JiraServer, jira: JiraClient, files: list[str]
) -> None:
    site.faults.append(failing(429, on="attachment", Retry_After="900", RateLimit_Reason="jira-quota-tenant-based"))
    fetched, names = loaded(jira)
    assert (names, fetched.notes) == ([], ("attachments: 3 of 3 not loaded: Jira takes no more requests now",))
    assert len([seen for seen in site.seen if "attachment" in seen.path]) == 1


def test_after_a_limit_without_a_word_on_when_it_ends_no_further_attachment_is_tried(
    site: JiraServer, jira: JiraClient, files: list[str]
) -> None:
    site.faults.extend([failing(429, on="attachment")] * 99)
    assert loaded(jira)[1] == []
    assert len([seen for seen in site.seen if "attachment" in seen.path]) == 4


def test_a_page_to_log_in_is_no_attachment_but_an_attached_page_is(
    site: JiraServer, jira: JiraClient, files: list[str]
) -> None:
    site.state.add_file("SHOP-12", "page.html", LOGIN, "text/html")
    site.faults.append(replace(html(), on="attachment"))
    fetched, names = loaded(jira)
    assert names == ["Name-4711-1.txt", "Name-4711-2.txt", "page.html"]
    assert fetched.notes == ("attachments: 1 of 4 not loaded: Jira did not send it",)


def test_files_that_the_config_keeps_back_are_not_loaded(site: JiraServer, jira: JiraClient, files: list[str]) -> None:
    site.state.add_file("SHOP-12", "plan.md", b"# Plan")
    assert loaded(jira, given=options(attachments=("*.md",)))[1] == ["plan.md"]
    assert loaded(jira, given=options(max_attachment_chars=0))[1] == []


def test_where_the_config_goes_by_media_types_the_bytes_decide_and_not_what_the_uploader_says(
    site: JiraServer, jira: JiraClient
) -> None:
    site.state.add_file("SHOP-12", "a.png", b"text", "image/png")
    given = options(attachments=("text/*",))
    fetched, names = loaded(jira, given=given)
    assert names == ["a.png"]
    assert read_issue(fetched.document, options=given, attached=fetched.attached).attachments[0].text == "text"


@pytest.mark.parametrize("listed", [None, "x", [None, 7], [{"filename": 7, "id": "1"}], [{"filename": "a"}], {}])
def test_a_list_of_attachments_that_is_none_is_empty(site: JiraServer, jira: JiraClient, listed: object) -> None:
    site.state.issues["SHOP-12"]["fields"]["attachment"] = listed
    assert loaded(jira)[1] == []


def test_an_id_that_is_none_is_not_asked_for(site: JiraServer, jira: JiraClient) -> None:
    site.state.issues["SHOP-12"]["fields"]["attachment"] = [{"filename": "a", "id": "../../myself"}]
    fetched, names = loaded(jira)
    assert (names, fetched.notes) == ([], ("attachments: 1 of 1 not loaded: Jira did not send it",))


def test_comments_and_linked_issues_stay_where_they_are(site: JiraServer, jira: JiraClient) -> None:
    site.state.add_comment("SHOP-12", doc(p("Comment-4711")), "Person-4711")
    site.state.add_sub_task("SHOP-12", "SHOP-20", "Sub-4711")
    site.state.link("SHOP-13", "SHOP-12")
    fetched, _ = loaded(jira)
    assert "4711" not in json.dumps(fetched.document)
    whole, _ = loaded(jira, given=options(existing_tests=True, mask=("people",)))
    assert {"Sub-4711", "Person-4711"} <= set(_strings(whole.document))


def test_an_answer_that_is_no_issue_is_one_sentence(site: JiraServer, jira: JiraClient) -> None:
    site.faults.append(Fault(body=b'{"key": "SHOP-12"}', on="issue"))
    fetched, _ = loaded(jira)
    with pytest.raises(IssueError, match="no object 'fields'"):
        read_issue(fetched.document, options=OPTIONS)


def test_an_issue_that_cannot_be_read_is_the_failure(jira: JiraClient) -> None:
    with pytest.raises(JiraError) as caught:
        fetch(jira, "SHOP-99", options=OPTIONS)
    assert caught.value.kind == "not_found"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)

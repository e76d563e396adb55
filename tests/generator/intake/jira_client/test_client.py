"""What each call asks and gives."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.jira import HandClock, client, serving, specification
from tests.jira_fake.contract import Seen, breach, operation_of
from tests.jira_fake.faults import Fault
from tests.jira_fake.server import JiraServer
from tests.jira_fake.state import create_field
from workbench.generator.errors import IssueError, JiraError
from workbench.generator.intake.jira_client import FieldName, IssueType, JiraClient


def failure(call: Callable[..., Any], *arguments: Any, **named: Any) -> JiraError:
    with pytest.raises(JiraError) as caught:
        call(*arguments, **named)
    return caught.value


def test_an_issue_comes_with_the_fields_that_were_asked_for_and_their_names(jira: JiraClient) -> None:
    document = jira.issue("SHOP-12", fields=["summary", "customfield_10042"])
    assert document["key"] == "SHOP-12"
    assert set(document["fields"]) == {"summary", "customfield_10042"}
    assert document["names"] == {"summary": "Summary", "customfield_10042": "Acceptance Criteria"}
    assert document["schema"]["customfield_10042"]["type"] == "string"


def test_an_issue_that_is_not_there_or_may_not_be_seen_is_the_same_failure(site: JiraServer, jira: JiraClient) -> None:
    site.state.hidden.add("SHOP-13")
    for key in ("SHOP-13", "SHOP-99"):
        error = failure(jira.issue, key, fields=["summary"])
        assert (error.kind, error.status) == ("not_found", 404)
        assert "the account may not see it" in str(error)
        assert key not in str(error)


@pytest.mark.parametrize("key", ["", "SHOP", "SHOP-12/../../myself", "12-SHOP", "SHOP-012", "SHOP-12?x=1", "SHOP-12\n"])
def test_what_can_be_no_key_is_never_sent(site: JiraServer, jira: JiraClient, key: str) -> None:
    for call in (lambda: jira.issue(key, fields=["summary"]), lambda: jira.issues([key], fields=["summary"])):
        with pytest.raises(IssueError, match="not the key of an issue"):
            call()
    assert site.seen == []


def test_many_issues_come_in_the_order_of_the_question_and_what_is_missing_is_named(
    site: JiraServer, jira: JiraClient
) -> None:
    site.state.hidden.add("SHOP-13")
    found = jira.issues(["SHOP-14", "shop-12", "SHOP-13", "SHOP-14"], fields=["summary"])
    assert [each["key"] for each in found.documents] == ["SHOP-14", "SHOP-12"]
    assert found.missing == ("SHOP-13",)
    assert "A third" not in repr(found)


def test_more_issues_than_a_request_takes_are_several_requests(site: JiraServer, jira: JiraClient) -> None:
    keys = [f"MANY-{number}" for number in range(1, 252)]
    for key in keys:
        site.state.add_issue(key)
    found = jira.issues(keys, fields=["summary"])
    assert ([each["key"] for each in found.documents], found.missing) == (keys, ())
    assert [len(seen.json["issueIdsOrKeys"]) for seen in site.seen] == [100, 100, 51]


def test_an_issue_that_was_moved_comes_under_its_new_key_and_the_old_one_is_missing(
    site: JiraServer, jira: JiraClient
) -> None:
    moved = {"issues": [{"id": "1", "key": "NEW-1", "fields": {}}], "issueErrors": []}
    site.faults.append(Fault(body=json.dumps(moved).encode()))
    found = jira.issues(["OLD-1"], fields=["summary"])
    assert ([each["key"] for each in found.documents], found.missing) == (["NEW-1"], ("OLD-1",))


@pytest.mark.parametrize(("limit", "requests"), [(1, 1), (2, 1), (3, 2), (50, 3)])
def test_a_search_turns_pages_until_it_has_enough(
    site: JiraServer, jira: JiraClient, limit: int, requests: int
) -> None:
    for number in (15, 16):
        site.state.add_issue(f"SHOP-{number}")
    found = jira.search("project = SHOP", fields=["summary", "customfield_10042"], limit=limit)
    assert [each["key"] for each in found] == [f"SHOP-{12 + at}" for at in range(min(limit, 5))]
    assert found[0]["names"]["customfield_10042"] == "Acceptance Criteria"
    assert len(site.seen) == requests


def test_a_search_without_bounds_is_refused_by_jira_and_said_so(jira: JiraClient) -> None:
    error = failure(jira.search, "order by key", fields=["summary"], limit=5)
    assert (error.kind, error.status) == ("bad_request", 400)


def test_a_search_whose_pages_go_in_a_circle_ends(site: JiraServer, jira: JiraClient) -> None:
    page = Fault(body=b'{"issues": [], "isLast": false, "nextPageToken": "t0"}')
    site.faults.extend([page] * 9)
    assert failure(jira.search, "project = SHOP", fields=["summary"], limit=5).kind == "malformed"
    assert len(site.seen) == 2


def test_the_form_of_an_issue_type_is_read_page_by_page(site: JiraServer, jira: JiraClient) -> None:
    custom = create_field("customfield_1", kind="option", hasDefaultValue=True, allowedValues=[{"id": "7"}])
    others = [create_field(f"customfield_{number}", required=False) for number in range(2, 9)]
    project = site.state.add_project("QA", form=[create_field("summary"), custom, *others])
    id_ = next(id_ for id_, name in project.types.items() if name == "Test")
    for named in ("Test", "test", id_):
        meta = jira.createmeta("QA", named)
        assert meta.issue_type == IssueType(id=id_, name="Test")
        assert [each.id for each in meta.fields] == ["summary", *(f"customfield_{number}" for number in range(1, 9))]
    first, second, third = meta.fields[:3]
    assert (first.required, first.has_default, first.allowed) == (True, False, ())
    assert (second.type, second.has_default, second.allowed) == ("option", True, ({"id": "7"},))
    assert not third.required
    assert [each.subtask for each in jira.issue_types(project.id)] == [False, False, False, True]


def test_an_issue_type_that_a_project_does_not_have_is_said(jira: JiraClient) -> None:
    error = failure(jira.createmeta, "SHOP", "Epic")
    assert (error.kind, "no such issue type" in str(error)) == ("not_found", True)


def test_the_fields_of_a_site_come_with_names_and_types(jira: JiraClient) -> None:
    assert FieldName(id="customfield_10042", name="Acceptance Criteria", type="string") in jira.fields()
    assert FieldName(id="customfield_10060", name="Approver of the AC", type="user") in jira.fields()


def test_a_site_is_asked_by_its_cloud_id_behind_the_gateway(site: JiraServer, clock: HandClock) -> None:
    with client(site.gateway, clock=clock) as jira:
        assert jira.issue("SHOP-12", fields=["summary"])["key"] == "SHOP-12"
    assert site.seen[0].prefix == f"/ex/jira/{site.state.cloud_id}"


# Contracts


def test_every_request_is_one_of_jiras_specification(reference: Path, clock: HandClock) -> None:
    check = specification(reference)
    with serving(check) as site, client(site.address, clock=clock) as jira:
        site.state.add_issue("SHOP-12")
        file = site.state.add_file("SHOP-12", "a.txt", b"text")
        jira.fields()
        jira.issue("SHOP-12", fields=["summary", "attachment"])
        jira.issues(["SHOP-12", "10001"], fields=["summary"])
        jira.search("project = SHOP", fields=["summary"], limit=5)
        jira.attachment(file.id, max_bytes=10)
        jira.createmeta("SHOP", "Story")
        asked = [operation_of(seen) for seen in site.seen]
    assert {each[0] for each in asked if each} == {
        "fields", "issue", "issues", "search", "attachment", "issue_types", "form",
    }  # fmt: skip


WRONG = [
    Seen(method="GET", path="/rest/api/3/search", query="jql=x", headers={}, body=b""),
    Seen(method="POST", path="/rest/api/3/issue/bulkfetch", query="", headers={}, body=b'{"issueIdsOrKeys": "A-1"}'),
    Seen(method="POST", path="/rest/api/3/search/jql", query="", headers={}, body=b'{"jql": "x", "startAt": 0}'),
    Seen(method="GET", path="/rest/api/3/issue/createmeta/A/issuetypes", query="maxResults=abc", headers={}, body=b""),
]


@pytest.mark.parametrize("seen", WRONG, ids=lambda seen: seen.path)
def test_a_request_that_jira_would_refuse_is_found_by_our_own_contract(seen: Seen) -> None:
    assert breach(seen)


@pytest.mark.parametrize("seen", WRONG, ids=lambda seen: seen.path)
def test_a_request_that_jira_would_refuse_is_found_by_its_specification(seen: Seen, reference: Path) -> None:
    signed = Seen(
        method=seen.method,
        path=seen.path,
        query=seen.query,
        headers={"authorization": "Basic YQ==", "content-type": "application/json"},
        body=seen.body,
    )
    assert specification(reference)(signed)
    right = Seen(method="GET", path="/rest/api/3/field", query="", headers=signed.headers, body=b"")
    assert specification(reference)(right) is None

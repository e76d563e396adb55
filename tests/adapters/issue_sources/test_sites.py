"""Issues out of a Jira site, over a fake one on loopback."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.issue_sources.exports import DOCUMENT, rest
from tests.core.importing.full_issue import full_issue
from tests.generator.intake.attachments.files import docx, paragraph, png
from tests.jira import HandClock, client, serving
from tests.jira_fake.faults import failing, html
from tests.jira_fake.server import JiraServer
from workbench.adapters.issue_sources import read_site, read_source
from workbench.core.errors import CatalogError
from workbench.core.importing.sourced import SourcedIssue, Wanted
from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client import Budget, JiraClient

JQL = "project = SHOP"
ALWAYS = Wanted()


@pytest.fixture
def site() -> Iterator[JiraServer]:
    with serving() as server:
        yield server


@pytest.fixture
def jira(site: JiraServer) -> Iterator[JiraClient]:
    with client(site.address, clock=HandClock()) as made:
        yield made


def read(jira: JiraClient, wanted: Wanted = ALWAYS, *, limit: int = 500) -> list[SourcedIssue]:
    return list(read_site(jira, JQL, wanted, limit=limit, progress=lambda done, of: None))


def with_files(site: JiraServer) -> None:
    site.state.add_issue("SHOP-12", description=DOCUMENT)
    site.state.add_file("SHOP-12", "log.txt", b"a log")
    site.state.add_file("SHOP-12", "shot.png", png(), "image/png")
    site.state.add_file("SHOP-12", "film.mp4", b"film", "video/mp4")
    site.state.add_file("SHOP-12", "spec.docx", docx(paragraph("Words")), "application/msword")
    site.state.add_file("SHOP-12", "log.txt", b"another log")
    site.state.add_file("SHOP-12", "lies.txt", png(), "text/plain")


def asked_for_files(site: JiraServer) -> int:
    return sum("/attachment/content/" in seen.path for seen in site.seen)


def test_attached_files_come_by_id_and_only_those_that_may_be_text(site: JiraServer, jira: JiraClient) -> None:
    with_files(site)
    (issue,) = read(jira)
    assert {name: text.strip() for name, text in issue.attached.items()} == {
        "log.txt": "a log", "spec.docx": "Words", "log (2).txt": "another log",
    }  # fmt: skip
    assert issue.left_out == {"pictures": 2, "unreadable files": 1}
    assert [each["filename"] for each in issue.document["fields"]["attachment"]] == [
        "log.txt", "shot.png", "film.mp4", "spec.docx", "log (2).txt", "lies.txt",
    ]  # fmt: skip
    assert asked_for_files(site) == 4


def test_no_file_is_asked_for_where_none_comes_in(site: JiraServer, jira: JiraClient) -> None:
    with_files(site)
    (issue,) = read(jira, Wanted(attachments=False))
    assert (issue.attached, asked_for_files(site)) == ({}, 0)


def test_an_issue_of_a_site_is_that_of_its_export(site: JiraServer, jira: JiraClient, tmp_path: Path) -> None:
    document = rest(attachment=[], comment={"comments": []})
    site.state.add_document(document)
    (tmp_path / "a.json").write_text(json.dumps(document))
    (of_file,) = read_source(tmp_path / "a.json", Wanted())
    (of_site,) = read(jira)
    assert (of_site.key, of_site.number, of_site.document) == (of_file.key, of_file.number, of_file.document)


def test_only_fields_that_may_come_in_are_asked_for(site: JiraServer, jira: JiraClient) -> None:
    site.state.add_document(full_issue() | {"key": "SHOP-1"})
    read(jira, Wanted(fields=("A sprint", "environment"), comments=True))
    (search,) = [seen for seen in site.seen if seen.path.endswith("/search/jql")]
    asked = json.loads(search.body)["fields"]
    assert set(asked) == {
        "summary", "issuetype", "priority", "status", "labels", "components", "issuelinks", "subtasks", "attachment",
        "reporter", "assignee", "creator", "description", "comment", "environment", "customfield_10900",
        "customfield_10020",
    }  # fmt: skip


def test_many_issues_are_told_one_after_the_other(site: JiraServer, jira: JiraClient) -> None:
    for number in range(1, 121):
        site.state.add_issue(f"SHOP-{number}")
    told: list[tuple[int, int]] = []
    issues = read_site(jira, JQL, Wanted(), limit=110, progress=lambda done, of: told.append((done, of)))
    next(issues)
    next(issues)
    assert told == [(1, 110)]
    assert sum(1 for _ in issues) == 108
    assert told[-1] == (110, 110)


@pytest.mark.parametrize(
    ("fault", "counted"),
    [
        (failing(404, on="attachment"), "files that are not there"),
        (failing(403, on="attachment"), "files that are not there"),
        (replace(html(), on="attachment"), "files that are not there"),
    ],
)
def test_a_file_that_does_not_come_is_counted_and_the_others_come(
    fault: object, counted: str, site: JiraServer, jira: JiraClient
) -> None:
    with_files(site)
    site.faults.append(fault)  # type: ignore[arg-type]
    (issue,) = read(jira)
    assert list(issue.attached) == ["spec.docx", "log (2).txt"]
    assert issue.left_out[counted] == 1  # type: ignore[index]


def test_after_an_answer_that_every_file_would_get_none_is_asked_for(site: JiraServer, jira: JiraClient) -> None:
    with_files(site)
    site.faults.append(failing(401, on="attachment"))
    (issue,) = read(jira)
    assert (issue.attached, asked_for_files(site)) == ({}, 1)


def test_when_the_budget_is_used_up_no_more_files_are_asked_for(site: JiraServer) -> None:
    with_files(site)
    with client(site.address, clock=HandClock(), budget=Budget(requests=4)) as jira:
        (issue,) = read(jira)
    assert 1 <= len(issue.attached) < 3
    assert issue.left_out["files that are not there"] == 4 - len(issue.attached) - issue.left_out["pictures"] + 1


def test_a_query_that_finds_nothing_or_fails_is_said(site: JiraServer, jira: JiraClient) -> None:
    site.state.add_project("SHOP")
    with pytest.raises(CatalogError, match="finds no issue"):
        read(jira)
    site.faults.append(failing(400, on="search"))
    with pytest.raises(JiraError):
        read(jira)


def test_a_field_that_the_site_has_not_is_said(site: JiraServer, jira: JiraClient) -> None:
    site.state.add_issue("SHOP-12")
    with pytest.raises(CatalogError, match="no field 'Sprnt'"):
        read(jira, Wanted(fields=("environment", "Sprnt")))


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_limit_out_of_bounds_is_refused_before_anything_is_asked(
    limit: int, site: JiraServer, jira: JiraClient
) -> None:
    with pytest.raises(CatalogError, match="from 1 to 10,000"):
        read_site(jira, JQL, Wanted(), limit=limit, progress=lambda done, of: None)
    assert site.seen == []

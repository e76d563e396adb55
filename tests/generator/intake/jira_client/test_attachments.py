"""Bytes of attachments: bounded, and no credentials for another host."""

import pytest

from tests.jira import HandClock, client, serving_media
from tests.jira_fake.faults import Fault, bomb
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client import JiraClient


@pytest.fixture
def file(site: JiraServer) -> str:
    """The id of an attachment of 100,000 bytes."""
    return site.state.add_file("SHOP-12", "log.bin", bytes(range(250)) * 400, "application/octet-stream").id


def kind(jira: JiraClient, id_: str, max_bytes: int = 1_000_000) -> str:
    with pytest.raises(JiraError) as caught:
        jira.attachment(id_, max_bytes=max_bytes)
    return caught.value.kind


def test_the_bytes_come_as_they_are_and_jira_is_asked_not_to_redirect(
    site: JiraServer, jira: JiraClient, file: str
) -> None:
    assert jira.attachment(file, max_bytes=100_000) == bytes(range(250)) * 400
    assert site.seen[0].asked == {"redirect": "false"}


def test_a_file_that_is_a_byte_too_large_is_not_taken(jira: JiraClient, file: str) -> None:
    assert kind(jira, file, 99_999) == "too_large"


@pytest.mark.parametrize("fault", [Fault(body=b"x" * 2**20, ending="endless", headers={}), bomb(200)])
def test_a_body_without_end_or_out_of_a_bomb_is_let_go(
    site: JiraServer, jira: JiraClient, file: str, fault: Fault
) -> None:
    site.faults.append(fault)
    assert kind(jira, file) == "too_large"
    assert len(site.seen) == 1


def test_another_host_gets_the_question_but_not_the_credentials(site: JiraServer, jira: JiraClient, file: str) -> None:
    with serving_media(site) as media:
        assert len(jira.attachment(file, max_bytes=1_000_000)) == 100_000
    (headers,) = media.headers
    assert "authorization" not in headers
    assert "authorization" in site.seen[0].headers


def test_a_host_that_sends_back_to_the_site_does_not_get_the_credentials_for_itself(
    site: JiraServer, jira: JiraClient, file: str
) -> None:
    with serving_media(site) as media:
        media.onward = f"{media.address}/file/{file}"
        assert kind(jira, file) == "redirect"
    assert len(media.headers) == 3
    assert not any("authorization" in headers for headers in media.headers)


@pytest.mark.parametrize(
    "location",
    [
        "https://example.com/file",
        "https://api.media.atlassian.com.example.com/file",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/file",
        "http://api.media.atlassian.com/file",
        "https://ann:secret@api.media.atlassian.com/file",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_a_redirect_to_any_other_host_is_not_followed(
    site: JiraServer, jira: JiraClient, file: str, location: str
) -> None:
    site.faults.append(Fault(status=303, headers={"Location": location}, body=b""))
    assert kind(jira, file) in {"redirect", "connection"}
    assert {seen.path for seen in site.seen} == {f"/rest/api/3/attachment/content/{file}"}


def test_a_file_that_was_deleted_or_hidden_is_said(site: JiraServer, jira: JiraClient, file: str) -> None:
    site.state.hidden.add(file)
    assert kind(jira, file) == "forbidden"
    assert kind(jira, "99") == "not_found"


@pytest.mark.parametrize("id_", ["", "1/../2", "x", "1?redirect=true", "..", "1" * 20])
def test_what_can_be_no_id_is_never_sent(site: JiraServer, jira: JiraClient, id_: str) -> None:
    assert kind(jira, id_) == "malformed"
    assert site.seen == []


def test_the_bytes_of_a_broken_transfer_are_asked_for_again(site: JiraServer, clock: HandClock, file: str) -> None:
    site.faults.append(Fault(body=b"half of it", ending="cut", headers={}))
    with client(site.address, clock=clock) as jira:
        assert len(jira.attachment(file, max_bytes=1_000_000)) == 100_000
    assert len(site.seen) == 2

"""What is true of every request, whichever call makes it."""

import random
from datetime import UTC, datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.jira import ANN, QUICK, HandClock, limits
from tests.jira_fake.contract import Seen
from tests.jira_fake.faults import Fault, failing
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client import Exchange, Site
from workbench.generator.models.bounded import BoundedClient
from workbench.generator.remote.ask import Ask
from workbench.generator.remote.waits import Retries, retry_after_s

NOW = datetime(2026, 11, 2, 9, 40, tzinfo=UTC)
# No write is in the contract yet; a search stands for one, because it is a POST with a body.
WRITE = Ask(
    service=JiraError,
    doing="writing",
    method="POST",
    endpoint="/search/jql",
    body={"jql": "project = SHOP", "fields": ["summary"], "maxResults": 1},
    issue="SHOP-12",
    repeatable=False,
)


def tries(address: str, clock: HandClock) -> JiraError | None:
    with BoundedClient(QUICK, httpx2.HTTPTransport(trust_env=False)) as http:
        try:
            Exchange(Site.at(address), ANN, http=http, clock=clock, chance=random.Random(1)).send(WRITE)
        except JiraError as error:
            return error
    return None


@pytest.mark.parametrize(
    "fault", [failing(500), failing(502), failing(504), Fault(ending="reset"), Fault(ending="cut")]
)
def test_what_may_have_been_written_is_never_written_again(site: JiraServer, clock: HandClock, fault: Fault) -> None:
    site.faults.append(fault)
    error = tries(site.address, clock)
    assert error is not None
    assert error.maybe_done
    assert len(site.seen) == 1


def test_what_was_not_written_for_sure_is_written_again(site: JiraServer, clock: HandClock) -> None:
    site.faults.append(failing(429, Retry_After="1", RateLimit_Reason="jira-per-issue-on-write"))
    assert tries(site.address, clock) is None
    assert len(site.seen) == 2


def test_a_host_that_does_not_answer_is_asked_for_a_write_again(clock: HandClock) -> None:
    error = tries("http://127.0.0.1:9", clock)
    assert error is not None
    assert len(clock.slept) == 3


def test_an_issue_that_was_written_to_too_often_rests_alone(site: JiraServer, clock: HandClock) -> None:
    site.faults.append(failing(429, Retry_After="300", RateLimit_Reason="jira-per-issue-on-write"))
    with BoundedClient(QUICK, httpx2.HTTPTransport(trust_env=False)) as http:
        exchange = Exchange(Site.at(site.address), ANN, http=http, clock=clock)
        for _ in range(2):
            with pytest.raises(JiraError) as caught:
                exchange.send(WRITE)
            assert caught.value.kind == "rate_limit"
        assert len(site.seen) == 1
        other = Ask(
            service=JiraError, doing="writing", method="POST", endpoint=WRITE.endpoint, body=WRITE.body, issue="SHOP-13"
        )
        assert exchange.send(other).status == 200


def test_the_clients_own_credentials_and_redirects_are_not_used(site: JiraServer, clock: HandClock) -> None:
    site.faults.append(Fault(status=302, headers={"Location": f"{site.address}/rest/api/3/field"}, body=b""))
    with httpx2.Client(auth=("other", "password"), follow_redirects=True, trust_env=False) as http:
        exchange = Exchange(Site.at(site.address), ANN, http=http, clock=clock)
        with pytest.raises(JiraError) as caught:
            exchange.send(Ask(service=JiraError, doing="reading", method="GET", endpoint="/field"))
        assert caught.value.kind == "redirect"
        exchange.send(Ask(service=JiraError, doing="reading", method="GET", endpoint="/field"))
    assert {seen.headers["authorization"] for seen in site.seen} == {ANN.headers()["Authorization"]}


def test_an_ask_shows_neither_key_nor_query_nor_body() -> None:
    ask = Ask(
        service=JiraError,
        doing="reading",
        method="GET",
        endpoint="/issue/{key}",
        path="/issue/SECRET-1",
        query={"jql": "SECRET"},
    )
    assert "SECRET" not in repr(ask) + repr(WRITE).replace("SHOP", "SECRET")


@given(st.text(max_size=40) | st.floats().map(str) | st.datetimes().map(str))
def test_a_wait_is_none_or_a_number_of_seconds_from_nothing_whatever_jira_says(text: str) -> None:
    for name in ("retry-after", "x-ratelimit-reset"):
        wait = retry_after_s({name: text}, NOW)
        assert wait is None or 0.0 <= wait < float("inf")


@pytest.mark.parametrize("seed", range(20))
def test_without_a_word_of_jiras_the_wait_is_anything_up_to_an_end_that_doubles(seed: int) -> None:
    retries = Retries(random.Random(seed))
    waits = [retries.wait_s(JiraError("reading", "server"), repeatable=True) for _ in range(4)]
    assert waits[3] is None
    for at, wait in enumerate(waits[:3]):
        assert wait is not None
        assert 0.0 <= wait <= 2.0**at


# The site that plays Jira


def test_the_fakes_limit_of_writes_counts_each_issue_for_itself(clock: HandClock) -> None:
    given = limits(clock, writes=2)

    def write(key: str) -> str | None:
        seen = Seen(method="PUT", path="/", query="", headers={}, body=b"", values={"key": key})
        refused = given.refuse("edit", seen)
        return refused and refused.headers["RateLimit-Reason"]

    assert [write("A-1"), write("A-1"), write("A-1"), write("A-2")] == [None, None, "jira-per-issue-on-write", None]
    clock.sleep(2.1)
    assert write("A-1") is None
